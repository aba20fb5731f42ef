/**
 * The only writer of the progress log. Learners' batches arrive more than once, out of order and side by side; after
 * COMMIT each event is in the log exactly once and folded into its lesson's state exactly once, whatever happened in
 * between. A learner's batches are taken one at a time (a lock on the row in `users`), so that "seen before?", "this
 * minute counted before?" and the fold all look at settled facts.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, gte, inArray, lt } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import type { Database, Transaction } from '../db/client.server'
import { lessonStates, progressEvents, users } from '../db/schema'
import { type Admitted, admit, type Parts } from './admit'
import { type Catalog, installedLessons } from './catalog.server'
import type { Receipt } from './events'
import { foldEvent, type LessonState } from './mastery'
import { canonical } from './storable'

const MINUTE = 60_000
const minuteOf = (time: Date) => Math.floor(time.getTime() / MINUTE)

const digestOf = ({ sent, event }: Admitted) =>
  createHash('sha256')
    .update(canonical({ ...sent, id: event.id }))
    .digest('hex')

/** Makes the learner's writers queue. Every transaction that changes progress takes this lock first. */
export async function lockLearner(tx: Transaction, viewer: Viewer<'progress.write'>): Promise<void> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, viewer.id))
    .for('no key update')
  if (rows.length === 0) throw new Error(`No account ${viewer.id}`)
}

type Fresh = Admitted & { digest: string }

/** Events whose id is new, and the receipts of those whose id is not. Also finds ids used twice in this batch. */
async function sortOut(tx: Transaction, viewer: Viewer<'progress.write'>, events: Fresh[]) {
  const ids = events.map(({ event }) => event.id)
  const stored = await tx
    .select({ id: progressEvents.id, digest: progressEvents.digest })
    .from(progressEvents)
    .where(and(eq(progressEvents.learnerId, viewer.id), inArray(progressEvents.id, ids)))
  const seen = new Map(stored.map((row) => [row.id, row.digest]))
  const fresh: Fresh[] = []
  const receipts: Receipt[] = []
  for (const one of events) {
    const known = seen.get(one.event.id)
    if (known === undefined) {
      seen.set(one.event.id, one.digest)
      fresh.push(one)
    } else if (known === one.digest) receipts.push({ id: one.sent.id, outcome: 'duplicate' })
    else {
      receipts.push({ id: one.sent.id, outcome: 'conflict', reason: 'id-used-before' })
      await audit(tx, viewer, 'progress.conflict', one.event.id, {
        lesson: one.event.lesson,
        type: one.event.type,
      })
    }
  }
  return { fresh, receipts }
}

/** A learner is active in a minute or not, however many windows say so: the first report of a minute counts. */
async function dropRepeatedMinutes(tx: Transaction, viewer: Viewer<'progress.write'>, fresh: Fresh[]) {
  const minutes = fresh
    .filter(({ event }) => event.type === 'lesson.active')
    .map(({ event }) => minuteOf(event.time))
  if (minutes.length === 0) return { counted: fresh, receipts: [] as Receipt[] }
  const rows = await tx
    .select({ at: progressEvents.at })
    .from(progressEvents)
    .where(
      and(
        eq(progressEvents.learnerId, viewer.id),
        eq(progressEvents.type, 'lesson.active'),
        gte(progressEvents.at, new Date(Math.min(...minutes) * MINUTE)),
        lt(progressEvents.at, new Date((Math.max(...minutes) + 1) * MINUTE)),
      ),
    )
  const taken = new Set(rows.map((row) => minuteOf(row.at)))
  const receipts: Receipt[] = []
  const counted = fresh.filter(({ event, sent }) => {
    if (event.type !== 'lesson.active') return true
    const minute = minuteOf(event.time)
    if (taken.has(minute)) {
      receipts.push({ id: sent.id, outcome: 'duplicate', reason: 'minute-counted' })
      return false
    }
    taken.add(minute)
    return true
  })
  return { counted, receipts }
}

async function insertEvents(tx: Transaction, viewer: Viewer<'progress.write'>, events: Fresh[], now: Date) {
  await tx.insert(progressEvents).values(
    events.map(({ event, digest, clamped }) => {
      const { id, lesson, type, time, ...data } = event
      return {
        learnerId: viewer.id,
        id,
        lesson,
        type,
        at: time,
        receivedAt: now,
        data: clamped ? { ...data, clamped } : data,
        digest,
      }
    }),
  )
}

const stateColumns = {
  openedAt: lessonStates.openedAt,
  lastAt: lessonStates.lastAt,
  lastCell: lessonStates.lastCell,
  lastCellAt: lessonStates.lastCellAt,
  runs: lessonStates.runs,
  failedRuns: lessonStates.failedRuns,
  activeMinutes: lessonStates.activeMinutes,
  lastError: lessonStates.lastError,
  lastErrorAt: lessonStates.lastErrorAt,
  checksPassed: lessonStates.checksPassed,
  curve: lessonStates.curve,
  curveAt: lessonStates.curveAt,
} satisfies Record<keyof LessonState, unknown>

async function foldInto(tx: Transaction, viewer: Viewer<'progress.write'>, lesson: string, events: Fresh[]) {
  const [kept] = await tx
    .select(stateColumns)
    .from(lessonStates)
    .where(and(eq(lessonStates.learnerId, viewer.id), eq(lessonStates.lesson, lesson)))
  const state = events.reduce<LessonState | null>(
    (before, { event }) => foldEvent(before, event),
    kept ?? null,
  )
  if (state === null) return
  await tx
    .insert(lessonStates)
    .values({ learnerId: viewer.id, lesson, ...state })
    // Only the folded columns: what a verdict wrote is not the events' to change.
    .onConflictDoUpdate({ target: [lessonStates.learnerId, lessonStates.lesson], set: state })
}

/**
 * Records a batch as it came from the browser. Receipts are in no particular order, one for each event, and are
 * returned only after COMMIT. A malformed or impossible event is `rejected` alone; a database fault throws, and the
 * whole batch may simply be sent again.
 */
export async function recordEvents(
  database: Database,
  viewer: Viewer<'progress.write'>,
  raw: readonly unknown[],
  catalog: Catalog = installedLessons,
  now: Date = new Date(),
): Promise<Receipt[]> {
  const find = async (id: string): Promise<Parts | undefined> => {
    const known = await catalog(id)
    return known && { id: known.lesson.id, cells: known.cells, publicChecks: known.publicChecks }
  }
  const looked = await Promise.all(raw.map((event, position) => admit(event, position, find, now)))
  const rejected = looked.flatMap((one): Receipt[] =>
    one.kind === 'refused' ? [{ id: one.id, outcome: 'rejected', reason: one.reason }] : [],
  )
  const admitted = looked.flatMap((one): Fresh[] =>
    one.kind === 'admitted' ? [{ ...one, digest: digestOf(one) }] : [],
  )
  if (admitted.length === 0) return rejected
  const settled = await database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const { fresh, receipts } = await sortOut(tx, viewer, admitted)
    const { counted, receipts: repeated } = await dropRepeatedMinutes(tx, viewer, fresh)
    if (counted.length > 0) await insertEvents(tx, viewer, counted, now)
    for (const lesson of new Set(counted.map(({ event }) => event.lesson))) {
      await foldInto(
        tx,
        viewer,
        lesson,
        counted.filter(({ event }) => event.lesson === lesson),
      )
    }
    const accepted = counted.map(({ sent }): Receipt => ({ id: sent.id, outcome: 'accepted' }))
    return [...accepted, ...receipts, ...repeated]
  })
  return [...rejected, ...settled]
}
