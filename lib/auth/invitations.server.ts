import 'server-only'
import { and, eq } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { people, users } from '../db/schema'
import { site } from './environment.server'
import { holdsLink, issueLink, ownerOf, withdrawLinks } from './one-time-links.server'
import { replacePassword } from './passwords.server'

/** Days for which the link is good. */
export const INVITATION_DAYS = 7

/** Makes the one link with which a person may set their first password; every earlier link stops working. */
export const issueInvitation = (tx: Queries, userId: string): Promise<{ token: string; expiresAt: Date }> =>
  issueLink(tx, 'invitation', userId, INVITATION_DAYS * 24)

export const invitationLink = (token: string): string => `${site().origin}/invitation/${token}`

export type Invited = { id: string; name: string; email: string; locale: 'zh' | 'en' | null }

/** Who a link belongs to; undefined for a forged, used, replaced or expired one, and for a closed account. */
export async function findInvited(token: string, database: Queries = db()): Promise<Invited | undefined> {
  const id = ownerOf(token)
  if (id === undefined) return undefined
  // The person before the link, as everybody who changes an account does: two who meet wait in one order.
  const [invited] = await database
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .innerJoin(people, eq(people.id, users.id))
    .where(and(eq(users.id, id), eq(users.banned, false), eq(people.status, 'invited')))
    .for('update')
  return invited && (await holdsLink(database, 'invitation', token)) ? invited : undefined
}

/** Lets the person in with this password, and uses the link up. `stored` is the password's hash. */
export async function acceptInvitation(tx: Queries, invited: Invited, stored: string): Promise<void> {
  await withdrawLinks(tx, invited.id)
  await replacePassword(tx, invited.id, stored)
  await tx.update(people).set({ status: 'active' }).where(eq(people.id, invited.id))
  await tx.update(users).set({ emailVerified: true, updatedAt: new Date() }).where(eq(users.id, invited.id))
}
