/**
 * Writes what a preview showed, all of it in one transaction, or nothing. Whoever loses a lesson by it was named in the
 * preview, and the caller has said how many there are.
 */
import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Lesson } from '../curriculum/lesson'
import { type Database } from '../db/client.server'
import { reviews, submissions, users } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { endVerification, settleLesson } from '../progress/verify-lesson.server'
import type { Admin, Preview } from './preview.server'

export type Applied =
  | { kind: 'applied'; gained: number; lost: number; attempts: number }
  /** An attempt is not what it was when it was looked at; nothing was written. */
  | { kind: 'changed' }

class Changed extends Error {}

export async function applyRerun(
  viewer: Admin,
  rerun: string,
  lesson: Lesson,
  { check, changes, flips }: Preview,
  database: Database,
  now: Date = new Date(),
): Promise<Applied> {
  try {
    await database.transaction(async (tx) => {
      const learners = [...new Set(changes.map(({ learner }) => learner))].sort()
      // In one order, so that two such transactions wait for each other and do not lock each other out.
      if (learners.length > 0) {
        await tx
          .select({ id: users.id })
          .from(users)
          .where(inArray(users.id, learners))
          .orderBy(users.id)
          .for('no key update')
      }
      for (const { learner, submission, before, beforeScore, after } of changes) {
        const written = await tx
          .update(submissions)
          .set({
            verdict: after.verdict,
            reason: after.reason,
            score: after.score,
            decidedAt: now,
            // Judged by the check as it is now: that is what it proves.
            lessonVersion: lesson.version,
            ...(after.details !== undefined && { details: after.details }),
            ...(after.metrics && { metrics: after.metrics }),
          })
          .where(
            and(
              eq(submissions.learnerId, learner),
              eq(submissions.id, submission),
              eq(submissions.verdict, before),
              beforeScore === null ? isNull(submissions.score) : eq(submissions.score, beforeScore),
            ),
          )
          .returning({ kind: submissions.kind })
        if (written.length === 0) throw new Changed()
        if (written[0]!.kind === 'review') {
          await tx
            .update(reviews)
            .set({ decision: after.verdict === 'verified' ? 'accepted' : 'returned' })
            .where(and(eq(reviews.learnerId, learner), eq(reviews.submissionId, submission)))
        }
        if (before === after.verdict) continue
        await audit(tx, viewer, 'submission.flipped', submission, {
          rerun,
          learner,
          lesson: lesson.id,
          check,
          before,
          after: after.verdict,
          score: after.score,
        })
      }
      for (const flip of flips) {
        const mine = changes.filter((change) => change.learner === flip.learner)
        if (flip.direction === 'gained') {
          const best = Math.max(...mine.map(({ after }) => after.share))
          await settleLesson(tx, flip.learner, lesson, { score: best, at: now })
        } else if (flip.lesson === 'lost') {
          await endVerification(tx, flip.learner, lesson.id)
          await audit(tx, viewer, 'lesson.unverified', flip.learner, { rerun, lesson: lesson.id, check })
        }
        const verdict = flip.direction === 'gained' ? 'verified' : 'refused'
        await notify(
          tx,
          flip.learner,
          'check.flipped',
          { lesson: lesson.id, check, verdict },
          `${rerun} ${flip.learner}`,
        )
      }
      await audit(tx, viewer, 'check.rerun', `${lesson.id}/${check}`, {
        rerun,
        attempts: changes.length,
        gained: flips.filter(({ direction }) => direction === 'gained').length,
        lost: flips.filter(({ direction }) => direction === 'lost').length,
      })
    })
  } catch (error) {
    if (error instanceof Changed) return { kind: 'changed' }
    throw error
  }
  const count = (direction: 'gained' | 'lost') => flips.filter((flip) => flip.direction === direction).length
  return { kind: 'applied', gained: count('gained'), lost: count('lost'), attempts: changes.length }
}
