import 'server-only'
import { and, desc, eq, gte, ilike, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { db } from '../db/client.server'
import { auditEvents, users } from '../db/schema'
import { addDays } from '../insights/dates'
import type { AuditFilters } from './filters'

/** Rows a page. */
export const PAGE_SIZE = 50

/** Where the page before ended: the newest rows are first, and rows of one moment are ordered by id. */
export const AuditCursor = z.object({ at: z.coerce.date(), id: z.uuid() })
export type AuditCursor = z.infer<typeof AuditCursor>

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

/** The audit log, newest first; `next` is the cursor of the following page, or null on the last. */
export async function listAudit(
  _viewer: Viewer<'audit.read'>,
  filters: AuditFilters,
  { before, limit = PAGE_SIZE }: { before?: AuditCursor | undefined; limit?: number } = {},
  database = db(),
): Promise<{ rows: AuditRow[]; next: AuditCursor | null }> {
  const older =
    before &&
    or(lt(auditEvents.at, before.at), and(eq(auditEvents.at, before.at), lt(auditEvents.id, before.id)))
  const rows = await database
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      actor: users.name,
      actorId: auditEvents.actorId,
      action: auditEvents.action,
      subject: auditEvents.subject,
      data: auditEvents.data,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(and(...conditions(filters), older))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? { at: last.at, id: last.id } : null }
}

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
