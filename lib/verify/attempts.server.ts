import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { Lesson } from '../curriculum/lesson'
import { stillCounts } from '../curriculum/since'
import { db, type Queries } from '../db/client.server'
import { progressEvents, submissions } from '../db/schema'
import { type Attempt, ReasonCode } from './verdict'

const LISTED = 100

/** The viewer's own submissions of a lesson, oldest first: the latest hundred, what was verified before the rest. */
export async function attemptsOf(
  viewer: Viewer<'progress.write'>,
  lesson: Pick<Lesson, 'id' | 'version' | 'checks'>,
  database: Queries = db(),
): Promise<Attempt[]> {
  const rows = await database
    .select({
      id: submissions.id,
      check: submissions.check,
      kind: submissions.kind,
      verdict: submissions.verdict,
      score: submissions.score,
      reason: submissions.reason,
      at: submissions.createdAt,
      version: submissions.lessonVersion,
    })
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.lesson, lesson.id)))
    .orderBy(desc(eq(submissions.verdict, 'verified')), desc(submissions.createdAt), desc(submissions.id))
    .limit(LISTED)
  return rows
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ version, ...row }) => {
      const check = lesson.checks.find(({ id }) => id === row.check)
      return {
        ...row,
        counts: check !== undefined && stillCounts(check, lesson, version),
        reason: ReasonCode.nullable().parse(row.reason),
        at: row.at.toISOString(),
      }
    })
}

/** Whether the viewer ran a cell at least once, as far as the server was told. */
export async function hasRun(
  viewer: Viewer<'progress.write'>,
  lesson: string,
  cell: string,
  database: Queries = db(),
): Promise<boolean> {
  const [row] = await database
    .select({ id: progressEvents.id })
    .from(progressEvents)
    .where(
      and(
        eq(progressEvents.learnerId, viewer.id),
        eq(progressEvents.lesson, lesson),
        eq(progressEvents.type, 'cell.ran'),
        sql`${progressEvents.data} ->> 'cell' = ${cell}`,
      ),
    )
    .limit(1)
  return row !== undefined
}
