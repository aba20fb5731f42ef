import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedSecret } from './shared-secret.server'
import { testDatabase, type TestDatabase } from './testing.server'

let database: TestDatabase
beforeAll(async () => void (database = await testDatabase()))
afterAll(() => database.close())

test('everybody who starts on one database signs with one secret', async () => {
  const own = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(40))
  const taken = await Promise.all(own.map((secret) => sharedSecret(database.db, secret)))
  expect(new Set(taken).size).toBe(1)
  expect(own).toContain(taken[0])
  expect(await sharedSecret(database.db, 'a later one that is long enough, too')).toBe(taken[0])
})
