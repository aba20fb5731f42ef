import 'server-only'
import { and, desc, eq, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { db } from '../db/client.server'
import { auditEvents, users } from '../db/schema'

/** Rows a page. */
export const PAGE_SIZE = 50

/** Where the page before ended: the newest rows are first, and rows of one moment are ordered by id. */
export const AuditCursor = z.object({ at: z.coerce.date(), id: z.uuid() })
export type AuditCursor = z.infer<typeof AuditCursor>

export type AuditRow = {
  id: string
  at: Date
  actor: string | null
  action: string
  subject: string
  data: Record<string, unknown>
}

/** The audit log, newest first; `next` is the cursor of the following page, or null on the last. */
export async function listAudit(
  _viewer: Viewer<'audit.read'>,
  { action, before }: { action?: string | undefined; before?: AuditCursor | undefined },
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
      action: auditEvents.action,
      subject: auditEvents.subject,
      data: auditEvents.data,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(and(action === undefined ? undefined : eq(auditEvents.action, action), older))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(PAGE_SIZE + 1)
  const page = rows.slice(0, PAGE_SIZE)
  const last = page.at(-1)
  return { rows: page, next: rows.length > PAGE_SIZE && last ? { at: last.at, id: last.id } : null }
}

/** The actions that occur, for the filter. */
export async function auditActions(_viewer: Viewer<'audit.read'>, database = db()): Promise<string[]> {
  const rows = await database
    .selectDistinct({ action: auditEvents.action })
    .from(auditEvents)
    .orderBy(auditEvents.action)
  return rows.map((row) => row.action)
}
