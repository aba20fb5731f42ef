import 'server-only'
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { accounts, sessions } from '../db/schema'
import type { Viewer } from './permissions'

export type SessionRow = { id: string; startedAt: Date; userAgent: string | null; address: string | null }

/** The viewer's own sessions that are still good, newest first. */
export async function listSessions(viewer: Viewer<'account.manage'>): Promise<SessionRow[]> {
  return db()
    .select({
      id: sessions.id,
      startedAt: sessions.createdAt,
      userAgent: sessions.userAgent,
      address: sessions.ipAddress,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, viewer.id), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.createdAt))
    .limit(50)
}

/** Ends one of the viewer's own sessions; false when it is not theirs or has ended. */
export async function endSession(
  tx: Queries,
  viewer: Viewer<'account.manage'>,
  id: string,
): Promise<boolean> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, viewer.id), eq(sessions.id, id)))
    .returning({ id: sessions.id })
  return ended.length > 0
}

/** Ends every session of the viewer but the one given. */
export async function endOtherSessions(
  tx: Queries,
  viewer: Viewer<'account.manage'>,
  keep: string,
): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, viewer.id), ne(sessions.id, keep)))
    .returning({ id: sessions.id })
  return ended.length
}

const ownPassword = (viewer: Viewer) =>
  and(eq(accounts.userId, viewer.id), eq(accounts.providerId, 'credential'))

/** The stored hash; undefined for someone who signs in by other means. */
export async function readPassword(viewer: Viewer<'account.manage'>): Promise<string | undefined> {
  const found = await db().select({ password: accounts.password }).from(accounts).where(ownPassword(viewer))
  return found[0]?.password ?? undefined
}

/**
 * Puts a new hash in the place of the one that was checked. Checking takes a tenth of a second, in which the password
 * may have been changed and this session ended: false then, and nothing is written.
 */
export async function replacePassword(
  tx: Queries,
  viewer: Viewer<'account.manage'>,
  { session, checked, next }: { session: string; checked: string; next: string },
): Promise<boolean> {
  const [mine] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, viewer.id), eq(sessions.id, session)))
    .for('share')
  if (!mine) return false
  const changed = await tx
    .update(accounts)
    .set({ password: next, updatedAt: new Date() })
    .where(and(ownPassword(viewer), eq(accounts.password, checked)))
    .returning({ id: accounts.id })
  return changed.length > 0
}
