/** Every figure under filters from everybody to one mentor's people, each asked several times. */
import { sql } from 'drizzle-orm'
import { dueFor } from '../lib/assignments/due.server'
import type { Viewer } from '../lib/auth/permissions'
import type { Database } from '../lib/db/client.server'
import { askFigure } from '../lib/insights/figure.server'
import { InsightFilters } from '../lib/insights/filters'
import { readPeople } from '../lib/insights/people.server'
import { INSIGHT_KEYS } from '../lib/insights/registry'
import { catchUp } from '../lib/insights/rollup/catch-up.server'
import { readRows } from '../lib/insights/rows.server'
import { sourceAt } from '../lib/insights/source.server'
import { myPath } from '../lib/path/my-path.server'
import { PLAN } from './insights-world'

/** Milliseconds of each asking. */
export type Timings = { figures: Map<string, number[]>; rows: number[]; people: number[]; home: number[] }

const ROUNDS = 3

export async function askEverything(database: Database): Promise<Timings> {
  const [somebody] = await database.execute<{ id: string }>(
    sql`select id from users where role = 'mentor' limit 1`,
  )
  const viewer = { id: somebody!.id, locale: 'zh' } as Viewer<'insights.read'>
  const filters = await questions(database)
  const timings: Timings = { figures: new Map(), rows: [], people: [], home: [] }
  // What a page does: see what is waiting, then ask. One round before the clock starts: plans and pages are cold.
  for (let round = -1; round < ROUNDS; round++) {
    for (const asked of filters) {
      for (const key of INSIGHT_KEYS) {
        const began = performance.now()
        const source = await sourceAt(
          database,
          PLAN,
          await catchUp(database, PLAN, { quick: true, batches: 2 }),
        )
        await askFigure(viewer, key, asked, source)
        const taken = performance.now() - began
        if (round >= 0) timings.figures.set(key, [...(timings.figures.get(key) ?? []), taken])
      }
    }
  }
  const source = await sourceAt(database, PLAN, new Date())
  for (const asked of filters) {
    for (const key of INSIGHT_KEYS) timings.rows.push(await time(() => readRows(viewer, key, asked, source)))
    timings.people.push(await time(() => readPeople(viewer, asked, source)))
  }
  const learners = await database.execute<{ id: string }>(sql`select id from people order by id limit 100`)
  const { lessons, tracks, ladders } = PLAN
  const path = { database, lessons, catalog: { stages: [], tracks: [...tracks], ladders: [...ladders] } }
  for (const { id } of learners) {
    const learner = { id } as Viewer<'progress.write'>
    timings.home.push(await time(() => Promise.all([myPath(learner, path), dueFor(learner, database)])))
  }
  return timings
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Groups of every size, alone and together, over short and long periods. */
export async function questions(database: Database): Promise<InsightFilters[]> {
  const ids = async (query: string) => {
    const rows = await database.execute<{ id: string }>(sql.raw(query))
    return [...rows].map(({ id }) => id)
  }
  const [area] = await ids('select id from departments where parent_id is null order by position limit 1')
  const [department] = await ids(
    `select id from departments where parent_id = '${area}' order by position limit 1`,
  )
  const [team] = await ids(
    `select id from departments where parent_id = '${department}' order by position limit 1`,
  )
  const [cohort] = await ids('select id from cohorts order by starts_on limit 1')
  const [mentor] = await ids('select mentor_id as id from people where mentor_id is not null limit 1')
  const track = 'track-1'
  return [
    {},
    { period: 'all' },
    { stage: 'practice' },
    { department: area },
    { department },
    { department: team },
    { cohort },
    { track },
    { mentor },
    { cohort, track },
    { department: area, cohort },
    { department: area, track, period: '365' },
    { department, track },
    { department: area, cohort, track },
    { department: team, stage: 'foundations', period: '30' },
  ].map((given) => InsightFilters.parse(given))
}
