/**
 * The only writer of the progress log. Learners' batches arrive more than once, out of order and side by side; after
 * COMMIT each event is in the log exactly once and folded into its lesson's state exactly once, whatever happened in
 * between. A learner's batches are taken one at a time (a lock on the row in `users`), so that "seen before?", "this
 * minute counted before?" and the fold all look at settled facts.
 *
 * Batches of different learners that arrive while a transaction is under way share the next one: under load most of
 * what a batch costs is statements and commits, and these are then paid once for all of them.
 */
import 'server-only'
import { eq } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { Database, Transaction } from '../db/client.server'
import { users } from '../db/schema'
import { admit, type Parts } from './admit'
import { type Catalog, installedLessons } from './catalog.server'
import type { Receipt } from './events'
import { type Batch, recordGroup } from './record-group.server'
import { withDigest } from './settle'

/** Makes the learner's writers queue. Every transaction that changes progress takes this lock first. */
export async function lockLearner(tx: Transaction, viewer: Viewer<'progress.write'>): Promise<void> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, viewer.id))
    .for('no key update')
  if (rows.length === 0) throw new Error(`No account ${viewer.id}`)
}

/** Batches of one transaction at most. */
const GROUP = 32

type Waiting = { batch: Batch; settle: (receipts: Receipt[]) => void; fail: (error: unknown) => void }
type Line = { waiting: Waiting[]; running: boolean }
const lines = new WeakMap<Database, Line>()

/** Puts a batch in line; the answer comes after COMMIT. */
function inLine(database: Database, batch: Batch): Promise<Receipt[]> {
  const line = lines.get(database) ?? { waiting: [], running: false }
  lines.set(database, line)
  return new Promise((settle, fail) => {
    line.waiting.push({ batch, settle, fail })
    if (!line.running) void work(database, line)
  })
}

async function work(database: Database, line: Line): Promise<void> {
  line.running = true
  while (line.waiting.length > 0) {
    const group = takeGroup(line)
    try {
      const receipts = await recordGroup(
        database,
        group.map(({ batch }) => batch),
      )
      const left = group.filter((one, index) => {
        const mine = receipts[index]
        if (mine) one.settle(mine)
        return !mine
      })
      // Their learners were at work elsewhere: they wait on their own, and hold nobody up.
      for (const one of left) void alone(database, one)
    } catch {
      // Whatever it was, it may be the fault of one batch: each is tried by itself and fails by itself.
      await Promise.all(group.map((one) => alone(database, one)))
    }
  }
  line.running = false
}

/** At most one batch of each learner; a second one waits for the next group. */
function takeGroup(line: Line): Waiting[] {
  const group = new Map<string, Waiting>()
  const later: Waiting[] = []
  for (const one of line.waiting) {
    if (group.size < GROUP && !group.has(one.batch.viewer.id)) group.set(one.batch.viewer.id, one)
    else later.push(one)
  }
  line.waiting = later
  return [...group.values()]
}

async function alone(database: Database, { batch, settle, fail }: Waiting): Promise<void> {
  try {
    const [receipts] = await recordGroup(database, [batch], { wait: true })
    if (!receipts) throw new Error(`No account ${batch.viewer.id}`)
    settle(receipts)
  } catch (error) {
    fail(error)
  }
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
  const known = new Map<string, Promise<Parts | undefined>>()
  const find = (id: string): Promise<Parts | undefined> => {
    const found =
      known.get(id) ??
      catalog(id).then(
        (one) => one && { id: one.lesson.id, cells: one.cells, publicChecks: one.publicChecks },
      )
    known.set(id, found)
    return found
  }
  const looked = await Promise.all(raw.map((event, position) => admit(event, position, find, now)))
  const rejected = looked.flatMap((one): Receipt[] =>
    one.kind === 'refused' ? [{ id: one.id, outcome: 'rejected', reason: one.reason }] : [],
  )
  const events = looked.flatMap((one) => (one.kind === 'admitted' ? [withDigest(one)] : []))
  if (events.length === 0) return rejected
  return [...rejected, ...(await inLine(database, { viewer, events, now }))]
}
