import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { api, assemble, BASE_PATH } from './app.server'
import { receive } from './arrivals.server'
import { closeLimits } from './limits.server'
import { atWork } from './places.server'
import { defineRoute } from './route.server'
import { routes } from './routes.server'
import { arrive, ORIGIN, OWN_HEADERS, sender } from './testing.server'

let database: TestDatabase
let person: Awaited<ReturnType<typeof arrive>>
beforeAll(async () => {
  database = await testDatabase()
  person = await arrive('trainee')
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

/** One byte, and then nothing until it is let go. */
function stuck() {
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array([123]))
      end = () => controller.error(new Error('gone'))
    },
  })
  return { body, end: () => end() }
}

function slowly(method: string, path: string, headers: Record<string, string>) {
  const { body, end } = stuck()
  const answer = api().fetch(
    new Request(`${ORIGIN}${BASE_PATH}${path}`, {
      method,
      headers: { ...OWN_HEADERS, 'x-zhucai-address': '10.9.0.1', 'content-length': '1000', ...headers },
      body,
      duplex: 'half',
    } as RequestInit),
  )
  return { answer: Promise.resolve(answer), end }
}

test('a stranger is refused before a byte of the body is waited for, by every route that is not public', async () => {
  const guarded = routes.filter((route) => route.permission !== 'public' && route.method !== 'GET')
  expect(guarded.length).toBeGreaterThan(20)
  for (const route of guarded) {
    const { answer, end } = slowly(route.method, route.path.replaceAll(/\{\w+\}/g, 'something'), {})
    expect([route.path, (await answer).status]).toEqual([route.path, 401])
    end()
  }
})

test('whoever holds hundreds of half bodies open keeps nobody else out, behind one address or not', async () => {
  const attacks = Array.from({ length: 300 }, (_, index) =>
    slowly('POST', '/session', { 'x-zhucai-address': index % 2 ? '10.9.0.2' : `10.9.1.${index}` }),
  )
  await new Promise((resolve) => setImmediate(resolve))
  const credentials = { email: person.user.email, password: person.user.password }
  for (const address of ['10.9.0.2', '10.9.0.3']) {
    const headers = { ...OWN_HEADERS, 'x-zhucai-address': address }
    expect((await sender()('POST', '/session', credentials, headers)).status).toBe(200)
  }
  expect((await person.send('GET', '/me/sessions')).status).toBe(200)
  for (const { end } of attacks) end()
  const statuses = await Promise.all(attacks.map(async ({ answer }) => (await answer).status))
  // The oldest of the crowded address gave way; the rest were broken off from outside.
  expect(new Set(statuses)).toEqual(new Set([400, 408]))
})

test('a request counts before its body has come', async () => {
  const few = defineRoute({
    method: 'POST',
    path: '/few',
    permission: 'account.manage',
    summary: 'For the test.',
    body: z.object({}),
    response: z.object({}),
    limit: { points: 2, seconds: 60 },
    handle: async () => ({}),
  })
  const send = sender(person.cookie, assemble([few]))
  const statuses: number[] = []
  for (const body of ['{', '{', '{}']) statuses.push((await send('POST', '/few', body)).status)
  expect(statuses).toEqual([400, 400, 429])
})

test('a body that stops coming is given up; one that keeps its pace may be long', async () => {
  const { body, end } = stuck()
  const pace = { seconds: 0.05, bytesPerSecond: 1_000_000 }
  expect(await receive(body as unknown as AsyncIterable<Uint8Array>, 'a', () => true, pace)).toBe('late')
  end()
  let bytes = 0
  async function* steady() {
    for (let part = 0; part < 20; part++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      yield new Uint8Array(1_000)
    }
  }
  const take = (part: Uint8Array) => (bytes += part.byteLength) > 0
  const whole = { seconds: 5, bytesPerSecond: 1_000 }
  expect(await receive(steady(), 'a', take, whole)).toBe('whole')
  expect(bytes).toBe(20_000)
})

test('one caller has no more than a share of the places at work', async () => {
  let finish = () => {}
  const held = new Promise<void>((resolve) => (finish = resolve))
  const mine = Array.from({ length: 300 }, () => atWork('one', () => held))
  expect(await atWork('another', async () => 'done')).toBe('done')
  finish()
  const refused = (await Promise.all(mine)).filter((result) => result !== undefined)
  expect(refused.length).toBeGreaterThan(200)
  expect(refused[0]).toMatchObject({ code: 'too_many_requests' })
})
