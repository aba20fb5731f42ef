import 'server-only'
import { compiledLesson, lessons, solutionOf } from '../content/source.server'
import type { DemoLesson } from './history'

/** Every lesson there is, with what a person who solved it would have written. */
export function demoLessons(): Promise<DemoLesson[]> {
  return Promise.all(
    lessons().map(async (lesson) => {
      const { cells, checks } = await compiledLesson(lesson.id, 'zh')
      return {
        lesson,
        cells: cells.map(({ id, starter }) => ({
          id,
          starter,
          solution: solutionOf(lesson, id, 'zh') ?? starter,
          checks: checks.filter((check) => check.for === id).map((check) => check.id),
        })),
      }
    }),
  )
}
