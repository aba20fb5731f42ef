/** The people a question is about, one row each: where they stand and what they achieved, never their code. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { audit, auditLook } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type StageId, STAGES } from '../curriculum/ids'
import type { Words } from '../curriculum/words'
import type { CountedPage } from '../db/keyset'
import { counts, type Key, type Order, readAll, readCountedPage, type Slice } from '../db/keyset.server'
import { inSnapshot } from '../db/snapshot.server'
import { containing } from '../db/containing.server'
import { IDLE_DAYS } from './counting'
import { askedOf } from './figure.server'
import {
  type InsightFilters,
  PAGE_SIZE,
  readSort,
  type SortColumn,
  type Status,
  namelessFilters,
} from './filters'
import type { Reading, Source } from './source.server'

type Reason =
  /** Failed this often, and the latest run, at `since`, failed too. */
  | { kind: 'failing'; lesson: string; count: number; since: Date }
  | { kind: 'idle'; lesson: string; since: Date }

export type PersonRow = {
  id: string
  name: string
  number: string
  department: Words
  cohort: Words | null
  mentor: string | null
  track: string
  /** The first stage of the person's track that is not complete, or the last. */
  stage: StageId | null
  /** Of the lessons that the track requires, in the stage asked for. */
  verified: number
  planned: number
  /** Shanghai's day, see `days.ts`. */
  lastDay: number | null
  status: Status
  reason: Reason | null
}

export type People = CountedPage<PersonRow> & { asOf: Date }

/** One page of the table. Leaves an audit record of who read which selection. */
export async function readPeople(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source,
): Promise<People> {
  const { database } = source
  const page = await readCountedPage(
    'insight-people',
    orderOf(filters, source),
    filters.cursor,
    PAGE_SIZE,
    (slice) => select(filters, source, slice),
    async (before) => {
      const { count, before: earlier } = counts(before)
      const [counted] = await database.execute<{ count: number; before: number }>(
        sql`select ${count} as count, ${earlier} as before ${fromChosen(filters, source)}`,
      )
      return counted!
    },
  )
  await auditLook(database, viewer, 'insights.people-read', 'people', { filters: namelessFilters(filters) })
  return { ...page, asOf: source.asOf }
}

const BATCH = 1_000

/**
 * All pages in the same order and as of one moment, in batches. The audit record is written before the first row leaves.
 * Stops reading when the caller stops iterating.
 */
export async function* exportPeople(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source,
): AsyncGenerator<PersonRow[]> {
  await audit(source.database, viewer, 'insights.people-exported', 'people', {
    filters: namelessFilters(filters),
  })
  yield* inSnapshot(source.database, (database) => {
    const reading = { ...source, database }
    return readAll('people.csv', orderOf(filters, reading), BATCH, (slice) => select(filters, reading, slice))
  })
}

/** People under the filters, as `p` with their standing `s` and their account. */
function fromChosen(filters: InsightFilters, source: Reading): SQL {
  const { status, stage, q } = filters
  const { department, cohort, track, mentor } = askedOf(filters)
  const conditions: SQL[] = [isListed(status)]
  if (department !== null) conditions.push(sql`p.path @> array[${department}]::uuid[]`)
  if (cohort !== null) conditions.push(sql`p.cohort_id = ${cohort}`)
  if (track !== null) conditions.push(sql`p.track = ${track}`)
  if (mentor !== null) conditions.push(sql`p.mentor_id = ${mentor}`)
  if (isWork(status)) conditions.push(sql`${statusOf(source)} = ${status}`)
  if (q !== undefined) conditions.push(containing(q, sql`account.name`, sql`p.number`))
  const account = q === undefined ? sql`` : sql`join users account on account.id = p.learner_id`
  return sql`from insight_people p
    join insight_standings s on s.learner_id = p.learner_id and s.stage = ${stage ?? '*'} ${account}
    where ${sql.join(conditions, sql` and `)}`
}

type Chosen = InsightFilters['status']
/** Those of people who are counted; without one, all of these. */
const isCountedStatus = (status: Chosen): boolean => status !== 'inactive' && status !== 'invited'
const isWork = (status: Chosen): status is Status => status !== undefined && isCountedStatus(status)

function isListed(status: Chosen): SQL {
  if (status === 'invited') return sql`p.invited`
  return status === 'inactive' ? sql`not p.counted and not p.invited` : sql`p.counted`
}

const statusOf = (source: Reading): SQL => sql`case s.state
    when 'none' then 'not-started' when 'verified' then 'verified' when 'failing' then 'at-risk'
    when 'open' then case when s.last_day < ${source.today - IDLE_DAYS}::int then 'at-risk' else 'in-progress' end
    else 'in-progress' end`

/** Names are sorted by pinyin. */
const KEYS: Record<Exclude<SortColumn, 'status'>, Key> = {
  name: {
    by: sql`(select name from users where id = p.learner_id) collate "zh-x-icu"`,
    type: 'text',
    nullable: true,
  },
  number: { by: sql`p.number`, type: 'text' },
  department: {
    by: sql`(select position from departments where id = p.department_id)`,
    type: 'int',
    nullable: true,
  },
  cohort: { by: sql`(select starts_on from cohorts where id = p.cohort_id)`, type: 'day', nullable: true },
  mentor: {
    by: sql`(select name from users where id = p.mentor_id) collate "zh-x-icu"`,
    type: 'text',
    nullable: true,
  },
  verified: { by: sql`s.verified`, type: 'int' },
  active: { by: sql`s.last_day`, type: 'int', nullable: true },
}

function orderOf(filters: InsightFilters, source: Reading): Order {
  const { column, descending } = readSort(filters.sort)
  const status = sql`array_position(array['at-risk', 'in-progress', 'not-started', 'verified'], ${statusOf(source)})`
  const chosen: Key = column === 'status' ? { by: status, type: 'int' } : KEYS[column]
  return [
    { ...chosen, descending },
    { by: sql`s.last_day`, type: 'int', nullable: true },
    { by: sql`p.number`, type: 'text' },
    { by: sql`p.learner_id`, type: 'uuid' },
  ]
}

type Raw = Omit<PersonRow, 'department' | 'cohort' | 'reason'> & {
  department_zh: string
  department_en: string
  cohort_zh: string | null
  cohort_en: string | null
  mark: (string | null)[]
}

async function select(filters: InsightFilters, source: Reading, { where, orderBy, limit, mark }: Slice) {
  // Only the rows of the page are joined with what is merely shown.
  const rows = await source.database.execute<Raw>(sql`
    with page as (
      select p.*, s.last_day, s.verified, s.planned, ${statusOf(source)} as status, ${mark} as mark,
        row_number() over (order by ${orderBy}) as place
      ${fromChosen(filters, source)} and ${where}
      order by ${orderBy} limit ${limit}
    )
    select page.learner_id as id, account.name, page.number, d.name_zh as department_zh, d.name_en as department_en,
      c.name_zh as cohort_zh, c.name_en as cohort_en, m.name as mentor, page.track, page.verified, page.planned,
      page.last_day as "lastDay", page.status, page.mark, (
        select stage from insight_standings other
        where other.learner_id = page.learner_id and other.stage <> '*'
        order by other.state = 'verified', array_position(${`{${STAGES.join()}}`}::text[], other.stage)
          * case when other.state = 'verified' then -1 else 1 end limit 1
      ) as stage
    from page join users account on account.id = page.learner_id
      join departments d on d.id = page.department_id
      left join cohorts c on c.id = page.cohort_id left join users m on m.id = page.mentor_id
    order by page.place`)
  const reasons = await reasonsOf([...rows], filters, source)
  return [...rows].map(({ department_zh, department_en, cohort_zh, cohort_en, ...row }) => ({
    ...row,
    department: { zh: department_zh, en: department_en },
    cohort: cohort_zh === null ? null : { zh: cohort_zh, en: cohort_en ?? cohort_zh },
    reason: reasons.get(row.id) ?? null,
  }))
}

/** Why people need attention, for the rows of a page: the lesson that fails, or the one they left. */
async function reasonsOf(
  rows: Raw[],
  filters: InsightFilters,
  source: Reading,
): Promise<Map<string, Reason>> {
  const atRisk = rows.filter(({ status }) => status === 'at-risk')
  if (atRisk.length === 0 || !isCountedStatus(filters.status)) return new Map()
  const asked = source.plan.lessons.filter(
    ({ stage }) => filters.stage === undefined || stage === filters.stage,
  )
  const found = await source.database.execute<{
    id: string
    failing: boolean
    lesson: string
    count: number
    ms: string
  }>(sql`
    select distinct on (learner_id) learner_id as id, fails as failing, lesson, failed_runs as count,
      (extract(epoch from case when fails then last_error_at else last_at end) * 1000)::text as ms
    from lesson_states,
      lateral (select failed_runs >= 5 and last_error_at >= last_cell_at is true as fails) judged
    where learner_id = any(${`{${atRisk.map(({ id }) => id).join()}}`}::uuid[]) and verified_at is null
      and lesson = any(${`{${asked.map(({ id }) => id).join()}}`}::text[])
    order by learner_id, fails desc, case when fails then last_error_at else last_at end desc, lesson`)
  return new Map(
    [...found].map(({ id, failing, lesson, count, ms }): [string, Reason] => {
      const since = new Date(Number(ms))
      return [id, failing ? { kind: 'failing', lesson, count, since } : { kind: 'idle', lesson, since }]
    }),
  )
}
