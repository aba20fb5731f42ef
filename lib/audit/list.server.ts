import 'server-only'
import { and, eq, gte, ilike, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { Cursor, Page } from '../db/keyset'
import { type Order, readAll, readPage, type Slice } from '../db/keyset.server'
import { auditEvents, users } from '../db/schema'
import { addDays } from '../insights/dates'
import type { AuditFilters } from './filters'

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
  /** Null for what the system did by itself. */
  actor: string | null
  actorId: string | null
  action: string
  subject: string
  data: Record<string, unknown>
}

/** The audit log, newest first. */
export const listAudit = (
  _viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  cursor?: Cursor,
  database: Queries = db(),
): Promise<Page<AuditRow>> => readPage('audit', ORDER, cursor, PAGE_SIZE, select(filters, database))

const BATCH = 1_000

/** All of it, in batches. */
export const everyAudit = (
  _viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  database: Queries,
): AsyncGenerator<AuditRow[]> => readAll('audit.csv', ORDER, BATCH, select(filters, database))

const select =
  (filters: AuditFilters, database: Queries) =>
  ({ where, orderBy, limit, mark }: Slice) =>
    database
      .select({
        id: auditEvents.id,
        at: auditEvents.at,
        actor: users.name,
        actorId: auditEvents.actorId,
        action: auditEvents.action,
        subject: auditEvents.subject,
        data: auditEvents.data,
        mark,
      })
      .from(auditEvents)
      .leftJoin(users, eq(users.id, auditEvents.actorId))
      .where(and(...conditions(filters), where))
      .orderBy(orderBy)
      .limit(limit)

const midnight = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

function conditions({ action, who, subject, from, to }: AuditFilters): (SQL | undefined)[] {
  const like = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  const person = who && `%${like(who)}%`
  return [
    action === undefined ? undefined : eq(auditEvents.action, action),
    person
      ? or(ilike(users.name, person), ilike(users.email, person), sql`${auditEvents.actorId}::text = ${who}`)
      : undefined,
    subject ? sql`${auditEvents.subject} like ${`${like(subject)}%`}` : undefined,
    from ? gte(auditEvents.at, midnight(from)) : undefined,
    to ? lt(auditEvents.at, midnight(addDays(to, 1))) : undefined,
  ]
}

/** The actions that occur, for the filter. */
export async function auditActions(_viewer: Viewer<'audit.read'>, database = db()): Promise<string[]> {
  const rows = await database
    .selectDistinct({ action: auditEvents.action })
    .from(auditEvents)
    .orderBy(auditEvents.action)
  return rows.map((row) => row.action)
}
