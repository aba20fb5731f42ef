/** Whom an assignment concerns, and how each of them stands: decided anew at each look, so that people may move. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import type { Cursor, Page } from '../db/keyset'
import { type Order, readAll, readPage, type Slice } from '../db/keyset.server'
import { STANDINGS, type Standing } from './decide'
import { dueDaySql } from './due-day.server'

export type Audience = { audience: 'department' | 'cohort' | 'person'; audienceId: string }
export type Given = Audience & {
  id: string
  dueOn: string
  dueDays: number | null
  createdAt: Date
  lessons: readonly string[]
}

export type Member = {
  id: string
  name: string
  number: string
  department: { zh: string; en: string }
  /** Lessons proved, of those asked for. */
  verified: number
  /** The day that counts for this person. */
  dueOn: string
  /** When that day was set. */
  setAt: string
  exception: { kind: 'waiver' | 'extension'; reason: string } | null
  standing: Standing
}

/** A department with all below it. */
export const subtreeOf = (department: string): SQL => sql`(with recursive below as (
    select id from departments where id = ${department}
    union select d.id from departments d join below b on d.parent_id = b.id)
  select id from below)`

/** Of `people p` and `users u`. */
export function isConcerned({ audience, audienceId }: Audience): SQL {
  switch (audience) {
    case 'department':
      return sql`p.department_id in ${subtreeOf(audienceId)} and u.role = 'trainee'`
    case 'cohort':
      return sql`p.cohort_id = ${audienceId} and u.role = 'trainee'`
    case 'person':
      return sql`p.id = ${audienceId}`
  }
}

const proved = (lessons: readonly string[]): SQL =>
  lessons.length === 0
    ? sql`0`
    : sql`(select count(*)::int from lesson_states s
        where s.learner_id = p.id and s.lesson in ${lessons} and s.verified_at is not null)`

/** The rule of `standingOf`, as the database says it. */
function standings(given: Given, today: string): SQL {
  const total = given.lessons.length
  const due = dueDaySql({
    dueOn: sql`${given.dueOn}::date`,
    dueDays: sql`${given.dueDays}::int`,
    givenAt: sql`${given.createdAt.toISOString()}::timestamptz`,
    since: sql`p.since`,
    extendedTo: sql`x.due_on`,
  })
  return sql`
    select m.*, case when m.status = 'invited' then 'invited' when ${total} > 0 and m.verified >= ${total} then 'done' when m.kind = 'waiver' then 'waived'
      when m."dueOn" < ${today}::date then 'overdue' else 'open' end standing
    from (select p.id, u.name, p.external_id number, json_build_object('zh', d.name_zh, 'en', d.name_en) department,
        p.status, ${due} "dueOn", greatest(coalesce(x.created_at, ${given.createdAt.toISOString()}),
          p.since::timestamp at time zone 'Asia/Shanghai') "setAt", x.kind, x.reason, ${proved(given.lessons)} verified
      from people p join users u on u.id = p.id join departments d on d.id = p.department_id
      left join lateral (select e.kind, e.reason, e.created_at, e.due_on
        from assignment_exceptions e where e.assignment_id = ${given.id} and e.learner_id = p.id
        order by e.created_at desc, e.id desc limit 1) x on true
      where ${isConcerned(given)} and p.status <> 'inactive' and not u.banned) m`
}

/** `people` are those who count: all but the invited. */
export type Counts = { people: number } & Record<Standing, number>

/** How many people it concerns, and how they stand. */
export async function countMembers(given: Given, today: string, database: Queries = db()): Promise<Counts> {
  const each = sql.join(
    STANDINGS.map(
      (standing) => sql`(count(*) filter (where standing = ${standing}))::int as ${sql.identifier(standing)}`,
    ),
    sql`, `,
  )
  const [row] = await database.execute<Counts>(sql`
    select (count(*) filter (where standing <> 'invited'))::int people, ${each}
    from (${standings(given, today)}) n`)
  return row!
}

type Row = Omit<Member, 'exception'> & {
  kind: 'waiver' | 'extension' | null
  reason: string | null
  mark: (string | null)[]
}

const select =
  (given: Given, today: string, which: SQL, database: Queries) =>
  async ({ where, orderBy, limit, mark }: Slice) => {
    const rows = await database.execute<Row>(sql`
      select id, name, number, department, to_char("dueOn", 'YYYY-MM-DD') "dueOn", "setAt", kind, reason, verified,
        standing, ${mark} mark
      from (${standings(given, today)}) n where ${which} and ${where} order by ${orderBy} limit ${limit}`)
    return [...rows].map(({ kind, reason, ...row }) => ({
      ...row,
      exception: kind === null ? null : { kind, reason: reason ?? '' },
    }))
  }

const BY_NUMBER: Order = [
  { by: sql`number`, type: 'text' },
  { by: sql`id`, type: 'uuid' },
]

/** The people themselves, by personnel number. */
export const readMembers = (
  given: Given,
  today: string,
  { cursor, size, standing }: { cursor: Cursor | undefined; size: number; standing: Standing | undefined },
  database: Queries = db(),
): Promise<Page<Member>> =>
  readPage(
    'assignment-people',
    BY_NUMBER,
    cursor,
    size,
    select(given, today, standing === undefined ? sql`true` : sql`standing = ${standing}`, database),
  )

/** One of them; undefined for somebody whom it does not concern. */
export async function findMember(
  given: Given,
  today: string,
  person: string,
  database: Queries = db(),
): Promise<Member | undefined> {
  const alone: Slice = { where: sql`true`, orderBy: sql`id`, limit: 1, mark: sql`null` }
  return (await select(given, today, sql`id = ${person}`, database)(alone))[0]
}

/** By what does not change: between two batches somebody may be given another number. */
const BY_ID: Order = [{ by: sql`id`, type: 'uuid' }]

/** All of them, a thousand at a time. */
export const everyMember = (
  given: Given,
  today: string,
  database: Queries = db(),
): AsyncGenerator<Member[]> =>
  readAll('assignment-people', BY_ID, 1_000, select(given, today, sql`true`, database))
