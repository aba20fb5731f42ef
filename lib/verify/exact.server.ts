import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Queries } from '../db/client.server'
import { submissions } from '../db/schema'
import { COUNTED_A_DAY } from './telling'

/**
 * Whether a stored score is the one that was measured. Of a model whose score was told roughly no measures are kept; those
 * of before layers were stored had none either, and were told exactly.
 */
export const isExact = sql<boolean>`(${submissions.kind} <> 'model' or ${submissions.score} is null
  or ${submissions.metrics} is not null or ${submissions.topology} is null)`

/** The day of an attempt, as the leaderboard counts days. */
export const attemptDay = sql`(${submissions.createdAt} at time zone 'Asia/Shanghai')::date`

/** Whether one more scored attempt is among those of its day that are told exactly. The caller holds the learner's lock. */
export async function countsToday(
  database: Queries,
  learner: string,
  lesson: string,
  check: string,
  now: Date,
): Promise<boolean> {
  const rows = await database
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, learner),
        eq(submissions.lesson, lesson),
        eq(submissions.check, check),
        eq(submissions.kind, 'model'),
        isNotNull(submissions.score),
        sql`${attemptDay} = (${now.toISOString()}::timestamptz at time zone 'Asia/Shanghai')::date`,
      ),
    )
    .limit(COUNTED_A_DAY)
  return rows.length < COUNTED_A_DAY
}
