/**
 * Taking a decision back. The work waits again, held by whoever took it back; what the decision had proved ends with
 * it, so that a certificate resting on it is listed as "proof has changed"; the decision itself is kept with the reason.
 */
import 'server-only'
import { and, desc, eq, ne } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { reviewReopenings, reviews, submissions } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { endVerification } from '../progress/verify-lesson.server'
import { lockReview, type ReviewKey } from './claim.server'
import { type DecideWith, installedDecisions, lockLearnerRow } from './decide.server'
import { mayReopen } from './reopening'
import type { Reviewer } from './scope.server'

export type Reopened =
  | { kind: 'reopened'; at: Date }
  | { kind: 'unknown' }
  /** Nothing is decided. */
  | { kind: 'open' }
  /** One's own decision is older than that; another mentor may. */
  | { kind: 'late' }
  /** The trainee has handed in again since: that is what is reviewed. */
  | { kind: 'superseded' }

export async function reopenReview(
  viewer: Reviewer,
  key: ReviewKey,
  reason: string,
  using: DecideWith = installedDecisions(),
): Promise<Reopened> {
  return using.database.transaction(async (tx): Promise<Reopened> => {
    await lockLearnerRow(tx, key.learner)
    const review = await lockReview(tx, viewer, key)
    if (!review) return { kind: 'unknown' }
    const { decidedAt, decidedBy, decision } = review
    if (!decidedAt || !decision) return { kind: 'open' }
    const now = using.now()
    if (!mayReopen({ decidedBy, decidedAt }, viewer.id, now)) return { kind: 'late' }
    const where = and(eq(submissions.learnerId, key.learner), eq(submissions.id, key.submission))
    const [work] = await tx
      .select({ lesson: submissions.lesson, check: submissions.check })
      .from(submissions)
      .where(where)
    if (!work) return { kind: 'unknown' }
    const ofCheck = and(
      eq(submissions.learnerId, key.learner),
      eq(submissions.lesson, work.lesson),
      eq(submissions.check, work.check),
    )
    const [latest] = await tx
      .select({ id: submissions.id })
      .from(submissions)
      .where(and(ofCheck, eq(submissions.kind, 'review')))
      .orderBy(desc(submissions.createdAt), desc(submissions.id))
      .limit(1)
    if (latest?.id !== key.submission) return { kind: 'superseded' }

    await tx.insert(reviewReopenings).values({
      learnerId: key.learner,
      submissionId: key.submission,
      at: now,
      reopenedBy: viewer.id,
      reason,
      decidedBy,
      decidedAt,
      decision,
      points: review.points,
      summary: review.summary,
    })
    await tx
      .update(reviews)
      .set({
        decidedBy: null,
        decidedAt: null,
        decision: null,
        points: null,
        rubric: null,
        summary: null,
        overrideFor: null,
        claimedBy: viewer.id,
        claimedAt: now,
      })
      .where(and(eq(reviews.learnerId, key.learner), eq(reviews.submissionId, key.submission)))
    await tx
      .update(submissions)
      .set({ verdict: 'waiting', reason: null, score: null, decidedAt: null })
      .where(where)
    if (decision === 'accepted') {
      const [other] = await tx
        .select({ id: submissions.id })
        .from(submissions)
        .where(and(ofCheck, eq(submissions.verdict, 'verified'), ne(submissions.id, key.submission)))
        .limit(1)
      if (!other) await endVerification(tx, key.learner, work.lesson)
    }
    await audit(tx, viewer, 'review.reopened', key.submission, {
      learner: key.learner,
      lesson: work.lesson,
      check: work.check,
      decision,
      decidedBy,
      reason,
    })
    const data = { submission: key.submission, lesson: work.lesson }
    await notify(tx, key.learner, 'review.reopened', data, `${key.submission} ${now.toISOString()}`)
    return { kind: 'reopened', at: now }
  })
}
