import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { savedViews } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { line } from '../text/words'
import { readFilters, writeFilters } from './filters'
import { INSIGHT_KEYS } from './registry'

/** More than anybody can tell apart. */
export const MOST_VIEWS = 50

export const NewView = z.strictObject({
  /** `overview`, or a figure. */
  page: z.enum(['overview', ...INSIGHT_KEYS]),
  name: line(60),
  /** The address's query. */
  query: z.string().max(2_000),
})
export type NewView = z.infer<typeof NewView>

export type SavedView = { id: string; page: string; name: string; query: string }

/** The viewer's own views, by name. */
export async function savedViewsOf(
  viewer: Viewer<'insights.read'>,
  database: Queries = db(),
): Promise<SavedView[]> {
  return database
    .select({ id: savedViews.id, page: savedViews.page, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(eq(savedViews.userId, viewer.id))
    .orderBy(asc(sql`${savedViews.name} collate "zh-x-icu"`), asc(savedViews.id))
}

/**
 * Keeps a view under its name; a view of the same page and name gives way to it. Of the query only filters are kept.
 * @returns null when there are too many already
 */
export async function saveView(
  viewer: Viewer<'insights.read'>,
  { page, name, query }: NewView,
  database: Database = db(),
): Promise<SavedView | null> {
  const { filters } = readFilters(new URLSearchParams(query))
  const view = { id: uuidv7(), page, name, query: writeFilters({ ...filters, cursor: undefined }).toString() }
  return database.transaction(async (tx) => {
    // Two windows of one person wait for each other here.
    await tx.execute(sql`select id from users where id = ${viewer.id} for no key update`)
    await tx
      .delete(savedViews)
      .where(and(eq(savedViews.userId, viewer.id), eq(savedViews.page, page), eq(savedViews.name, name)))
    if ((await savedViewsOf(viewer, tx)).length >= MOST_VIEWS) return null
    await tx.insert(savedViews).values({ userId: viewer.id, ...view })
    return view
  })
}

/** @returns whether there was such a view of the viewer's own */
export async function removeView(
  viewer: Viewer<'insights.read'>,
  id: string,
  database: Queries = db(),
): Promise<boolean> {
  const gone = await database
    .delete(savedViews)
    .where(and(eq(savedViews.userId, viewer.id), eq(savedViews.id, id)))
    .returning({ id: savedViews.id })
  return gone.length > 0
}
