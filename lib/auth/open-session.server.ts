import 'server-only'
import { and, desc, eq, notInArray } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { db } from '../db/client.server'
import { accounts, sessions, users } from '../db/schema'

/** Sessions that one person has at most; the oldest end when there would be more. */
export const MOST_SESSIONS = 50

export type Opened = 'open' | 'overtaken' | 'disabled'

/**
 * Lets a session count that was made a moment ago, after a password was checked. In between the password may have been
 * changed, the account closed or all its sessions ended: the rows are held while it is looked at again, and whoever
 * changes them afterwards finds this session and ends it. `stored` is the hash that the password was checked against.
 */
export async function openSession(
  person: { id: string },
  token: string,
  stored: string | null,
): Promise<Opened> {
  const userId = person.id
  return db().transaction(async (tx): Promise<Opened> => {
    const [now] = await tx
      .select({ password: accounts.password, banned: users.banned, banExpires: users.banExpires })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .innerJoin(sessions, eq(sessions.userId, users.id))
      .where(and(eq(users.id, userId), eq(accounts.providerId, 'credential'), eq(sessions.token, token)))
      .for('share')
    const isClosed = now?.banned && (!now.banExpires || now.banExpires > new Date())
    if (!now || now.password !== stored || isClosed) {
      await tx.delete(sessions).where(eq(sessions.token, token))
      // The password was right, so saying why gives nothing away.
      return isClosed && now.password === stored ? 'disabled' : 'overtaken'
    }
    const newest = tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .orderBy(desc(sessions.createdAt))
      .limit(MOST_SESSIONS)
    await tx.delete(sessions).where(and(eq(sessions.userId, userId), notInArray(sessions.id, newest)))
    await audit(tx, person, 'session.started', `user ${userId}`)
    return 'open'
  })
}
