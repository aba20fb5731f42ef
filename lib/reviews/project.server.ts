/** A check of a project as its trainee sees it: the form, where the latest hand-in stands, what mentors said. */
import 'server-only'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queries } from '../db/client.server'
import { reviewComments, reviewReopenings, reviews, submissions, users } from '../db/schema'
import { findPlace, type Me, type TurnedAway } from '../verify/attempt.server'
import { Anchor } from './anchor'
import { StoredProject } from './hand-in'
import { installedProjects, type ProjectsWith } from './hand-in.server'
import { judgePoints } from './judge-points'
import { Points, type Rubric } from './rubric'
import { type Waiting, waitingOf } from './waiting.server'

/** Decided projects that are shown with all that was said. */
const SHOWN = 10

export type ProjectComment = { id: string; anchor: Anchor | null; body: string; author: string; at: Date }

export type ProjectAttempt = {
  id: string
  at: Date
  card: Record<string, string>
  decision: 'accepted' | 'returned' | null
  decidedAt: Date | null
  /** Name of the mentor who decided. */
  by: string | null
  points: Points | null
  summary: string | null
  overrideFor: string | null
  /** The latest first. */
  reopenings: { at: Date; reason: string; decision: 'accepted' | 'returned' }[]
  comments: ProjectComment[]
}

export type Project = {
  kind: 'project'
  rubric: Rubric
  /** Only while the latest one waits. */
  waiting: Waiting | null
  /** The newest first. */
  attempts: ProjectAttempt[]
}

export async function findProject(
  viewer: Me,
  lessonId: string,
  checkId: string,
  using: ProjectsWith = installedProjects(),
): Promise<Project | TurnedAway> {
  const place = await findPlace(viewer, 'review', lessonId, checkId, undefined, using.catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  const rubric = using.rubric(lesson, check.id)
  if (!rubric) throw new Error(`The rubric ${lesson.id}/${check.id} was not built`)
  const attempts = await attemptsOf(using.database, viewer, lesson.id, check.id)
  const [latest] = attempts
  const waiting =
    latest && latest.decision === null
      ? await waitingOf(using.database, viewer.id, latest.at, using.now())
      : null
  return { kind: 'project', rubric, waiting, attempts }
}

async function attemptsOf(
  database: Queries,
  viewer: Me,
  lesson: string,
  check: string,
): Promise<ProjectAttempt[]> {
  const rows = await database
    .select({
      id: submissions.id,
      at: submissions.createdAt,
      card: sql<unknown>`${submissions.answers} -> 'card'`,
      decision: reviews.decision,
      decidedAt: reviews.decidedAt,
      by: users.name,
      points: reviews.points,
      summary: reviews.summary,
      overrideFor: reviews.overrideFor,
    })
    .from(submissions)
    .innerJoin(
      reviews,
      and(eq(reviews.learnerId, submissions.learnerId), eq(reviews.submissionId, submissions.id)),
    )
    .leftJoin(users, eq(users.id, reviews.decidedBy))
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson),
        eq(submissions.check, check),
        eq(submissions.kind, 'review'),
      ),
    )
    .orderBy(desc(submissions.createdAt))
    .limit(SHOWN)
  // What a mentor writes is told with the decision, not while it is being written.
  const decided = rows.filter((row) => row.decidedAt !== null).map((row) => row.id)
  const [comments, reopenings] = await Promise.all([
    commentsOf(database, viewer.id, decided),
    reopeningsOf(
      database,
      viewer.id,
      rows.map((row) => row.id),
    ),
  ])
  return rows.map(({ card, points, ...row }) => ({
    ...row,
    card: StoredProject.shape.card.parse(card),
    points: points === null ? null : Points.parse(points),
    reopenings: reopenings.filter((one) => one.submission === row.id),
    comments: comments.filter((comment) => comment.submission === row.id),
  }))
}

/** Decisions on these submissions of one learner that were taken back, the latest first. */
export async function reopeningsOf(database: Queries, learner: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return database
    .select({
      submission: reviewReopenings.submissionId,
      at: reviewReopenings.at,
      by: users.name,
      reason: reviewReopenings.reason,
      decision: reviewReopenings.decision,
    })
    .from(reviewReopenings)
    .innerJoin(users, eq(users.id, reviewReopenings.reopenedBy))
    .where(and(eq(reviewReopenings.learnerId, learner), inArray(reviewReopenings.submissionId, [...ids])))
    .orderBy(desc(reviewReopenings.at))
}

/** Comments on these submissions of one learner, oldest first. */
export async function commentsOf(database: Queries, learner: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await database
    .select({
      id: reviewComments.id,
      submission: reviewComments.submissionId,
      anchor: reviewComments.anchor,
      body: reviewComments.body,
      authorId: reviewComments.authorId,
      author: users.name,
      at: reviewComments.at,
    })
    .from(reviewComments)
    .innerJoin(users, eq(users.id, reviewComments.authorId))
    .where(and(eq(reviewComments.learnerId, learner), inArray(reviewComments.submissionId, [...ids])))
    .orderBy(asc(reviewComments.at), asc(reviewComments.id))
  return rows.map((row) => ({ ...row, anchor: Anchor.nullable().catch(null).parse(row.anchor) }))
}

/** The share of the points, 0 to 1; null where the rubric has changed so that they no longer say it. */
export function shareOf(rubric: Rubric, points: Points | null): number | null {
  const judged = points && judgePoints(rubric, points)
  return judged?.kind === 'judged' ? judged.sum / judged.most : null
}
