/**
 * From an uploaded model to a verdict. The order: known lesson and check; then the same id seen before; then version and
 * shape of the upload; then whether this person may try now; then the score; then one transaction that writes the
 * attempt, the lesson's state and the audit event together.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../api/audit.server'
import type { Lesson } from '../curriculum/lesson'
import { type ModelCheckSpec, passes } from '../curriculum/model-check'
import { installedExamination } from '../datasets/examination.server'
import { type Database, db, type Queries, type Transaction } from '../db/client.server'
import { submissions, submissionWeights } from '../db/schema'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { settleLesson } from '../progress/verify-lesson.server'
import { findPlace, type Me, type Submitted, tooMany, turnAway, type TurnedAway } from './attempt.server'
import { countsToday, isExact } from './exact.server'
import { judgeUpload } from './judge-upload'
import { type Hidden, type Score, type Scorable, type Scorer, scorer } from './scorer.server'
import type { Upload } from './upload'
import { roughly } from './telling'
import type { Verdict } from './verdict'
import { judgeVocabulary } from './vocabulary'

export type SubmitWith = {
  database: Database
  catalog: Catalog
  scorer: Pick<Scorer, 'score'>
  hidden: (dataset: string) => Promise<Hidden>
  now: () => Date
}

const installed = (): SubmitWith => ({
  database: db(),
  catalog: installedLessons,
  scorer: scorer(),
  hidden: installedExamination,
  now: () => new Date(),
})

/** Why a model is refused that could be judged at all. */
const ModelReason = z.enum(['score', 'score-rough', 'slow', 'fitted'])

type Row = {
  id: string
  check: string
  score: number | null
  exact: boolean
  reason: string | null
  verdict: 'verified' | 'refused' | 'waiting'
  createdAt: Date
}

function verdictOf(row: Row, check: ModelCheckSpec): Verdict {
  return {
    id: row.id,
    check: row.check,
    kind: 'model',
    verdict: row.verdict,
    score: row.score ?? 0,
    pass: check.pass,
    metric: check.metric,
    exact: row.exact,
    reason: row.verdict === 'verified' ? null : ModelReason.catch('score').parse(row.reason),
    at: row.createdAt.toISOString(),
  }
}

const rowColumns = {
  id: submissions.id,
  check: submissions.check,
  lesson: submissions.lesson,
  score: submissions.score,
  exact: isExact,
  reason: submissions.reason,
  verdict: submissions.verdict,
  createdAt: submissions.createdAt,
  weights: submissionWeights.values,
}

/** The viewer's judged model of that id. */
async function findStored(database: Queries, viewer: Me, id: string) {
  const [row] = await database
    .select(rowColumns)
    .from(submissions)
    .innerJoin(
      submissionWeights,
      and(
        eq(submissionWeights.learnerId, submissions.learnerId),
        eq(submissionWeights.submissionId, submissions.id),
      ),
    )
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, id)))
  return row
}

/** The verdict that this id already has; `id-reused` when it was given for something else. */
async function earlier(
  database: Queries,
  viewer: Me,
  lesson: Lesson,
  check: ModelCheckSpec,
  id: string,
  weights: () => Buffer,
): Promise<Submitted | null> {
  const row = await findStored(database, viewer, id)
  if (!row) return null
  const same =
    row.lesson === lesson.id && row.check === check.id && Buffer.from(row.weights).equals(weights())
  return same ? { kind: 'judged', verdict: verdictOf(row, check) } : turnAway('id-reused')
}

/** What is kept of an upload while it waits: its weights once, and not as text. */
type Accepted = Scorable & { sent: Omit<Upload, 'values' | 'layers' | 'specs'>; hidden: Hidden }

/** WebAssembly's memory is little-endian, so the numbers it computes with are the bytes that were sent. */
const bytesOf = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)

/** What is written of a score, and so what anybody can ever be told of it. */
function settle(check: ModelCheckSpec, scored: Exclude<Score, { kind: 'busy' }>, exact: boolean) {
  if (scored.kind === 'slow')
    return { score: null, metrics: null, share: null, verdict: 'refused', reason: 'slow' } as const
  const { score, metrics, fitted } = scored
  const verdict = passes(check, score) ? 'verified' : 'refused'
  const why = fitted ? 'fitted' : exact ? 'score' : 'score-rough'
  const reason = verdict === 'verified' ? null : why
  if (exact) return { score, metrics, share: metrics.accuracy, verdict, reason } as const
  const told = roughly(check, score, verdict)
  const share = check.metric === 'accuracy' ? told : null
  return { score: told, metrics: null, share, verdict, reason } as const
}

async function write(
  tx: Transaction,
  viewer: Me,
  lesson: Lesson,
  check: ModelCheckSpec,
  { sent, topology, values }: Accepted,
  scored: Exclude<Score, { kind: 'busy' }>,
  now: Date,
): Promise<Submitted> {
  await lockLearner(tx, viewer)
  // Another process may have judged the same submission, or used up the attempts, while this one was scoring.
  const settled =
    (await earlier(tx, viewer, lesson, check, sent.id, () => bytesOf(values))) ??
    (await tooMany(tx, viewer, lesson, check, now))
  if (settled) return settled
  // What cost too much to be scored is an attempt: otherwise it could be sent again without end.
  const exact = scored.kind === 'slow' || (await countsToday(tx, viewer.id, lesson.id, check.id, now))
  const { score, metrics, share, verdict, reason } = settle(check, scored, exact)
  const row = { id: sent.id, check: check.id, score, reason, verdict, createdAt: now } as const
  await tx.insert(submissions).values({
    ...row,
    learnerId: viewer.id,
    lesson: lesson.id,
    kind: 'model',
    decidedAt: now,
    lessonVersion: lesson.version,
    code: sent.code,
    curve: sent.curve ?? null,
    backend: sent.backend,
    topology,
    metrics,
  })
  await tx
    .insert(submissionWeights)
    .values({ learnerId: viewer.id, submissionId: sent.id, values: bytesOf(values) })
  // Whatever the check asks for, a lesson's best score is the share predicted rightly: it compares across lessons.
  await settleLesson(tx, viewer.id, lesson, { score: share, at: now })
  await audit(tx, viewer, `submission.${verdict}`, sent.id, { lesson: lesson.id, check: check.id, score })
  return { kind: 'judged', verdict: verdictOf({ ...row, exact }, check) }
}

/** Submissions at work in this process, by learner, lesson and check: one each. */
const atWork = new Map<string, { id: string; digest: string; outcome: Promise<Submitted> }>()

const placeOf = (viewer: Me, lesson: string, check: string) => `${viewer.id} ${lesson} ${check}`

async function accept(
  viewer: Me,
  lesson: Lesson,
  check: ModelCheckSpec,
  upload: Upload,
  using: SubmitWith,
): Promise<{ kind: 'accepted'; accepted: Accepted } | Submitted> {
  const sentBytes = () => Buffer.from(upload.values, 'base64')
  const known = await earlier(using.database, viewer, lesson, check, upload.id, sentBytes)
  if (known) return known
  if (upload.version !== lesson.version) {
    return turnAway('stale-version', { current: lesson.version, sent: upload.version })
  }
  const judged = judgeUpload(check, upload)
  if (judged.kind === 'malformed') return { kind: 'turned-away', reason: judged.reason }
  const hidden = await using.hidden(check.dataset)
  const unknownIds = judgeVocabulary(judged.topology, hidden)
  if (unknownIds) return { kind: 'turned-away', reason: unknownIds }
  const refused = await tooMany(using.database, viewer, lesson, check, using.now())
  if (refused) return refused
  const { values: _, layers: __, specs: ___, ...sent } = upload
  const { topology, values } = judged
  return { kind: 'accepted', accepted: { sent, topology, values, hidden } }
}

async function judge(
  viewer: Me,
  lesson: Lesson,
  check: ModelCheckSpec,
  accepted: Accepted,
  using: SubmitWith,
): Promise<Submitted> {
  const scored = await using.scorer.score(check, accepted, accepted.hidden, accepted.sent.id, viewer.id)
  if (scored.kind === 'busy') return turnAway('busy', { seconds: scored.retryAfter }, scored.retryAfter)
  return using.database.transaction((tx) => write(tx, viewer, lesson, check, accepted, scored, using.now()))
}

/**
 * Judges one submission. The same id with the same weights gets the same verdict however often and however parallel
 * it is sent, and is judged once. Throws when the verifier or the database fails: nothing was decided.
 */
export async function submit(
  viewer: Me,
  lessonId: string,
  checkId: string,
  sent: Upload,
  using: SubmitWith = installed(),
): Promise<Submitted> {
  const upload = { ...sent, id: sent.id.toLowerCase() }
  const found = await findPlace(viewer, 'model', lessonId, checkId, upload.learner, using.catalog)
  if (found.kind === 'turned-away') return found
  const { lesson, check } = found
  const place = placeOf(viewer, lesson.id, check.id)
  const digest = createHash('sha256').update(upload.values).digest('base64')
  const busy = atWork.get(place)
  if (busy) {
    if (busy.id !== upload.id) return turnAway('pending', { seconds: 2 }, 2)
    return busy.digest === digest ? busy.outcome : turnAway('id-reused')
  }
  // Removed only after COMMIT: whoever comes later finds the row.
  const outcome = accept(viewer, lesson, check, upload, using)
    .then((ready) =>
      ready.kind === 'accepted' ? judge(viewer, lesson, check, ready.accepted, using) : ready,
    )
    .finally(() => atWork.delete(place))
  atWork.set(place, { id: upload.id, digest, outcome })
  return outcome
}

export type Found = Submitted | { kind: 'unknown' }

/**
 * What became of a submission that was sent earlier: its verdict when it has one, else the promise of the one at work.
 * `unknown` when this process never saw it, or lost it: then the same upload is sent again.
 */
export async function submitted(
  viewer: Me,
  lessonId: string,
  checkId: string,
  id: string,
  using: Pick<SubmitWith, 'database' | 'catalog'> = installed(),
): Promise<Found> {
  const found = await findPlace(viewer, 'model', lessonId, checkId, undefined, using.catalog)
  if (found.kind === 'turned-away') return found satisfies TurnedAway
  const { lesson, check } = found
  const busy = atWork.get(placeOf(viewer, lesson.id, check.id))
  if (busy?.id === id.toLowerCase()) return busy.outcome
  const row = await findStored(using.database, viewer, id)
  const isThis = row?.lesson === lesson.id && row.check === check.id
  return row && isThis ? { kind: 'judged', verdict: verdictOf(row, check) } : { kind: 'unknown' }
}
