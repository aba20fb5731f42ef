/** What one person may leave with us has a bound that no count of calls gives: a script writes as much as calls hold. */
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { lessons } from '../content/source.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { closeLimits } from './limits.server'
import { arrive } from './testing.server'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await closeLimits()
  await base.close()
})

const { id, version } = lessons()[0]!
const history = `/lessons/${id}/cells/greedy/history`
const text = (bytes: number) => ({ source: randomBytes(bytes / 2).toString('hex'), version })

test('three megabytes a minute may be sent to be kept, and then it is told when to come again', async () => {
  const { send } = await arrive('trainee')
  const answers: Response[] = []
  for (let call = 0; call < 56; call++) answers.push(await send('POST', history, text(60_000)))
  const refused = answers.filter(({ status }) => status === 429)
  expect(answers.slice(0, 50).map(({ status }) => status)).toEqual(Array(50).fill(200))
  expect(refused.length).toBeGreaterThan(3)
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused[0]!.json()).toMatchObject({ error: { code: 'too_many_requests' } })
  // Reading and deleting leave nothing.
  expect((await send('GET', history)).status).toBe(200)
  expect((await send('DELETE', '/me/sessions')).status).toBe(200)
})

test('what one has sent is no other’s, and a minute later there is room again', async () => {
  const [greedy, other] = [await arrive('trainee'), await arrive('trainee')]
  for (let call = 0; call < 53; call++) await greedy.send('POST', history, text(60_000))
  expect((await greedy.send('POST', history, text(1_000))).status).toBe(429)
  expect((await other.send('POST', history, text(1_000))).status).toBe(200)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  expect((await greedy.send('POST', history, text(1_000))).status).toBe(200)
})
