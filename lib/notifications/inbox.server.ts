import 'server-only'
import { and, count, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { notifications, users } from '../db/schema'
import { readTold, type Told } from './kinds'

const PAGE_SIZE = 30

/** Where the page before ended. */
export const InboxCursor = z.object({ at: z.coerce.date(), id: z.uuid() })
export type InboxCursor = z.infer<typeof InboxCursor>

export type InboxRow = {
  id: string
  at: Date
  readAt: Date | null
  /** Null for what this version cannot word. */
  told: Told | null
  /** Name of the person it is about, where it is about one. */
  about: string | null
}

/** How many the viewer has not read yet. */
export async function countUnread(viewer: Viewer, database: Queries = db()): Promise<number> {
  const [row] = await database
    .select({ n: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, viewer.id), isNull(notifications.readAt)))
  return row?.n ?? 0
}

/** The viewer's own notifications, newest first. */
export async function readInbox(
  viewer: Viewer<'account.manage'>,
  before?: InboxCursor,
  database: Queries = db(),
): Promise<{ rows: InboxRow[]; next: InboxCursor | null }> {
  const older =
    before &&
    or(lt(notifications.at, before.at), and(eq(notifications.at, before.at), lt(notifications.id, before.id)))
  const found = await database
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, viewer.id), older))
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(PAGE_SIZE + 1)
  const rows = found
    .slice(0, PAGE_SIZE)
    .map((row) => ({ ...row, told: readTold(row.kind, row.data) ?? null }))
  const names = await namesOf(
    rows.flatMap(({ told }) => learnerOf(told) ?? []),
    database,
  )
  const last = rows.at(-1)
  return {
    rows: rows.map(({ id, at, readAt, told }) => {
      const learner = learnerOf(told)
      return { id, at, readAt, told, about: learner === undefined ? null : (names.get(learner) ?? null) }
    }),
    next: found.length > PAGE_SIZE && last ? { at: last.at, id: last.id } : null,
  }
}

export const learnerOf = (told: Told | null): string | undefined =>
  told && 'learner' in told.data ? told.data.learner : undefined

async function namesOf(ids: string[], database: Queries): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await database
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Marks one, or all, of the viewer's own as read. @returns how many were unread */
export async function markRead(tx: Queries, viewer: Viewer<'account.manage'>, id?: string): Promise<number> {
  const marked = await tx
    .update(notifications)
    .set({ readAt: new Date() })
    .where(
      and(
        eq(notifications.userId, viewer.id),
        isNull(notifications.readAt),
        id === undefined ? undefined : eq(notifications.id, id),
      ),
    )
    .returning({ id: notifications.id })
  return marked.length
}
