import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEPT_SECRETS, keptSecret } from './kept-secret.server'
import { settings } from './schema'
import { testDatabase, type TestDatabase } from './testing.server'

let database: TestDatabase
beforeAll(async () => void (database = await testDatabase()))
afterAll(() => database.close())

describe.each(KEPT_SECRETS)('%s', (key) => {
  test('everybody who starts on one database takes one secret', async () => {
    const own = Array.from({ length: 8 }, (_, index) => `${key} ${index}`.padEnd(40, '-'))
    const taken = await Promise.all(own.map((secret) => keptSecret(database.db, key, secret)))
    expect(new Set(taken).size).toBe(1)
    expect(own).toContain(taken[0])
    expect(await keptSecret(database.db, key, 'a later one that is long enough, too')).toBe(taken[0])
    expect(await keptSecret(database.db, key)).toBe(taken[0])
  })

  test('a damaged one is told with what it costs, and is made anew once its row is gone', async () => {
    const before = await keptSecret(database.db, key)
    await database.db
      .update(settings)
      .set({ value: { secret: 'short' } })
      .where(eq(settings.key, key))
    await expect(keptSecret(database.db, key)).rejects.toThrow(/Delete its row and start again: \w+/)
    await database.db.delete(settings).where(eq(settings.key, key))
    const after = await keptSecret(database.db, key)
    expect(after.length).toBeGreaterThanOrEqual(32)
    expect(after).not.toBe(before)
  })
})

test('no two secrets are one', async () => {
  const secrets = await Promise.all(KEPT_SECRETS.map((key) => keptSecret(database.db, key)))
  expect(new Set(secrets).size).toBe(KEPT_SECRETS.length)
})
