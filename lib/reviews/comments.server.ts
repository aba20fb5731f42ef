import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import { type Database, db } from '../db/client.server'
import { reviewComments, submissions } from '../db/schema'
import { type Anchor, isAnchored } from './anchor'
import { holds, lockReview, type ReviewKey } from './claim.server'
import type { Reviewer } from './scope.server'

/** On one project. */
const MOST = 200

export type NewComment = { id: string; anchor: Anchor | null; body: string }

export type Commented =
  | { kind: 'written'; at: Date }
  | { kind: 'unknown' }
  /** The half hour is over, or somebody else has it open, or it is decided. */
  | { kind: 'not-held' }
  /** No such line or point in the work. */
  | { kind: 'anchor' }
  | { kind: 'too-many' }

/** The same id is one comment however often it is sent. */
export async function writeComment(
  viewer: Reviewer,
  key: ReviewKey,
  { id, anchor, body }: NewComment,
  now: Date = new Date(),
  database: Database = db(),
): Promise<Commented> {
  return database.transaction(async (tx): Promise<Commented> => {
    const review = await lockReview(tx, viewer, key)
    if (!review) return { kind: 'unknown' }
    if (review.decidedAt || !holds(viewer, review, now)) return { kind: 'not-held' }
    const [work] = await tx
      .select({ code: submissions.code, curve: submissions.curve })
      .from(submissions)
      .where(and(eq(submissions.learnerId, key.learner), eq(submissions.id, key.submission)))
    if (anchor && (!work || !isAnchored(anchor, work))) return { kind: 'anchor' }
    const [made] = await tx
      .select({ count: count() })
      .from(reviewComments)
      .where(and(eq(reviewComments.learnerId, key.learner), eq(reviewComments.submissionId, key.submission)))
    if ((made?.count ?? 0) >= MOST) return { kind: 'too-many' }
    await tx
      .insert(reviewComments)
      .values({
        learnerId: key.learner,
        id: id.toLowerCase(),
        submissionId: key.submission,
        authorId: viewer.id,
        anchor,
        body,
        at: now,
      })
      .onConflictDoNothing()
    return { kind: 'written', at: now }
  })
}

/** Takes back one's own words, while nothing is decided. @returns whether there was such a comment */
export async function removeComment(
  viewer: Reviewer,
  key: ReviewKey,
  id: string,
  database: Database = db(),
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const review = await lockReview(tx, viewer, key)
    if (!review || review.decidedAt) return false
    const removed = await tx
      .delete(reviewComments)
      .where(
        and(
          eq(reviewComments.learnerId, key.learner),
          eq(reviewComments.submissionId, key.submission),
          eq(reviewComments.id, id.toLowerCase()),
          eq(reviewComments.authorId, viewer.id),
        ),
      )
      .returning({ id: reviewComments.id })
    return removed.length > 0
  })
}
