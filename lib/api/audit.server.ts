import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { AuditAction } from '../audit/actions'
import { whence } from '../auth/origin.server'
import type { Queries } from '../db/client.server'
import { auditEvents, auditOrigins } from '../db/schema'
import { uuidv7 } from '../db/uuid'

/**
 * Records who did what. Call it with the transaction that does it, so that neither exists without the other.
 * `subject` is what it was done to; `data` holds no secrets, no code, and of people only ids. From where it was done lies
 * in a table of its own, which goes when the person is erased.
 */
export async function audit(
  tx: Queries,
  actor: { id: string } | null,
  action: AuditAction,
  subject: string,
  data: Record<string, unknown> = {},
  id: string = uuidv7(),
): Promise<void> {
  await tx.insert(auditEvents).values({ id, actorId: actor?.id ?? null, action, subject, data })
  const origin = actor && whence(actor)
  if (origin) await tx.insert(auditOrigins).values({ eventId: id, actorId: actor.id, ...origin })
}

/** Records that somebody looked at something: once an hour, however often the page is opened. */
export async function auditLook(
  tx: Queries,
  actor: { id: string },
  action: AuditAction,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const [before] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.actorId, actor.id),
        gt(auditEvents.at, sql`now() - interval '1 hour'`),
        eq(auditEvents.action, action),
        eq(auditEvents.subject, subject),
        sql`${auditEvents.data} = ${JSON.stringify(data)}::jsonb`,
      ),
    )
    .limit(1)
  if (!before) await audit(tx, actor, action, subject, data)
}

/** The same of many at once, in the order given. */
export async function auditAll(
  tx: Queries,
  actor: { id: string },
  action: AuditAction,
  events: readonly { subject: string; data: Record<string, unknown> }[],
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ subject, data }) => ({ id: uuidv7(), actorId: actor.id, action, subject, data }))
  await tx.insert(auditEvents).values(rows)
  const origin = whence(actor)
  if (origin)
    await tx
      .insert(auditOrigins)
      .values(rows.map(({ id }) => ({ eventId: id, actorId: actor.id, ...origin })))
}
