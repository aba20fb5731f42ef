/** Who someone is on the path: the track followed and the role aimed at. */
import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Aim, findAim } from '../curriculum/career'
import { type Catalog, trackOr } from '../curriculum/catalog'
import { catalog } from '../curriculum/catalog.server'
import type { Track } from '../curriculum/track'
import { type Database, db, type Queries } from '../db/client.server'
import { people } from '../db/schema'

type Me = Viewer<'progress.write'>

export type Learner = {
  track: Track
  /** Null while none is chosen, and when the ladder no longer has that role. */
  aim: Aim | null
  /** Whether the choice can be kept: someone without a place in the organisation only looks. */
  hasPlace: boolean
}

/** Whoever looks without a place of their own sees the track of their kind of work. */
const trackFor = (viewer: Viewer<never>) => (viewer.role === 'mentor' ? 'mentor' : null)

export async function learnerOf(
  viewer: Me,
  { tracks, ladders }: Catalog = catalog(),
  database: Queries = db(),
): Promise<Learner> {
  const [row] = await database
    .select({ track: people.track, aim: people.aim })
    .from(people)
    .where(eq(people.id, viewer.id))
  return {
    track: trackOr({ tracks }, row?.track ?? trackFor(viewer)),
    aim: findAim(ladders, row?.aim ?? null) ?? null,
    hasPlace: row !== undefined,
  }
}

export type Chosen = 'done' | 'unknown' | 'no-place'

/** Follows another track. What is verified stays verified; only what is required changes. */
export async function followTrack(
  viewer: Me,
  track: string,
  { tracks }: Catalog = catalog(),
  database: Database = db(),
): Promise<Chosen> {
  if (!tracks.some(({ id }) => id === track)) return 'unknown'
  return keep(viewer, { track }, database)
}

/** @param aim null: aim at nothing */
export async function aimAt(
  viewer: Me,
  aim: string | null,
  { ladders }: Catalog = catalog(),
  database: Database = db(),
): Promise<Chosen> {
  if (aim !== null && !findAim(ladders, aim)) return 'unknown'
  return keep(viewer, { aim }, database)
}

function keep(
  viewer: Me,
  choice: { track: string } | { aim: string | null },
  database: Database,
): Promise<Chosen> {
  return database.transaction(async (tx) => {
    const [before] = await tx
      .select({ track: people.track, aim: people.aim })
      .from(people)
      .where(eq(people.id, viewer.id))
      .for('update')
    if (!before) return 'no-place'
    const [what, from, to] =
      'track' in choice
        ? (['track.followed', before.track, choice.track] as const)
        : (['aim.chosen', before.aim, choice.aim] as const)
    if (from === to) return 'done'
    await tx.update(people).set(choice).where(eq(people.id, viewer.id))
    await audit(tx, viewer, what, `user ${viewer.id}`, { from, to })
    return 'done'
  })
}
