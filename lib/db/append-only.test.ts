import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEvents, progressEvents } from './schema'
import { testDatabase, type TestDatabase } from './testing.server'
import { uuidv7 } from './uuid'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await database.db
    .insert(auditEvents)
    .values({ id: uuidv7(), action: 'session.started', subject: 'user', data: { first: true } })
  await database.db.insert(progressEvents).values({
    learnerId: uuidv7(),
    id: uuidv7(),
    lesson: 'linear-regression',
    type: 'lesson.opened',
    at: new Date(),
    data: {},
    digest: 'first',
  })
})
afterAll(() => database.close())

const statements = [
  ...['audit_events', 'progress_events'].flatMap((table) => [
    `update ${table} set data = '{}'`,
    `delete from ${table}`,
    `truncate ${table}`,
  ]),
  'delete from audit_events where false',
]

test.each(statements)('%s is refused and changes nothing', async (statement) => {
  await expect(database.db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } })
  const counts = await database.db.execute<{ audit: number; progress: number }>(
    sql`select (select count(*)::int from audit_events) audit, (select count(*)::int from progress_events) progress`,
  )
  expect(counts[0]).toEqual({ audit: 1, progress: 1 })
})
