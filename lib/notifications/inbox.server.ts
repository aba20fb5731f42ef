import 'server-only'
import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { Cursor, Page } from '../db/keyset'
import { type Order, readPage } from '../db/keyset.server'
import { notifications, users } from '../db/schema'
import { readTold, type Told } from './kinds'

const PAGE_SIZE = 30

/** The newest first; the first two keys of the index are the viewer and these. */
const ORDER: Order = [
  { by: sql`${notifications.at}`, type: 'moment', descending: true },
  { by: sql`${notifications.id}`, type: 'uuid', descending: true },
]

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
  cursor?: Cursor,
  database: Queries = db(),
): Promise<Page<InboxRow>> {
  const { rows: found, ...page } = await readPage(
    'inbox',
    ORDER,
    cursor,
    PAGE_SIZE,
    ({ where, orderBy, limit, mark }) =>
      database
        .select({
          id: notifications.id,
          at: notifications.at,
          readAt: notifications.readAt,
          kind: notifications.kind,
          data: notifications.data,
          mark,
        })
        .from(notifications)
        .where(and(eq(notifications.userId, viewer.id), where))
        .orderBy(orderBy)
        .limit(limit),
  )
  const rows = found.map(({ kind, data, ...row }) => ({ ...row, told: readTold(kind, data) ?? null }))
  const names = await namesOf(
    rows.flatMap(({ told }) => learnerOf(told) ?? []),
    database,
  )
  return {
    ...page,
    rows: rows.map((row) => {
      const learner = learnerOf(row.told)
      return { ...row, about: learner === undefined ? null : (names.get(learner) ?? null) }
    }),
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
