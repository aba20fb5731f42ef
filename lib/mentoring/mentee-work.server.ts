/** What one mentee made of one lesson: code as it stands, the latest curve, every attempt with its verdict. */
import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { auditLook } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import type { CheckKind } from '../curriculum/checks'
import { LessonId } from '../curriculum/ids'
import { db, type Queries } from '../db/client.server'
import { cellSources, lessonStates, people, submissions } from '../db/schema'
import type { Curve } from '../progress/events'
import { findMentee, isMine, type Mentee, type MenteeLesson } from './mentees.server'

export type MenteeAttempt = {
  id: string
  check: string
  kind: CheckKind
  verdict: 'verified' | 'refused' | 'waiting'
  /** A code of `lib/verify/verdict`. */
  reason: string | null
  /** 0 to 1. */
  score: number | null
  /** Null where nothing ran. */
  backend: string | null
  at: Date
}

export type MenteeWork = {
  mentee: Mentee
  /** Null when the mentee has not begun the lesson. */
  state: MenteeLesson | null
  /** The newest saved text of each cell, by cell id. Cells never edited are absent. */
  sources: Record<string, { source: string; savedAt: Date }>
  /** Of the latest finished training, else of the latest submission that has one. */
  curve: Curve | null
  /** The newest first. */
  attempts: MenteeAttempt[]
}

/** @returns null unless `person` is one of the viewer's own mentees; both names may come from the address */
export async function findMenteeWork(
  viewer: Viewer<'mentees.read'>,
  person: string,
  lesson: string,
  database: Queries = db(),
): Promise<MenteeWork | null> {
  if (!LessonId.safeParse(lesson).success) return null
  const mentee = await findMentee(viewer, person, database)
  if (!mentee) return null
  await auditLook(database, viewer, 'mentee.read', `user ${mentee.id}`, { lesson })
  const [trained, sources, attempts] = await Promise.all([
    latestCurve(viewer, mentee.id, lesson, database),
    latestSources(viewer, mentee.id, lesson, database),
    allAttempts(viewer, mentee.id, lesson, database),
  ])
  return {
    mentee,
    state: mentee.lessons.find((one) => one.lesson === lesson) ?? null,
    sources,
    curve: trained ?? attempts.find((attempt) => attempt.curve !== null)?.curve ?? null,
    attempts: attempts.map(({ id, check, kind, verdict, reason, score, backend, at }) => ({
      id,
      check,
      kind,
      verdict,
      reason,
      score,
      backend,
      at,
    })),
  }
}

async function latestCurve(
  viewer: Viewer<'mentees.read'>,
  person: string,
  lesson: string,
  database: Queries,
) {
  const [row] = await database
    .select({ curve: lessonStates.curve })
    .from(lessonStates)
    .innerJoin(people, eq(people.id, lessonStates.learnerId))
    .where(and(isMine(viewer), eq(lessonStates.learnerId, person), eq(lessonStates.lesson, lesson)))
  return row?.curve ?? null
}

async function latestSources(
  viewer: Viewer<'mentees.read'>,
  person: string,
  lesson: string,
  database: Queries,
) {
  const rows = await database
    .selectDistinctOn([cellSources.cell], {
      cell: cellSources.cell,
      source: cellSources.source,
      savedAt: cellSources.savedAt,
    })
    .from(cellSources)
    .innerJoin(people, eq(people.id, cellSources.learnerId))
    .where(and(isMine(viewer), eq(cellSources.learnerId, person), eq(cellSources.lesson, lesson)))
    .orderBy(asc(cellSources.cell), desc(cellSources.revision))
  return Object.fromEntries(rows.map(({ cell, ...saved }) => [cell, saved]))
}

function allAttempts(viewer: Viewer<'mentees.read'>, person: string, lesson: string, database: Queries) {
  return database
    .select({
      id: submissions.id,
      check: submissions.check,
      kind: submissions.kind,
      verdict: submissions.verdict,
      reason: submissions.reason,
      score: submissions.score,
      backend: submissions.backend,
      curve: submissions.curve,
      at: submissions.createdAt,
    })
    .from(submissions)
    .innerJoin(people, eq(people.id, submissions.learnerId))
    .where(and(isMine(viewer), eq(submissions.learnerId, person), eq(submissions.lesson, lesson)))
    .orderBy(desc(submissions.createdAt), desc(submissions.id))
}
