import 'server-only'
import type { Queries } from '../db/client.server'
import { auditEvents } from '../db/schema'
import { uuidv7 } from '../db/uuid'

/**
 * Records who did what. Call it with the transaction that does it, so that neither exists without the other.
 * `action` is `noun.verb-ed`, `subject` what it was done to; `data` holds no secrets and no code.
 */
export async function audit(
  tx: Queries,
  actor: { id: string } | null,
  action: string,
  subject: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEvents).values({ id: uuidv7(), actorId: actor?.id ?? null, action, subject, data })
}
