import 'server-only'
import { createHash } from 'node:crypto'
import type { Queries } from '../db/client.server'
import { jobs, notifications } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import type { JobKind } from '../jobs/kinds'
import { smtp } from '../mail/smtp.server'
import { KINDS, type NotificationData, type NotificationKind } from './kinds'

/**
 * Tells someone something, in their inbox and by mail where there is a mail server. Call it with the transaction
 * that makes it true. With a `key`, the same person is told the same thing only once, however often this is called.
 * @returns whether it was news
 */
export async function notify<K extends NotificationKind>(
  tx: Queries,
  userId: string,
  kind: K,
  data: NotificationData<K>,
  key?: string,
): Promise<boolean> {
  return (await notifyAll(tx, [userId], kind, data, key ?? uuidv7())) > 0
}

/** The same to many people at once, to each only once for one `key`. @returns to how many it was news */
export async function notifyAll<K extends NotificationKind>(
  tx: Queries,
  userIds: readonly string[],
  kind: K,
  data: NotificationData<K>,
  key: string,
): Promise<number> {
  if (userIds.length === 0) return 0
  const parsed = KINDS[kind].parse(data)
  const written = await tx
    .insert(notifications)
    .values(userIds.map((userId) => ({ userId, id: idOf(`${kind} ${key}`), kind, data: parsed })))
    .onConflictDoNothing()
    .returning({ user: notifications.userId, notification: notifications.id })
  if (written.length > 0 && smtp()) {
    const mail: JobKind = 'notification.mail'
    await tx.insert(jobs).values(written.map((data) => ({ id: uuidv7(), kind: mail, data })))
  }
  return written.length
}

/** A UUID (version 8, RFC 9562 §5.8) that the same words always give. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
