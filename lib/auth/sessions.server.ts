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

export async function writePassword(
  tx: Queries,
  viewer: Viewer<'account.manage'>,
  stored: string,
): Promise<void> {
  await tx.update(accounts).set({ password: stored, updatedAt: new Date() }).where(ownPassword(viewer))
}
