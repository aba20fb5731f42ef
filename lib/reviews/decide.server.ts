/** A mentor's points become a decision, and an accepted project a verified check, in one transaction. */
import 'server-only'
import { and, eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { rubricOf } from '../content/source.server'
import type { Lesson } from '../curriculum/lesson'
import { type Database, db, type Transaction } from '../db/client.server'
import { reviews, submissions, users } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { settleLesson } from '../progress/verify-lesson.server'
import { holds, lockReview, type ReviewKey } from './claim.server'
import { judgePoints, opposite } from './judge-points'
import { fingerprint, type Points, type Rubric } from './rubric'
import type { Reviewer } from './scope.server'

export type Decided =
  | { kind: 'decided'; decision: 'accepted' | 'returned'; sum: number; most: number; at: Date }
  | { kind: 'unknown' }
  /** The half hour is over, or somebody else has it open. */
  | { kind: 'not-held' }
  /** It was decided before, by whomever. */
  | { kind: 'already' }
  /** This rubric is decided by its sum alone. */
  | { kind: 'no-override' }
  /** Criteria without points. */
  | { kind: 'incomplete'; missing: string[] }

/** What a mentor sends. `override` decides against the sum, where the rubric allows it, and says why. */
export type Judged = { points: Points; summary: string; override?: string | undefined }

export type DecideWith = {
  database: Database
  catalog: Catalog
  rubric: (lesson: Lesson, check: string) => Rubric | undefined
  now: () => Date
}

export const installedDecisions = (): DecideWith => ({
  database: db(),
  catalog: installedLessons,
  rubric: rubricOf,
  now: () => new Date(),
})

/** Whoever changes a learner's progress takes this lock first, as the learner's own writers do. */
export async function lockLearnerRow(tx: Transaction, learner: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, learner)).for('no key update')
}

export async function decideReview(
  viewer: Reviewer,
  key: ReviewKey,
  { points, summary, override }: Judged,
  using: DecideWith = installedDecisions(),
): Promise<Decided> {
  return using.database.transaction(async (tx): Promise<Decided> => {
    await lockLearnerRow(tx, key.learner)
    const review = await lockReview(tx, viewer, key)
    if (!review) return { kind: 'unknown' }
    if (review.decidedAt) return { kind: 'already' }
    const now = using.now()
    if (!holds(viewer, review, now)) return { kind: 'not-held' }
    const where = and(eq(submissions.learnerId, key.learner), eq(submissions.id, key.submission))
    const [work] = await tx
      .select({ lesson: submissions.lesson, check: submissions.check })
      .from(submissions)
      .where(where)
    const lesson = work && (await using.catalog(work.lesson))?.lesson
    const rubric = lesson && using.rubric(lesson, work.check)
    if (!lesson || !rubric) return { kind: 'unknown' }
    const judged = judgePoints(rubric, points)
    if (judged.kind === 'incomplete') return { kind: 'incomplete', missing: judged.missing }
    const { sum, most } = judged
    if (override !== undefined && !rubric.override) return { kind: 'no-override' }
    const decision = override === undefined ? judged.decision : opposite(judged.decision)
    const verdict = decision === 'accepted' ? 'verified' : 'refused'
    await tx
      .update(reviews)
      .set({
        decidedBy: viewer.id,
        decidedAt: now,
        decision,
        points: Object.fromEntries(rubric.criteria.map(({ id }) => [id, points[id]!])),
        rubric: fingerprint(rubric),
        summary,
        overrideFor: override ?? null,
      })
      .where(and(eq(reviews.learnerId, key.learner), eq(reviews.submissionId, key.submission)))
    const score = sum / most
    await tx
      .update(submissions)
      .set({
        verdict,
        reason: verdict === 'refused' ? 'returned' : null,
        score,
        decidedAt: now,
        // Decided by the rubric as it is now: that is what an acceptance proves.
        lessonVersion: lesson.version,
      })
      .where(where)
    await settleLesson(tx, key.learner, lesson, { score, at: now })
    await audit(tx, viewer, `review.${decision}`, key.submission, {
      learner: key.learner,
      lesson: lesson.id,
      check: work.check,
      sum,
      most,
      ...(override !== undefined && { override }),
    })
    await notify(
      tx,
      key.learner,
      'review.decided',
      { submission: key.submission, lesson: lesson.id, decision },
      // Decided again after it was reopened is told again.
      `${key.submission} ${now.toISOString()}`,
    )
    return { kind: 'decided', decision, sum, most, at: now }
  })
}
