/** How long a project waits, said honestly: from the queue as it stands and from what was decided lately. */
import 'server-only'
import { and, desc, eq, gte, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Queries } from '../db/client.server'
import { people, reviews } from '../db/schema'

/** Fewer decisions say nothing about the next one. */
const FEWEST = 3
const LATEST = 20
const SINCE = 60 * 86_400_000

export type Waiting = {
  /** Projects that were handed in earlier and that the same mentors decide on. */
  ahead: number
  /** Half of the latest decisions took no longer, in hours; null while there are too few. */
  typicalHours: number | null
}

/** The project's pool: those of the same mentor and those without one; without a mentor, all of the latter. */
export async function waitingOf(
  database: Queries,
  learner: string,
  queuedAt: Date,
  now: Date,
): Promise<Waiting> {
  const [place] = await database
    .select({ mentor: people.mentorId })
    .from(people)
    .where(eq(people.id, learner))
  const mentor = place?.mentor ?? null
  const pool =
    mentor === null ? isNull(people.mentorId) : or(isNull(people.mentorId), eq(people.mentorId, mentor))
  const [ahead] = await database
    .select({ count: sql<number>`count(*)::int` })
    .from(reviews)
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .where(
      and(isNull(reviews.decidedAt), lt(reviews.queuedAt, queuedAt), pool, ne(reviews.learnerId, learner)),
    )
  const decided = await database
    .select({ queuedAt: reviews.queuedAt, decidedAt: reviews.decidedAt })
    .from(reviews)
    .leftJoin(people, eq(people.id, reviews.learnerId))
    .where(
      and(
        isNotNull(reviews.decidedAt),
        gte(reviews.decidedAt, new Date(now.getTime() - SINCE)),
        mentor === null ? isNull(people.mentorId) : eq(people.mentorId, mentor),
      ),
    )
    .orderBy(desc(reviews.decidedAt))
    .limit(LATEST)
  const hours = decided
    .map((row) => (row.decidedAt!.getTime() - row.queuedAt.getTime()) / 3_600_000)
    .sort((a, b) => a - b)
  return {
    ahead: ahead?.count ?? 0,
    typicalHours: hours.length < FEWEST ? null : hours[Math.floor(hours.length / 2)]!,
  }
}
