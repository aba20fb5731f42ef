/** A new password for somebody who has lost theirs. */
import 'server-only'
import { and, eq, ne, or, isNull, sql } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { people, sessions, users } from '../db/schema'
import { site } from './environment.server'
import { holdsLink, issueLink, ownerOf, withdrawLinks } from './one-time-links.server'
import { replacePassword } from './passwords.server'

/** Hours for which the link is good: short where it was asked for a moment ago, longer where it is handed over. */
export const RECOVERY_HOURS = { asked: 1, given: 24 } as const
export type RecoveryReason = keyof typeof RECOVERY_HOURS

export const issueRecovery = (
  tx: Queries,
  userId: string,
  reason: RecoveryReason,
): Promise<{ token: string; expiresAt: Date }> => issueLink(tx, 'recovery', userId, RECOVERY_HOURS[reason])

export const recoveryLink = (token: string, origin: string = site().origin): string =>
  `${origin}/recovery/${token}`

export type Recovering = { id: string; name: string; email: string; locale: 'zh' | 'en' | null }

/** Whoever has an open account and has come before; someone invited has an invitation instead. */
export const canRecover = and(
  eq(users.banned, false),
  or(isNull(people.status), ne(people.status, 'invited')),
)

/** Who a link belongs to; undefined for a forged, used, replaced or expired one, and for a closed account. */
export async function findRecovering(
  token: string,
  database: Queries = db(),
): Promise<Recovering | undefined> {
  const id = ownerOf(token)
  if (id === undefined) return undefined
  const [found] = await database
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .leftJoin(people, eq(people.id, users.id))
    .where(and(eq(users.id, id), canRecover))
    .for('update', { of: users })
  return found && (await holdsLink(database, 'recovery', token)) ? found : undefined
}

/** Sets the password, uses the link up and signs the person out everywhere. @returns how many sessions ended */
export async function acceptRecovery(tx: Queries, { id }: Recovering, stored: string): Promise<number> {
  await withdrawLinks(tx, id)
  await replacePassword(tx, id, stored)
  const ended = await tx.delete(sessions).where(eq(sessions.userId, id)).returning({ id: sessions.id })
  return ended.length
}

/** The account of an address, whatever its state. */
export async function findAccount(email: string, database: Queries = db()): Promise<string | undefined> {
  const [found] = await database.select({ id: users.id }).from(users).where(eq(users.email, email))
  return found?.id
}

/** Whether somebody could sign in and administer: an open account with a password. */
export async function hasAdministrator(database: Queries = db()): Promise<boolean> {
  const [row] = await database.execute<{ found: boolean }>(sql`select exists(
    select from users u join accounts a on a.user_id = u.id and a.provider_id = 'credential' and a.password is not null
    where u.role = 'admin' and not u.banned) found`)
  return row!.found
}
