import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { random } from '../../demo/random'
import { testDatabase, type TestDatabase } from '../../db/testing.server'
import { happen, makeWorld, PLAN, type World } from '../random-world.testing'
import { catchUp, rebuild } from './catch-up.server'

const NOW = new Date('2026-11-20T03:00:00Z')
let test: TestDatabase
let world: World

beforeAll(async () => {
  test = await testDatabase()
  world = await makeWorld(test.db, random(7), NOW, 40)
}, 60_000)
afterAll(() => test.close())

/** Everything that is kept, with groups by what they are and not by their number. */
async function kept(): Promise<string[]> {
  const rows = await test.db.execute<{ line: string }>(sql`
    select to_jsonb(p)::text as line from insight_people p
    union all select to_jsonb(s)::text from insight_standings s
    union all select to_jsonb(f)::text from insight_facts f
    union all select jsonb_build_array(g.department_id, g.cohort_id, g.track, c.kind, c.a, c.b, c.c, c.n)::text
      from insight_cells c join insight_scopes g on g.id = c.scope`)
  return [...rows].map(({ line }) => line).toSorted()
}

const waiting = async () => (await test.db.query.insightDirty.findMany()).length

it('what is kept after any changes is what a rebuild makes', async () => {
  // Every group that has anybody is summed up, so that moves go through as many sums as there can be.
  const options = { large: 0 }
  await catchUp(test.db, PLAN, options)
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(3, 1_000),
      async (seed, many, batch) => {
        const chance = random(seed)
        for (let step = 0; step < many; step++) {
          await happen(test.db, world, chance, NOW)
          if (chance.chance(0.1)) await catchUp(test.db, PLAN, { ...options, batch })
        }
        await catchUp(test.db, PLAN, { ...options, batch })
        expect(await waiting()).toBe(0)
        const incremental = await kept()
        await rebuild(test.db, PLAN, options)
        expect(incremental).toEqual(await kept())
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

it('counts done side by side are each done once', async () => {
  const chance = random(11)
  for (let step = 0; step < 80; step++) await happen(test.db, world, chance, NOW)
  await Promise.all(Array.from({ length: 6 }, () => catchUp(test.db, PLAN, { batch: 5, large: 0 })))
  const incremental = await kept()
  await rebuild(test.db, PLAN, { large: 0 })
  expect(incremental).toEqual(await kept())
})

it('whoever is erased leaves nothing', async () => {
  const gone = world.people[3]!
  await test.db.execute(sql`select erase_progress(${gone})`)
  for (const table of ['review_comments', 'reviews', 'submissions', 'lesson_states'])
    await test.db.execute(sql`delete from ${sql.identifier(table)} where learner_id = ${gone}`)
  await test.db.execute(sql`delete from users where id = ${gone}`)
  await catchUp(test.db, PLAN, { large: 0 })
  expect((await kept()).filter((line) => line.includes(gone))).toEqual([])
  const [left] = await test.db.execute(sql`select 1 from learning_days where learner_id = ${gone}`)
  expect(left).toBeUndefined()
})

it('an edit of the curriculum counts everybody again', async () => {
  const moved = PLAN.lessons.map((lesson) =>
    lesson.id === 'digits' ? { ...lesson, stage: 'innovation' as const } : lesson,
  )
  const plan = { ...PLAN, lessons: moved }
  await catchUp(test.db, plan, { large: 0 })
  const incremental = await kept()
  expect(incremental.some((line) => line.includes('innovation'))).toBe(true)
  await rebuild(test.db, plan, { large: 0 })
  expect(incremental).toEqual(await kept())
})

it('says as of when, while somebody is waiting to be counted', async () => {
  const at = new Date('2026-11-01T00:00:00Z')
  await test.db
    .insert((await import('../../db/schema')).insightDirty)
    .values({ learnerId: world.people[0]!, at })
  expect(await catchUp(test.db, PLAN, { batches: 0 })).toEqual(at)
  expect((await catchUp(test.db, PLAN)).getTime()).toBeGreaterThan(NOW.getTime() - 1e12)
  expect(await waiting()).toBe(0)
})
