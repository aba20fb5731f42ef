import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { answersDirectly } from './direct.server'
import { closeLimits } from './limits.server'
import { arrive, OWN_HEADERS } from './testing.server'

let database: TestDatabase
let server: Server
let person: Awaited<ReturnType<typeof arrive>>
beforeAll(async () => {
  database = await testDatabase()
  person = await arrive('trainee')
  server = createServer((incoming, outgoing) => {
    if (!answersDirectly(incoming, outgoing)) outgoing.writeHead(299).end('not for here')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await closeLimits()
  await database.close()
})

const ADDRESS = '/api/v1/progress'
/** `host` is part of what a page of ours sends, so `fetch` will not do. */
function send(body: string, { path = ADDRESS, headers = {} as Record<string, string>, breaks = false } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((settle, fail) => {
    const { port } = server.address() as AddressInfo
    const call = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { ...OWN_HEADERS, cookie: person.cookie, ...headers },
      },
      (answer) => {
        let text = ''
        answer.on('data', (piece: Buffer) => (text += piece.toString()))
        answer.on('end', () => settle({ status: answer.statusCode!, headers: answer.headers, text }))
      },
    )
    call.on('error', fail)
    if (breaks) call.write(body, () => call.destroy(new Error('broken off')))
    else call.end(body)
  })
}
const batch = (learner = person.user.id) =>
  JSON.stringify({
    learner,
    events: [{ id: uuidv7(), lesson: 'no-such-lesson', at: new Date().toISOString(), type: 'lesson.opened' }],
  })

test('a batch gets its receipts, sealed like every answer of the API', async () => {
  const { status, headers, text } = await send(batch())
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ receipts: [{ outcome: 'rejected', reason: 'unknown-lesson' }] })
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
})

test('what the wrapper refuses is refused here too', async () => {
  const statuses = [
    (await send(batch(), { headers: { origin: 'https://evil.example' } })).status,
    (await send(batch(), { headers: { cookie: 'zhucai=forged' } })).status,
    (await send(batch(uuidv7()))).status,
    (await send('{"learner":')).status,
    (await send(' '.repeat(300_000))).status,
  ]
  expect(statuses).toEqual([403, 401, 409, 400, 413])
})

test('an upload that breaks off harms nobody', async () => {
  await expect(
    send(batch().slice(0, 40), { headers: { 'content-length': '400' }, breaks: true }),
  ).rejects.toThrow('broken off')
  expect((await send(batch())).status).toBe(200)
})

test('every other address is left alone', async () => {
  for (const path of ['/', `${ADDRESS}/`, `${ADDRESS}?a=1`, '/api/v1/session'])
    expect((await send(batch(), { path })).text).toBe('not for here')
})
