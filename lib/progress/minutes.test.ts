import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { learningDays, lessonStates } from '../db/schema'
import { addUser, viewerOf } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from './catalog.testing'
import { recordEvents } from './record.server'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

const NOW = Date.UTC(2026, 10, 2, 8)
const LESSON = 'linear-regression'
const catalog = catalogOf(lessonOf(LESSON, []))
const active = (at: number) => ({
  id: uuidv7(),
  lesson: LESSON,
  at: new Date(at).toISOString(),
  type: 'lesson.active',
  minutes: 1,
})

async function minutes(learner: string) {
  const [state] = await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, learner))
  const [days] = await base.db
    .select({ sum: sql<number>`coalesce(sum(${learningDays.minutes}), 0)::int` })
    .from(learningDays)
    .where(and(eq(learningDays.learnerId, learner), eq(learningDays.lesson, LESSON)))
  return { folded: state?.activeMinutes ?? 0, rolledUp: days!.sum }
}

test('weeks of minutes cannot be claimed in one go', async () => {
  const me = viewerOf(await addUser('trainee'), 'progress.write')
  for (let batch = 0; batch < 10; batch++) {
    const events = Array.from({ length: 100 }, (_, index) => active(NOW - (batch * 100 + index) * 60_000))
    await recordEvents(base.db, me, events, catalog, new Date(NOW))
  }
  const { folded, rolledUp } = await minutes(me.id)
  expect(folded).toBeLessThanOrEqual(11)
  expect(folded).toBe(rolledUp)
})

test('the fold and the roll-up count the same minutes, and never more than the clock had', async () => {
  const told = fc.record({ after: fc.integer({ min: 0, max: 120 }), late: fc.integer({ min: -5, max: 40 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 40 }), async (reports) => {
      const me = viewerOf(await addUser('trainee'), 'progress.write')
      for (const { after, late } of reports) {
        const at = NOW + after * 60_000
        await recordEvents(base.db, me, [active(at)], catalog, new Date(at + late * 60_000))
      }
      const { folded, rolledUp } = await minutes(me.id)
      expect(folded).toBe(rolledUp)
      expect(folded).toBeLessThanOrEqual(126)
    }),
    { numRuns: 8 },
  )
})
