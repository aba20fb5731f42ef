import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db, type Queries } from '../db/client.server'
import { people, reviews, submissions, users } from '../db/schema'
import { isHeld, isMine, type Reviewer } from './scope.server'

export type QueueRow = {
  learner: string
  submission: string
  name: string
  lesson: string
  check: string
  queuedAt: Date
  /** 1 for the first hand-in of this check. */
  attempt: number
  /** No mentor is assigned: any mentor may take it. */
  isShared: boolean
  /** Who has it open, while that still counts. */
  held: { by: string; mine: boolean; since: Date } | null
}

/** What waits for the viewer: the longest first, whoever it belongs to. */
export async function listQueue(
  viewer: Reviewer,
  now: Date = new Date(),
  database: Queries = db(),
): Promise<QueueRow[]> {
  const claimer = alias(users, 'claimer')
  const rows = await database
    .select({
      learner: reviews.learnerId,
      submission: reviews.submissionId,
      name: users.name,
      lesson: submissions.lesson,
      check: submissions.check,
      queuedAt: reviews.queuedAt,
      attempt: sql<number>`(select count(*)::int from submissions s where s.learner_id = ${reviews.learnerId}
        and s.lesson = ${submissions.lesson} and s.check_id = ${submissions.check} and s.kind = 'review'
        and s.created_at <= ${submissions.createdAt})`,
      mentor: people.mentorId,
      claimedBy: reviews.claimedBy,
      claimedAt: reviews.claimedAt,
      claimer: claimer.name,
    })
    .from(reviews)
    .innerJoin(
      submissions,
      and(eq(submissions.learnerId, reviews.learnerId), eq(submissions.id, reviews.submissionId)),
    )
    .innerJoin(users, eq(users.id, reviews.learnerId))
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .leftJoin(claimer, eq(claimer.id, reviews.claimedBy))
    .where(and(isNull(reviews.decidedAt), isMine(viewer)))
    .orderBy(asc(reviews.queuedAt), asc(reviews.submissionId))
  return rows.map(({ mentor, claimedBy, claimedAt, claimer: by, ...row }) => ({
    ...row,
    isShared: mentor === null,
    held:
      claimedBy !== null && by !== null && isHeld(claimedAt, now)
        ? { by, mine: claimedBy === viewer.id, since: claimedAt }
        : null,
  }))
}
