/**
 * From an upload to a verdict. The order: known lesson and check; then the same id seen before; then version and
 * shape of the upload; then whether this person may try now; then the score; then one transaction that writes the
 * attempt, the lesson's state and the audit event together.
 */
import 'server-only'
import { and, asc, eq, gte, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import type { CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import type { HiddenSplit } from '../datasets/hidden.server'
import { hiddenSplit } from '../datasets/hidden.server'
import { type Database, db, type Queries, type Transaction } from '../db/client.server'
import { lessonStates, submissions, submissionWeights } from '../db/schema'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { judgeUpload } from './judge-upload'
import { type Scorer, scorer } from './scorer.server'
import type { Upload } from './upload'
import type { Reason, ReasonCode, Verdict } from './verdict'

type Me = Viewer<'progress.write'>

/** Judged attempts a person has in each hour, for each check. */
export const ATTEMPTS = { count: 20, ms: 3_600_000 } as const

export type Submitted =
  | { kind: 'judged'; verdict: Verdict }
  /** Nothing was stored. `retryAfter` in seconds where waiting helps. */
  | { kind: 'turned-away'; reason: Reason; retryAfter?: number }

export type SubmitWith = {
  database: Database
  catalog: Catalog
  scorer: Pick<Scorer, 'score'>
  hidden: (dataset: string) => Promise<HiddenSplit>
  now: () => Date
}

const installed = (): SubmitWith => ({
  database: db(),
  catalog: installedLessons,
  scorer: scorer(),
  hidden: hiddenSplit,
  now: () => new Date(),
})

const turnAway = (code: ReasonCode, data: Reason['data'] = {}, retryAfter?: number): Submitted => ({
  kind: 'turned-away',
  reason: { code, data },
  ...(retryAfter !== undefined && { retryAfter }),
})

type Row = {
  id: string
  check: string
  score: number | null
  verdict: 'verified' | 'refused'
  createdAt: Date
}

function verdictOf(row: Row, check: CheckSpec): Verdict {
  const score = row.score ?? 0
  return {
    id: row.id,
    check: row.check,
    verdict: row.verdict,
    score,
    pass: check.pass,
    reason: row.verdict === 'verified' ? null : 'score',
    at: row.createdAt.toISOString(),
  }
}

const rowColumns = {
  id: submissions.id,
  check: submissions.check,
  lesson: submissions.lesson,
  score: submissions.score,
  verdict: submissions.verdict,
  createdAt: submissions.createdAt,
  weights: submissionWeights.values,
}

/** The verdict that this id already has; `id-reused` when it was given for something else. */
async function earlier(
  database: Queries,
  viewer: Me,
  lesson: Lesson,
  check: CheckSpec,
  upload: Upload,
): Promise<Submitted | null> {
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
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, upload.id)))
  if (!row) return null
  const same =
    row.lesson === lesson.id &&
    row.check === check.id &&
    Buffer.from(row.weights).equals(Buffer.from(upload.values, 'base64'))
  return same ? { kind: 'judged', verdict: verdictOf(row, check) } : turnAway('id-reused')
}

/** `attempts` when this hour's are used up. */
async function tooMany(database: Queries, viewer: Me, lesson: Lesson, check: CheckSpec, now: Date) {
  const since = new Date(now.getTime() - ATTEMPTS.ms)
  const recent = await database
    .select({ at: submissions.createdAt })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson.id),
        eq(submissions.check, check.id),
        gte(submissions.createdAt, since),
      ),
    )
    .orderBy(asc(submissions.createdAt))
  const frees = recent.at(-ATTEMPTS.count)
  if (!frees) return null
  const seconds = Math.max(1, Math.ceil((frees.at.getTime() + ATTEMPTS.ms - now.getTime()) / 1000))
  return turnAway('attempts', { count: ATTEMPTS.count, minutes: Math.ceil(seconds / 60) }, seconds)
}

/** A lesson is verified when each of its checks has a verified submission. */
async function allVerified(tx: Transaction, viewer: Me, lesson: Lesson): Promise<boolean> {
  const rows = await tx
    .selectDistinct({ check: submissions.check })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson.id),
        eq(submissions.verdict, 'verified'),
      ),
    )
  const done = new Set(rows.map((row) => row.check))
  return lesson.checks.every((check) => done.has(check.id))
}

/** The first verification keeps its time and version; the best score only rises. */
async function noteInState(
  tx: Transaction,
  viewer: Me,
  lesson: Lesson,
  score: number,
  now: Date,
): Promise<void> {
  const verified = (await allVerified(tx, viewer, lesson))
    ? { verifiedAt: now, verifiedVersion: lesson.version }
    : {}
  await tx
    .insert(lessonStates)
    .values({
      learnerId: viewer.id,
      lesson: lesson.id,
      openedAt: now,
      lastAt: now,
      bestScore: score,
      ...verified,
    })
    .onConflictDoUpdate({
      target: [lessonStates.learnerId, lessonStates.lesson],
      set: {
        lastAt: sql`greatest(${lessonStates.lastAt}, excluded.last_at)`,
        bestScore: sql`greatest(${lessonStates.bestScore}, excluded.best_score)`,
        verifiedVersion: sql`case when ${lessonStates.verifiedAt} is null then excluded.verified_version
          else ${lessonStates.verifiedVersion} end`,
        verifiedAt: sql`coalesce(${lessonStates.verifiedAt}, excluded.verified_at)`,
      },
    })
}

async function write(
  tx: Transaction,
  viewer: Me,
  lesson: Lesson,
  check: CheckSpec,
  upload: Upload,
  score: number,
  now: Date,
): Promise<Submitted> {
  await lockLearner(tx, viewer)
  // Another process may have judged the same submission, or used up the attempts, while this one was scoring.
  const settled =
    (await earlier(tx, viewer, lesson, check, upload)) ?? (await tooMany(tx, viewer, lesson, check, now))
  if (settled) return settled
  const verdict = score >= check.pass ? 'verified' : 'refused'
  const row = { id: upload.id, check: check.id, score, verdict, createdAt: now } as const
  await tx.insert(submissions).values({
    ...row,
    learnerId: viewer.id,
    lesson: lesson.id,
    lessonVersion: lesson.version,
    reason: verdict === 'refused' ? 'score' : null,
    code: upload.code,
    curve: upload.curve ?? null,
    backend: upload.backend,
  })
  const values = Buffer.from(upload.values, 'base64')
  await tx.insert(submissionWeights).values({ learnerId: viewer.id, submissionId: upload.id, values })
  await noteInState(tx, viewer, lesson, score, now)
  await audit(tx, viewer, `submission.${verdict}`, upload.id, { lesson: lesson.id, check: check.id, score })
  return { kind: 'judged', verdict: verdictOf(row, check) }
}

/** Submissions at work in this process, by learner, lesson and check: one each. */
const atWork = new Map<string, { upload: Upload; outcome: Promise<Submitted> }>()

async function judge(
  viewer: Me,
  lesson: Lesson,
  check: CheckSpec,
  upload: Upload,
  using: SubmitWith,
): Promise<Submitted> {
  const known = await earlier(using.database, viewer, lesson, check, upload)
  if (known) return known
  if (upload.version !== lesson.version) {
    return turnAway('stale-version', { current: lesson.version, sent: upload.version })
  }
  const judged = judgeUpload(check, upload)
  if (judged.kind === 'malformed') return { kind: 'turned-away', reason: judged.reason }
  const refused = await tooMany(using.database, viewer, lesson, check, using.now())
  if (refused) return refused
  const scored = await using.scorer.score(check, judged.values, await using.hidden(check.dataset))
  if (scored.kind === 'busy') return turnAway('busy', { seconds: scored.retryAfter }, scored.retryAfter)
  return using.database.transaction((tx) =>
    write(tx, viewer, lesson, check, upload, scored.score, using.now()),
  )
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
  if (upload.learner !== undefined && upload.learner.toLowerCase() !== viewer.id)
    return turnAway('other-account')
  const lesson = (await using.catalog(lessonId))?.lesson
  if (!lesson) return turnAway('unknown-lesson')
  const check = lesson.checks.find((one) => one.id === checkId)
  if (!check) return turnAway('unknown-check')
  const place = `${viewer.id} ${lesson.id} ${check.id}`
  const busy = atWork.get(place)
  if (busy) {
    if (busy.upload.id !== upload.id) return turnAway('pending', { seconds: 2 }, 2)
    return busy.upload.values === upload.values ? busy.outcome : turnAway('id-reused')
  }
  // Removed only after COMMIT: whoever comes later finds the row.
  const outcome = judge(viewer, lesson, check, upload, using).finally(() => atWork.delete(place))
  atWork.set(place, { upload, outcome })
  return outcome
}
