import 'server-only'
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { Lesson } from '../curriculum/lesson'
import { stillCounts } from '../curriculum/since'
import { db, type Queries } from '../db/client.server'
import { cellSources, lessonStates, progressEvents, submissions } from '../db/schema'
import { isExact } from './exact.server'
import type { Trial } from './tried'
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
      exact: isExact,
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

/** What the server knows of the viewer's own tries at a cell. */
export async function trialOf(
  viewer: Viewer<'progress.write'>,
  lesson: string,
  cell: string,
  database: Queries = db(),
): Promise<Omit<Trial, 'starters'>> {
  const { id } = viewer
  const [texts, [heard], [state]] = await Promise.all([
    database
      .select({ source: cellSources.source })
      .from(cellSources)
      .where(and(eq(cellSources.learnerId, id), eq(cellSources.lesson, lesson), eq(cellSources.cell, cell)))
      .orderBy(desc(cellSources.revision))
      .limit(LISTED),
    database.execute<{ since: string | null; judged: boolean }>(sql`
      select least(
          (select min(${progressEvents.receivedAt}) from ${progressEvents}
            where ${and(eq(progressEvents.learnerId, id), eq(progressEvents.lesson, lesson))}),
          (select min(${cellSources.savedAt}) from ${cellSources}
            where ${and(eq(cellSources.learnerId, id), eq(cellSources.lesson, lesson))}),
          (select min(${submissions.createdAt}) from ${submissions}
            where ${and(eq(submissions.learnerId, id), eq(submissions.lesson, lesson))})
        ) since,
        exists (select from ${submissions} where ${and(
          eq(submissions.learnerId, id),
          eq(submissions.lesson, lesson),
          ne(submissions.kind, 'quiz'),
        )}) judged`),
    database
      .select({ verifiedAt: lessonStates.verifiedAt })
      .from(lessonStates)
      .where(and(eq(lessonStates.learnerId, id), eq(lessonStates.lesson, lesson))),
  ])
  return {
    texts: texts.map(({ source }) => source),
    judged: heard?.judged ?? false,
    verified: (state?.verifiedAt ?? null) !== null,
    since: heard?.since ? new Date(heard.since) : null,
  }
}
