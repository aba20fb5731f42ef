import 'server-only'
import { compiledLesson, findLesson } from '../content/source.server'
import type { Lesson } from '../curriculum/lesson'

/** What the recorder needs to know about a lesson: which of its parts exist. */
export type KnownLesson = {
  lesson: Lesson
  cells: ReadonlySet<string>
  /** Checks that run in the browser. */
  publicChecks: ReadonlySet<string>
}

/** Finds a lesson by its id or an id it had before. */
export type Catalog = (id: string) => Promise<KnownLesson | undefined>

/** The lessons of this installation. */
export const installedLessons: Catalog = async (id) => {
  const lesson = findLesson(id)
  if (!lesson) return undefined
  const { cells, checks } = await compiledLesson(lesson.id, 'zh')
  return {
    lesson,
    cells: new Set(cells.map((cell) => cell.id)),
    publicChecks: new Set(checks.map((check) => check.id)),
  }
}
