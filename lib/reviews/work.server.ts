/** One project as a mentor decides on it: the work itself, what was said, and the hand-ins before it. */
import 'server-only'
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db, type Queries } from '../db/client.server'
import { people, reviews, submissions, users } from '../db/schema'
import type { Curve } from '../progress/events'
import { Anchor } from './anchor'
import { StoredProject } from './hand-in'
import { commentsOf, reopeningsOf } from './project.server'
import { mayReopen } from './reopening'
import { Points } from './rubric'
import { isHeld, isMine, type Reviewer } from './scope.server'

const EARLIER = 5

export type ReviewWork = {
  learner: string
  submission: string
  name: string
  lesson: string
  check: string
  version: number
  queuedAt: Date
  project: StoredProject
  code: Record<string, string>
  curve: Curve | null
  backend: string | null
  comments: { id: string; anchor: Anchor | null; body: string; author: string; mine: boolean; at: Date }[]
  held: { by: string; mine: boolean; since: Date } | null
  decided: {
    decision: 'accepted' | 'returned'
    at: Date
    points: Points
    summary: string
    /** Fingerprint of the rubric it was computed with. */
    rubric: string | null
    overrideFor: string | null
    /** Whether the viewer may take it back. */
    mayReopen: boolean
  } | null
  /** Decisions that were taken back, the latest first. */
  reopenings: { at: Date; by: string; reason: string; decision: 'accepted' | 'returned' }[]
  /** The newest first. */
  earlier: {
    submission: string
    at: Date
    code: Record<string, string>
    card: Record<string, string>
    decision: 'accepted' | 'returned' | null
    summary: string | null
  }[]
}

/** @returns null unless the viewer may see it; both names may come from the address */
export async function findReview(
  viewer: Reviewer,
  learner: string,
  submission: string,
  now: Date = new Date(),
  database: Queries = db(),
): Promise<ReviewWork | null> {
  if (!z.uuid().safeParse(learner).success || !z.uuid().safeParse(submission).success) return null
  const [row] = await database
    .select({ review: reviews, work: submissions, name: users.name })
    .from(reviews)
    .innerJoin(
      submissions,
      and(eq(submissions.learnerId, reviews.learnerId), eq(submissions.id, reviews.submissionId)),
    )
    .innerJoin(users, eq(users.id, reviews.learnerId))
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .where(and(eq(reviews.learnerId, learner), eq(reviews.submissionId, submission), isMine(viewer)))
  if (!row) return null
  const { review, work, name } = row
  const [claimer] = review.claimedBy
    ? await database.select({ name: users.name }).from(users).where(eq(users.id, review.claimedBy))
    : []
  const earlier = await database
    .select({
      submission: submissions.id,
      at: submissions.createdAt,
      code: submissions.code,
      card: sql<unknown>`${submissions.answers} -> 'card'`,
      decision: reviews.decision,
      summary: reviews.summary,
    })
    .from(submissions)
    .innerJoin(
      reviews,
      and(eq(reviews.learnerId, submissions.learnerId), eq(reviews.submissionId, submissions.id)),
    )
    .where(
      and(
        eq(submissions.learnerId, learner),
        eq(submissions.lesson, work.lesson),
        eq(submissions.check, work.check),
        eq(submissions.kind, 'review'),
        lt(submissions.createdAt, work.createdAt),
      ),
    )
    .orderBy(desc(submissions.createdAt))
    .limit(EARLIER)
  const comments = await commentsOf(database, learner, [submission])
  return {
    learner,
    submission,
    name,
    lesson: work.lesson,
    check: work.check,
    version: work.lessonVersion,
    queuedAt: review.queuedAt,
    project: StoredProject.parse(work.answers),
    code: work.code,
    curve: work.curve,
    backend: work.backend,
    comments: comments.map(({ id, anchor, body, author, authorId, at }) => ({
      id,
      anchor,
      body,
      author,
      mine: authorId === viewer.id,
      at,
    })),
    held:
      review.claimedBy && claimer && isHeld(review.claimedAt, now)
        ? { by: claimer.name, mine: review.claimedBy === viewer.id, since: review.claimedAt }
        : null,
    decided: review.decidedAt && {
      decision: review.decision!,
      at: review.decidedAt,
      points: Points.parse(review.points ?? {}),
      summary: review.summary ?? '',
      rubric: review.rubric,
      overrideFor: review.overrideFor,
      mayReopen: mayReopen({ decidedBy: review.decidedBy, decidedAt: review.decidedAt }, viewer.id, now),
    },
    reopenings: await reopeningsOf(database, learner, [submission]),
    earlier: earlier.map(({ card, code, ...one }, index) => ({
      ...one,
      card: StoredProject.shape.card.parse(card),
      // Only the one before is compared with.
      code: index === 0 ? code : {},
    })),
  }
}
