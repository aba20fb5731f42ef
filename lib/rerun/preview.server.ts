/** Runs a check over every stored attempt, one at a time, and writes nothing. */
import 'server-only'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import { type Database } from '../db/client.server'
import { certificates, lessonStates, reviews, submissions, submissionWeights, users } from '../db/schema'
import { isExact } from '../verify/exact.server'
import { findFlips, type Flip } from './preview'
import { rejudge, type Rejudged, type RejudgeWith } from './rejudge.server'

export type Admin = Viewer<'checks.rerun'>

export type Change = {
  learner: string
  submission: string
  /** As it was when it was looked at: applied only while it still is. */
  before: 'verified' | 'refused'
  beforeScore: number | null
  after: Extract<Rejudged, { kind: 'judged' }>
}

export type NamedFlip = Flip & {
  name: string
  /** The lesson as a whole is verified now: it would be lost, or stays because of other proof. */
  lesson: 'gained' | 'lost' | 'same'
  /** A certificate that names the lesson would rest on nothing; whether it is revoked is for HR to decide. */
  shakesCertificate: boolean
}

export type Preview = {
  lesson: string
  check: string
  attempts: number
  /** Attempts that cannot be judged again from what is stored, by reason. */
  untellable: Partial<Record<Extract<Rejudged, { kind: 'untellable' }>['why'], number>>
  changes: Change[]
  flips: NamedFlip[]
}

type Progress = (done: number, total: number) => void

export async function previewRerun(
  _: Admin,
  lesson: Lesson,
  check: CheckSpec,
  {
    database,
    judges,
    signal,
    onProgress,
  }: {
    database: Database
    judges: RejudgeWith
    signal: AbortSignal
    onProgress: Progress
  },
): Promise<Preview> {
  const isAttempt = and(
    eq(submissions.lesson, lesson.id),
    eq(submissions.check, check.id),
    eq(submissions.kind, check.kind),
    inArray(submissions.verdict, ['verified', 'refused']),
  )
  const ids = await database
    .select({ learner: submissions.learnerId, submission: submissions.id })
    .from(submissions)
    .where(isAttempt)
    .orderBy(asc(submissions.createdAt), asc(submissions.id))
  const preview: Preview = {
    lesson: lesson.id,
    check: check.id,
    attempts: ids.length,
    untellable: {},
    changes: [],
    flips: [],
  }
  const seen: Parameters<typeof findFlips>[0][number][] = []
  for (const [index, { learner, submission }] of ids.entries()) {
    signal.throwIfAborted()
    onProgress(index, ids.length)
    const [row] = await database
      .select({
        verdict: submissions.verdict,
        score: submissions.score,
        answers: submissions.answers,
        topology: submissions.topology,
        exact: isExact,
        weights: submissionWeights.values,
        points: reviews.points,
        overrideFor: reviews.overrideFor,
      })
      .from(submissions)
      .leftJoin(
        submissionWeights,
        and(eq(submissionWeights.learnerId, learner), eq(submissionWeights.submissionId, submission)),
      )
      .leftJoin(reviews, and(eq(reviews.learnerId, learner), eq(reviews.submissionId, submission)))
      .where(and(eq(submissions.learnerId, learner), eq(submissions.id, submission)))
    if (!row || row.verdict === 'waiting') continue
    const before = row.verdict
    // A mentor has decided against the sum: another sum is no reason to overrule a person.
    if (row.overrideFor !== null) {
      seen.push({ learner, submission, before, after: before })
      continue
    }
    const after = await rejudge(lesson, check, row, judges)
    if (after.kind === 'untellable') {
      preview.untellable[after.why] = (preview.untellable[after.why] ?? 0) + 1
      seen.push({ learner, submission, before, after: before })
      continue
    }
    seen.push({ learner, submission, before, after: after.verdict })
    if (after.verdict !== before || after.score !== row.score) {
      preview.changes.push({ learner, submission, before, beforeScore: row.score, after })
    }
  }
  onProgress(ids.length, ids.length)
  preview.flips = await nameFlips(database, lesson, check, findFlips(seen))
  return preview
}

async function nameFlips(
  database: Database,
  lesson: Lesson,
  check: CheckSpec,
  flips: readonly Flip[],
): Promise<NamedFlip[]> {
  if (flips.length === 0) return []
  const ids = flips.map(({ learner }) => learner)
  const [names, states, passed, certified] = await Promise.all([
    database.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids)),
    database
      .select({ learner: lessonStates.learnerId, at: lessonStates.verifiedAt, by: lessonStates.verifiedBy })
      .from(lessonStates)
      .where(and(eq(lessonStates.lesson, lesson.id), inArray(lessonStates.learnerId, ids))),
    database
      .selectDistinct({ learner: submissions.learnerId, check: submissions.check })
      .from(submissions)
      .where(
        and(
          eq(submissions.lesson, lesson.id),
          eq(submissions.verdict, 'verified'),
          inArray(submissions.learnerId, ids),
        ),
      ),
    database
      .selectDistinct({ learner: certificates.learnerId })
      .from(certificates)
      .where(
        and(
          inArray(certificates.learnerId, ids),
          isNull(certificates.revokedAt),
          sql`${certificates.lessons} @> ${JSON.stringify([{ lesson: lesson.id }])}::jsonb`,
        ),
      ),
  ])
  const others = lesson.checks.filter(({ id }) => id !== check.id)
  return flips.map((flip) => {
    const state = states.find(({ learner }) => learner === flip.learner)
    const rest = others.every(({ id }) =>
      passed.some((one) => one.learner === flip.learner && one.check === id),
    )
    const isVerified = state?.at != null
    const byChecks = state?.by === 'checks' || state?.by == null
    const isLost = flip.direction === 'lost' && isVerified && byChecks
    const isGained = flip.direction === 'gained' && !isVerified && rest
    return {
      ...flip,
      name: names.find(({ id }) => id === flip.learner)?.name ?? '—',
      lesson: isGained ? 'gained' : isLost ? 'lost' : 'same',
      shakesCertificate: isLost && certified.some(({ learner }) => learner === flip.learner),
    }
  })
}
