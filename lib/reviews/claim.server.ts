/** Opening a project for a while, so that two mentors do not write about the same one. */
import 'server-only'
import { and, eq, isNull, lte, or } from 'drizzle-orm'
import { db, type Database, type Queries, type Transaction } from '../db/client.server'
import { people, reviews } from '../db/schema'
import { CLAIM, isHeld, isMine, type Reviewer } from './scope.server'

export type ReviewKey = { learner: string; submission: string }

export type Claimed =
  | { kind: 'claimed'; until: Date }
  | { kind: 'unknown' }
  /** Someone else has it open, or has decided already. */
  | { kind: 'taken' }
  | { kind: 'decided' }

const isThis = ({ learner, submission }: ReviewKey) =>
  and(eq(reviews.learnerId, learner), eq(reviews.submissionId, submission))

/** The row, locked, when the viewer may see it. */
export async function lockReview(tx: Transaction, viewer: Reviewer, key: ReviewKey) {
  const [row] = await tx.select().from(reviews).where(isThis(key)).for('update')
  if (!row) return null
  const [mine] = await tx
    .select({ id: reviews.submissionId })
    .from(reviews)
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .where(and(isThis(key), isMine(viewer)))
  return mine ? row : null
}

/** One statement decides: of two mentors at the same moment one gets it. Claiming again renews the half hour. */
export async function claimReview(
  viewer: Reviewer,
  key: ReviewKey,
  now: Date = new Date(),
  database: Database = db(),
): Promise<Claimed> {
  // `isMine` asks for a left join, which UPDATE has not: whether it is visible is asked for first.
  const [seen] = await database
    .select({ decidedAt: reviews.decidedAt })
    .from(reviews)
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .where(and(isThis(key), isMine(viewer)))
  if (!seen) return { kind: 'unknown' }
  if (seen.decidedAt) return { kind: 'decided' }
  const claimed = await database
    .update(reviews)
    .set({ claimedBy: viewer.id, claimedAt: now })
    .where(
      and(
        isThis(key),
        isNull(reviews.decidedAt),
        or(
          isNull(reviews.claimedBy),
          eq(reviews.claimedBy, viewer.id),
          lte(reviews.claimedAt, new Date(now.getTime() - CLAIM)),
        ),
      ),
    )
    .returning({ id: reviews.submissionId })
  return claimed.length > 0 ? { kind: 'claimed', until: new Date(now.getTime() + CLAIM) } : { kind: 'taken' }
}

/** Lets go of what the viewer has open; says nothing about what they have not. */
export async function releaseReview(
  viewer: Reviewer,
  key: ReviewKey,
  database: Queries = db(),
): Promise<void> {
  await database
    .update(reviews)
    .set({ claimedBy: null, claimedAt: null })
    .where(and(isThis(key), eq(reviews.claimedBy, viewer.id), isNull(reviews.decidedAt)))
}

/** Whether the viewer may write about this review now. */
export const holds = (
  viewer: Reviewer,
  review: { claimedBy: string | null; claimedAt: Date | null },
  now: Date,
): boolean => review.claimedBy === viewer.id && isHeld(review.claimedAt, now)
