/** The viewer's own path, from what is installed and what is verified. */
import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { lessons as installedLessons } from '../content/source.server'
import type { Catalog } from '../curriculum/catalog'
import { catalog as installedCatalog } from '../curriculum/catalog.server'
import type { Lesson } from '../curriculum/lesson'
import { layPath, type LearnerPath } from '../curriculum/path'
import { type Points, pointsOf } from '../curriculum/skills'
import { db, type Queries } from '../db/client.server'
import { submissions } from '../db/schema'
import { type LessonProgress, lessonStatesOf } from '../progress/state.server'
import { type Learner, learnerOf } from './learner.server'

/** Where a path comes from; all parts of a page share one. */
export type PathSource = { database: Queries; lessons: readonly Lesson[]; catalog: Catalog }

export const livePath = (): PathSource => ({
  database: db(),
  lessons: installedLessons(),
  catalog: installedCatalog(),
})

export type MyPath = Learner & {
  catalog: Catalog
  lessons: readonly Lesson[]
  path: LearnerPath
  progress: Map<string, LessonProgress>
  verified: ReadonlySet<string>
  points: Points
  /** The unverified lesson touched last, on the track or not. */
  left: { lesson: Lesson; progress: LessonProgress } | null
}

export async function myPath(
  viewer: Viewer<'progress.write'>,
  { database, lessons, catalog }: PathSource = livePath(),
): Promise<MyPath> {
  const [learner, progress, waiting] = await Promise.all([
    learnerOf(viewer, catalog, database),
    lessonStatesOf(viewer, database),
    waitingLessons(viewer, database),
  ])
  const work = [...new Set([...progress.keys(), ...waiting])].map((lesson) => ({
    lesson,
    lastAt: progress.get(lesson)?.lastAt ?? new Date(0),
    verifiedAt: progress.get(lesson)?.verifiedAt ?? null,
    isWaiting: waiting.has(lesson),
  }))
  const proved = lessons.filter(({ id }) => progress.get(id)?.verifiedAt != null)
  return {
    ...learner,
    catalog,
    lessons,
    progress,
    path: layPath(lessons, learner.track, work),
    verified: new Set(proved.map(({ id }) => id)),
    points: pointsOf(proved),
    left: leftOff(lessons, progress, waiting),
  }
}

/** Lessons with a project in the mentors' queue. */
async function waitingLessons(viewer: Viewer<'progress.write'>, database: Queries): Promise<Set<string>> {
  const rows = await database
    .selectDistinct({ lesson: submissions.lesson })
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.verdict, 'waiting')))
  return new Set(rows.map(({ lesson }) => lesson))
}

function leftOff(
  lessons: readonly Lesson[],
  progress: ReadonlyMap<string, LessonProgress>,
  waiting: ReadonlySet<string>,
): MyPath['left'] {
  return lessons
    .flatMap((lesson) => {
      const mine = progress.get(lesson.id)
      return mine && mine.verifiedAt === null && !waiting.has(lesson.id) ? [{ lesson, progress: mine }] : []
    })
    .reduce<MyPath['left']>(
      (latest, one) => (latest && latest.progress.lastAt >= one.progress.lastAt ? latest : one),
      null,
    )
}
