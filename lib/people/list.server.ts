import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { subtreeOf } from '../assignments/members.server'
import type { Role, Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { CountedPage } from '../db/keyset'
import { type Order, readCountedPage } from '../db/keyset.server'
import { containing } from '../db/containing.server'
import type { PeopleFilters, PersonStatus } from './filters'

/** People a page. */
export const PAGE_SIZE = 50

type Names = { zh: string; en: string }
export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  status: PersonStatus
  /** Null for accounts without a place in the organisation. */
  number: string | null
  department: Names | null
  cohort: Names | null
  mentor: string | null
}

/** What an erased person leaves behind: an id that earlier records point at, and nothing else. */
export const isErased = sql`coalesce(u.ban_reason, '') = 'erased'`

/** Of `users u` and `people p`. */
export const statusOf: SQL = sql`case when u.banned or p.status = 'inactive' then 'inactive'
  when p.status = 'invited' then 'invited' else 'active' end`

function matches({ q, role, status, department, cohort, mentor }: PeopleFilters): SQL {
  const conditions = [sql`not ${isErased}`]
  if (q) conditions.push(containing(q, sql`u.name`, sql`u.email`, sql`p.external_id`))
  if (role) conditions.push(sql`u.role = ${role}`)
  if (status) conditions.push(sql`${statusOf} = ${status}`)
  if (department) conditions.push(sql`p.department_id in ${subtreeOf(department)}`)
  if (cohort) conditions.push(sql`p.cohort_id = ${cohort}`)
  if (mentor === 'none') conditions.push(sql`p.id is not null and p.mentor_id is null and u.role = 'trainee'`)
  else if (mentor) conditions.push(sql`p.mentor_id = ${mentor}`)
  return sql.join(conditions, sql` and `)
}

/** Accounts without a personnel number come last. */
const ORDER: Order = [
  { by: sql`p.external_id`, type: 'text', nullable: true },
  { by: sql`u.name`, type: 'text' },
  { by: sql`u.id`, type: 'uuid' },
]

/** Everybody with an account, by personnel number. */
export async function listPeople(
  _viewer: Viewer<'people.read'>,
  filters: PeopleFilters,
  database: Queries = db(),
): Promise<CountedPage<PersonRow>> {
  const from = sql`from users u left join people p on p.id = u.id where ${matches(filters)}`
  return readCountedPage(
    'people',
    ORDER,
    filters.cursor,
    PAGE_SIZE,
    async ({ where, orderBy, limit, mark }) => {
      const rows = await database.execute<PersonRow & { mark: (string | null)[] }>(sql`
        select f.id, f.name, f.email, f.role, f.status, f.number, m.name mentor, f.mark,
          case when d.id is not null then json_build_object('zh', d.name_zh, 'en', d.name_en) end department,
          case when c.id is not null then json_build_object('zh', c.name_zh, 'en', c.name_en) end cohort
        from (select u.id, u.name, u.email, u.role, ${statusOf} status, p.external_id number, p.department_id,
            p.cohort_id, p.mentor_id, ${mark} mark, row_number() over (order by ${orderBy}) place
          ${from} and ${where} order by ${orderBy} limit ${limit}) f
        left join departments d on d.id = f.department_id left join cohorts c on c.id = f.cohort_id
        left join users m on m.id = f.mentor_id
        order by f.place`)
      return [...rows]
    },
    async (before) => {
      const [counted] = await database.execute<{ count: number; before: number }>(
        sql`select count(*)::int count, (count(*) filter (where ${before}))::int before ${from}`,
      )
      return counted!
    },
  )
}
