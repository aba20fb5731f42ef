/** The people a question is about, one row each: where they stand and what they achieved, never their code. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import type { StageId } from '../curriculum/ids'
import type { Queries } from '../db/client.server'
import {
  type InsightFilters,
  PAGE_SIZE,
  readSort,
  type SortColumn,
  type Status,
  writeFilters,
} from './filters'
import { lessonsAsked, liveSource, type Source, stagesAsked } from './source.server'
import { ACTIVE_DAYS, daysBefore, standing } from './standing.server'

type Names = { zh: string; en: string }

export type Reason =
  /** Failed this often, and the latest run, at `since`, failed too. */
  | { kind: 'failing'; lesson: string; count: number; since: Date }
  | { kind: 'idle'; lesson: string; since: Date }

export type PersonRow = {
  id: string
  name: string
  number: string
  department: Names
  cohort: Names | null
  mentor: string | null
  /** The first stage asked for that is not complete, or the last. */
  stage: StageId | null
  verified: number
  /** Lessons verified in the period, and the active minutes one of them took on average. */
  recent: number
  minutes: number | null
  lastActive: Date | null
  status: Status
  reason: Reason | null
}

export type People = {
  rows: PersonRow[]
  /** Over all pages. */
  count: number
  page: number
  pages: number
  /** Lessons asked for, of which each row counts the verified. */
  lessons: number
  asOf: Date
}

/** One page of the table. Leaves an audit record of who read which selection. A page past the end is the last page. */
export async function readPeople(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<People> {
  const { database } = source
  const read = (page: number) =>
    database.execute<Raw>(
      sql`${peopleQuery(filters, source)} limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`,
    )
  let { page } = filters
  let found = await read(page)
  if (found.length === 0 && page > 1) {
    const [first] = await read(1)
    page = Math.max(1, Math.ceil((first?.total ?? 0) / PAGE_SIZE))
    found = await read(page)
  }
  const count = found[0]?.total ?? 0
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE))
  await auditReading(database, viewer, 'insights.people-read', { ...filters, page }, found.length)
  const rows = [...found].map((raw) => personRow(raw, filters, source))
  return { rows, count, page, pages, lessons: lessonsAsked(filters, source).length, asOf: source.asOf }
}

/**
 * All pages in the same order, in batches. The audit record is written before the first row leaves. Stops reading
 * when the caller stops iterating.
 */
export async function* exportPeople(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): AsyncGenerator<PersonRow[]> {
  const { database } = source
  await auditReading(database, viewer, 'insights.people-exported', { ...filters, page: 1 })
  // The driver's own query, because drizzle has no cursor.
  const { sql: text, params } = (database as unknown as Dialect).dialect.sqlToQuery(
    peopleQuery(filters, source),
  )
  const cursor = database.$client.unsafe<Raw[]>(text, params as never[]).cursor(500)
  for await (const batch of cursor) yield batch.map((raw) => personRow(raw, filters, source))
}

type Dialect = { dialect: { sqlToQuery(query: SQL): { sql: string; params: unknown[] } } }

function auditReading(
  database: Queries,
  viewer: Viewer<'insights.read'>,
  action: 'insights.people-read' | 'insights.people-exported',
  filters: InsightFilters,
  rows?: number,
): Promise<void> {
  const asked = Object.fromEntries(writeFilters(filters))
  return audit(
    database,
    viewer,
    action,
    'people',
    rows === undefined ? { filters: asked } : { filters: asked, rows },
  )
}

function chosenRows(filters: InsightFilters, source: Source): SQL {
  const conditions: SQL[] = []
  if (filters.status && filters.status !== 'inactive')
    conditions.push(sql`persons.status = ${filters.status}`)
  if (filters.behind === 'active-learners')
    conditions.push(sql`persons.last_at > ${daysBefore(source, ACTIVE_DAYS)}`)
  if (filters.behind === 'verified-completions') conditions.push(sql`persons.recent > 0`)
  if (filters.q) {
    const part = `%${filters.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    conditions.push(sql`(persons.name ilike ${part} or persons.external_id ilike ${part})`)
  }
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Columns alone or with a collation: names are sorted by pinyin. */
const ORDER: Record<SortColumn, SQL> = {
  name: sql`persons.name collate "zh-x-icu"`,
  number: sql`persons.external_id`,
  department: sql`d.position`,
  cohort: sql`c.starts_on`,
  mentor: sql`m.name collate "zh-x-icu"`,
  stage: sql`persons.stage`,
  verified: sql`persons.verified`,
  recent: sql`persons.recent`,
  minutes: sql`persons.minutes`,
  active: sql`persons.last_at`,
  status: sql`array_position(array['at-risk', 'in-progress', 'not-started', 'verified'], persons.status)`,
}

type Raw = {
  id: string
  name: string
  number: string
  department_zh: string
  department_en: string
  cohort_zh: string | null
  cohort_en: string | null
  mentor: string | null
  stage: number | null
  verified: number
  recent: number
  minutes: number | null
  last_ms: string | null
  status: Status
  reason: 'failing' | 'idle' | null
  reason_lesson: string | null
  reason_count: number | null
  reason_ms: string | null
  /** Rows of all pages. */
  total: number
}

function peopleQuery(filters: InsightFilters, source: Source): SQL {
  const { column, descending } = readSort(filters.sort)
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`
  const milliseconds = (time: SQL) => sql`(extract(epoch from ${time}) * 1000)::text`
  return sql`${standing(filters, source)}
    select persons.id, persons.name, persons.external_id as number, d.name_zh as department_zh,
      d.name_en as department_en, c.name_zh as cohort_zh, c.name_en as cohort_en, m.name as mentor, persons.stage,
      persons.verified, persons.recent, persons.minutes, ${milliseconds(sql`persons.last_at`)} as last_ms,
      persons.status, persons.reason, persons.reason_lesson, persons.reason_count,
      ${milliseconds(sql`persons.reason_since`)} as reason_ms, (count(*) over ())::int as total
    from persons join departments d on d.id = persons.department_id
      left join cohorts c on c.id = persons.cohort_id left join users m on m.id = persons.mentor_id
    where ${chosenRows(filters, source)}
    order by ${ORDER[column]} ${direction}, persons.last_at asc nulls last, persons.external_id`
}

function personRow(raw: Raw, filters: InsightFilters, source: Source): PersonRow {
  return {
    id: raw.id,
    name: raw.name,
    number: raw.number,
    department: { zh: raw.department_zh, en: raw.department_en },
    cohort: raw.cohort_zh === null ? null : { zh: raw.cohort_zh, en: raw.cohort_en ?? raw.cohort_zh },
    mentor: raw.mentor,
    stage: raw.stage === null ? null : stagesAsked(filters, source)[raw.stage]!,
    verified: raw.verified,
    recent: raw.recent,
    minutes: raw.minutes,
    lastActive: raw.last_ms === null ? null : new Date(Number(raw.last_ms)),
    status: raw.status,
    reason: reasonOf(raw),
  }
}

function reasonOf(raw: Raw): Reason | null {
  if (raw.reason === null || raw.reason_lesson === null || raw.reason_ms === null) return null
  const since = new Date(Number(raw.reason_ms))
  return raw.reason === 'failing'
    ? { kind: 'failing', lesson: raw.reason_lesson, count: raw.reason_count ?? 0, since }
    : { kind: 'idle', lesson: raw.reason_lesson, since }
}
