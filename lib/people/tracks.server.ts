import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { catalog } from '../curriculum/catalog.server'
import { TrackId } from '../curriculum/track'
import { db, type Database, type Queries } from '../db/client.server'
import { notifyAll } from '../notifications/notify.server'
import { uuidv7 } from '../db/uuid'

/** People who are put on a track together, and named one by one. */
export const MOST_AT_ONCE = 500
export const TrackChange = z.strictObject({
  track: TrackId,
  people: z.array(z.uuid()).min(1).max(MOST_AT_ONCE),
})
export type TrackChange = z.infer<typeof TrackChange>

/**
 * Puts people on a track: what is verified stays verified, what is required changes, and whoever has come already is told. Those
 * who follow it are left alone, as are closed accounts and accounts without a place.
 * @returns how many changed
 */
export async function assignTrack(
  viewer: Viewer<'people.track'>,
  { track, people }: TrackChange,
  database: Database = db(),
): Promise<{ changed: number } | { fault: 'unknown' }> {
  if (!catalog().tracks.some(({ id }) => id === track)) return { fault: 'unknown' }
  return database.transaction(async (tx) => ({ changed: await putOnTrack(tx, viewer, people, track) }))
}

type Allowed = Viewer<'people.track'> | Viewer<'assignments.write'>

/** The same inside a transaction, for whoever gives a track as an assignment. */
export async function putOnTrack(
  tx: Queries,
  viewer: Allowed,
  people: readonly string[],
  track: string,
): Promise<number> {
  if (people.length === 0) return 0
  const changed = await tx.execute<{ id: string; before: string; status: string }>(sql`
    update people p set track = ${track}
    from (select id, track, status from people where id = any(${`{${people.join()}}`}::uuid[]) and track <> ${track}
      and status <> 'inactive' order by id for update) old
    where p.id = old.id returning p.id, old.track as before, p.status`)
  for (const { id, before } of changed)
    await audit(tx, viewer, 'person.track-set', `user ${id}`, { from: before, to: track })
  const come = [...changed].filter(({ status }) => status === 'active').map(({ id }) => id)
  await notifyAll(tx, come, 'path.track', { track }, uuidv7())
  return changed.length
}
