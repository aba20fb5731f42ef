/** A mentor's own mentees. Every query joins on the mentor, so that nobody else's mentee can be named. */
import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { cohorts, departments, lessonStates, people, users } from '../db/schema'

export type Stuck = {
  cell: string
  /** `name: message` of the latest failed run. */
  error: string
  /** The first failed run after the last that went well. */
  since: Date
}

export type MenteeLesson = {
  lesson: string
  lastAt: Date
  lastCell: string | null
  runs: number
  failedRuns: number
  activeMinutes: number
  verifiedAt: Date | null
  /** 0 to 1, over all judged submissions. */
  bestScore: number | null
  /** The latest run failed and the lesson is not verified. */
  stuck: Stuck | null
}

export type Mentee = {
  id: string
  name: string
  number: string
  department: { zh: string; en: string }
  cohort: { zh: string; en: string } | null
  /** Lessons begun, the one touched last first. */
  lessons: MenteeLesson[]
}

/** The condition every query about a mentee carries. */
export function isMine(viewer: Viewer<'mentees.read'>): SQL {
  return and(eq(people.mentorId, viewer.id), eq(people.status, 'active'))!
}

/** All mentees, by personnel number. */
export function listMentees(viewer: Viewer<'mentees.read'>, database: Queries = db()): Promise<Mentee[]> {
  return select(viewer, database)
}

/** @param person from the address: anything; null unless it is one of the viewer's own mentees */
export async function findMentee(
  viewer: Viewer<'mentees.read'>,
  person: string,
  database: Queries = db(),
): Promise<Mentee | null> {
  if (!z.uuid().safeParse(person).success) return null
  const [found] = await select(viewer, database, eq(people.id, person))
  return found ?? null
}

async function select(viewer: Viewer<'mentees.read'>, database: Queries, also?: SQL): Promise<Mentee[]> {
  const rows = await database
    .select({
      id: people.id,
      name: users.name,
      number: people.externalId,
      department: { zh: departments.nameZh, en: departments.nameEn },
      cohort: { zh: cohorts.nameZh, en: cohorts.nameEn },
    })
    .from(people)
    .innerJoin(users, eq(users.id, people.id))
    .innerJoin(departments, eq(departments.id, people.departmentId))
    .leftJoin(cohorts, eq(cohorts.id, people.cohortId))
    .where(and(isMine(viewer), also))
    .orderBy(people.externalId)
  const lessons = await lessonsOf(
    viewer,
    database,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, lessons: lessons.get(row.id) ?? [] }))
}

async function lessonsOf(viewer: Viewer<'mentees.read'>, database: Queries, ids: string[]) {
  const found = new Map<string, MenteeLesson[]>()
  if (ids.length === 0) return found
  const outcomes = (which: SQL) => sql`select ${which} from progress_events e
    where e.learner_id = ${lessonStates.learnerId} and e.lesson = ${lessonStates.lesson} and e.type = 'cell.ran'`
  const lastDone = sql`(${outcomes(sql`max(e.at)`)} and e.data ->> 'outcome' = 'done')`
  const since = sql<string | null>`(${outcomes(sql`min(e.at)`)} and e.data ->> 'outcome' = 'failed'
    and e.at > coalesce(${lastDone}, '-infinity'))`
  const failing = sql<boolean>`(${lessonStates.verifiedAt} is null and ${lessonStates.lastErrorAt} is not null
    and ${lessonStates.lastErrorAt} >= ${lessonStates.lastCellAt})`
  const rows = await database
    .select({
      learner: lessonStates.learnerId,
      lesson: lessonStates.lesson,
      lastAt: lessonStates.lastAt,
      lastCell: lessonStates.lastCell,
      runs: lessonStates.runs,
      failedRuns: lessonStates.failedRuns,
      activeMinutes: lessonStates.activeMinutes,
      verifiedAt: lessonStates.verifiedAt,
      bestScore: lessonStates.bestScore,
      error: lessonStates.lastError,
      errorAt: lessonStates.lastErrorAt,
      since: sql<string | null>`case when ${failing} then ${since} end`,
      failing,
    })
    .from(lessonStates)
    .innerJoin(people, eq(people.id, lessonStates.learnerId))
    .where(and(isMine(viewer), inArray(lessonStates.learnerId, ids)))
    .orderBy(sql`${lessonStates.lastAt} desc`, lessonStates.lesson)
  for (const { learner, error, errorAt, since: first, failing: isFailing, ...lesson } of rows) {
    const stuck =
      isFailing && lesson.lastCell !== null && errorAt !== null
        ? { cell: lesson.lastCell, error: error ?? '', since: first === null ? errorAt : new Date(first) }
        : null
    const list = found.get(learner) ?? []
    list.push({ ...lesson, stuck })
    found.set(learner, list)
  }
  return found
}
