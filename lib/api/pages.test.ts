import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareSite } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { closeLimits } from './limits.server'
import { drawPage } from './pages.server'
import { arrive } from './testing.server'

let database: TestDatabase
let server: Server
let person: Awaited<ReturnType<typeof arrive>>
let draw: () => Promise<void> | undefined
const drawn: string[] = []

beforeAll(async () => {
  prepareSite()
  database = await testDatabase()
  person = await arrive('trainee')
  server = createServer((incoming, outgoing) => {
    void drawPage(
      incoming,
      outgoing,
      async () => {
        drawn.push(incoming.url!)
        await draw?.()
        if (!outgoing.headersSent) outgoing.end('a page')
      },
      2_000,
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await closeLimits()
  await database.close()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers })

test.each(['/people?q=%00', '/audit?who=a%00b', '/learn/%00', '/search?q=%1B%5B2J', '/notes?x%00=1'])(
  'a control character that no page can read is refused with words: %s',
  async (path) => {
    drawn.length = 0
    const answer = await get(path, { 'accept-language': 'en' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('could not read this request')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(drawn).toEqual([])
  },
)

test('everything else is drawn as it came', async () => {
  for (const path of ['/', '/search?q=%E7%86%8A%20%09', '/sign-in?next=%2Fpeople%3Fq%3D%2500'])
    expect(await (await get(path)).text()).toBe('a page')
})

test('a page that never begins is said to be away, and its turn goes on to others', async () => {
  draw = () => new Promise(() => {})
  const answer = await get('/learn', { 'accept-language': 'zh-CN' })
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toContain('服务暂时不可用')
  draw = () => undefined
  expect((await get('/learn')).status).toBe(200)
})

test('one person with many connections draws two pages at a time, and others are drawn meanwhile', async () => {
  let atOnce = 0
  let most = 0
  const waiting: (() => void)[] = []
  draw = () => {
    most = Math.max(most, ++atOnce)
    return new Promise((resolve) =>
      waiting.push(() => {
        atOnce--
        resolve()
      }),
    )
  }
  const many = Array.from({ length: 20 }, () => get('/learn', { cookie: person.cookie }))
  const other = get('/sign-in')
  while (!drawn.includes('/sign-in')) await new Promise(setImmediate)
  expect(most).toBeLessThanOrEqual(3)
  const letGo = setInterval(() => waiting.splice(0).forEach((finish) => finish()), 1)
  expect((await other).status).toBe(200)
  const statuses = (await Promise.all(many)).map(({ status }) => status)
  clearInterval(letGo)
  expect(statuses.every((status) => status === 200)).toBe(true)
  expect(most).toBeLessThanOrEqual(3)
  draw = () => undefined
})

test('while the database is away pages say what the API says', async () => {
  const url = process.env['DATABASE_URL']
  process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none'
  try {
    const answer = await get('/learn', { cookie: person.cookie, 'accept-language': 'en' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(await answer.text()).toContain('The service is not available at the moment')
  } finally {
    process.env['DATABASE_URL'] = url
  }
})
