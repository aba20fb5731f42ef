import 'server-only'
import { and, eq, gte, inArray, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { Cursor, Page } from '../db/keyset'
import { type Order, readAll, readPage, type Slice } from '../db/keyset.server'
import { auditEvents, auditOrigins, signInFailures, users } from '../db/schema'
import { addDays } from '../insights/dates'
import { actionsOf, LOOKS } from './actions'
import type { AuditFilters } from './filters'
import { type Names, namesIn } from './names.server'

/** Rows a page. */
export const PAGE_SIZE = 50

/** The newest first; what one transaction wrote has one time, and is ordered by id. */
const ORDER: Order = [
  { by: sql`${auditEvents.at}`, type: 'moment', descending: true },
  { by: sql`${auditEvents.id}`, type: 'uuid', descending: true },
]

export type AuditRow = {
  id: string
  at: Date
  /** Null for what the system did by itself, and for a sign-in that was refused. */
  actorId: string | null
  /** As they are called now, and as they were called then. */
  actor: string | null
  actorThen: string | null
  action: string
  /** What it was done to: `user 0198…`, `cohort 0198…`, a bare id, or a word. */
  subject: string
  subjectThen: string | null
  data: Record<string, unknown>
  address: string | null
  device: string | null
  /** How often, where equal happenings share one entry. */
  count: number
}

export type Described = { rows: AuditRow[]; names: Names }

/** The audit log, newest first. */
export async function listAudit(
  _viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  cursor?: Cursor,
  database: Queries = db(),
): Promise<Page<AuditRow> & { names: Names }> {
  const page = await readPage('audit', ORDER, cursor, PAGE_SIZE, select(filters, database))
  return { ...page, names: await namesOf(page.rows, database) }
}

const BATCH = 1_000

/** All of it, in batches. */
export async function* everyAudit(
  _viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  database: Queries,
): AsyncGenerator<Described> {
  for await (const rows of readAll('audit.csv', ORDER, BATCH, select(filters, database)))
    yield { rows, names: await namesOf(rows, database) }
}

const namesOf = (rows: readonly AuditRow[], database: Queries): Promise<Names> =>
  namesIn(
    rows.flatMap(({ subject, data }) => [subject, JSON.stringify(data)]),
    database,
  )

/** Of an erased person nothing is here: their rows of names went with them. */
const nameThen = (person: SQL): SQL<string | null> => sql`(select name from person_names n
  where n.user_id = ${person} order by n.since <= ${auditEvents.at} desc,
    case when n.since <= ${auditEvents.at} then n.since end desc, n.since limit 1)`

/** The person something was done to, where its subject or its data names one. */
const WHOM = sql`substring(
  coalesce(case when ${auditEvents.subject} like 'user %' then ${auditEvents.subject} end, ${auditEvents.data} ->> 'learner')
  from '^(?:user )?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')`

const select =
  (filters: AuditFilters, database: Queries) =>
  ({ where, orderBy, limit, mark }: Slice) =>
    database
      .select({
        id: auditEvents.id,
        at: auditEvents.at,
        actorId: auditEvents.actorId,
        actor: users.name,
        actorThen: nameThen(sql`${auditEvents.actorId}`),
        action: auditEvents.action,
        subject: auditEvents.subject,
        subjectThen: nameThen(sql`${WHOM}::uuid`),
        data: auditEvents.data,
        address: auditOrigins.address,
        device: auditOrigins.device,
        count: sql<number>`coalesce(${signInFailures.count}, 1)`,
        mark,
      })
      .from(auditEvents)
      .leftJoin(users, eq(users.id, auditEvents.actorId))
      .leftJoin(auditOrigins, eq(auditOrigins.eventId, auditEvents.id))
      .leftJoin(signInFailures, eq(signInFailures.eventId, auditEvents.id))
      .where(and(...conditions(filters), where))
      .orderBy(orderBy)
      .limit(limit)

const midnight = (date: string): Date => new Date(`${date}T00:00:00+08:00`)
const like = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)

/** Ids, as text, of the people whom these words may mean: by a name they have or had, their address or their number. */
function peopleLike(words: string): SQL {
  const part = `%${like(words)}%`
  return sql`(select u.id::text from users u left join people p on p.id = u.id
    where u.name ilike ${part} or u.email ilike ${part} or p.external_id ilike ${part} or u.id::text = ${words}
      or exists (select from person_names n where n.user_id = u.id and n.name ilike ${part}))`
}

function conditions(filters: AuditFilters): (SQL | undefined)[] {
  const { action, group, looks, who, whom, address, from, to } = filters
  const isLook = action !== undefined && (LOOKS as readonly string[]).includes(action)
  return [
    action === undefined ? undefined : eq(auditEvents.action, action),
    group === undefined ? undefined : inArray(auditEvents.action, actionsOf(group)),
    looks || isLook ? undefined : notInArray(auditEvents.action, [...LOOKS]),
    who ? sql`${auditEvents.actorId}::text in ${peopleLike(who)}` : undefined,
    whom ? or(sql`${WHOM} in ${peopleLike(whom)}`, eq(auditEvents.subject, whom)) : undefined,
    address ? sql`${auditOrigins.address} like ${`${like(address)}%`}` : undefined,
    from ? gte(auditEvents.at, midnight(from)) : undefined,
    to ? lt(auditEvents.at, midnight(addDays(to, 1))) : undefined,
  ]
}
