/** Which questions a placement test asks. Pure but for the dice it is given. */
import type { Placement } from '../checks/placement'
import type { Question } from '../checks/quiz'

/** Lesson → ids of the questions drawn. */
export type Drawn = Record<string, string[]>

/**
 * @param lessons that exist and are not verified yet; the others are not asked about
 * @param die a whole number from 0 up to, but without, `sides`
 */
export function drawQuestions(
  placement: Placement,
  lessons: readonly string[],
  die: (sides: number) => number,
): Drawn {
  return Object.fromEntries(
    lessons.flatMap((lesson) => {
      const stock = Object.hasOwn(placement.lessons, lesson) ? placement.lessons[lesson] : undefined
      if (!stock) return []
      const left = stock.questions.map((question) => question.id)
      const count = Math.min(stock.draw, left.length)
      return [[lesson, Array.from({ length: count }, () => left.splice(die(left.length), 1)[0]!)]]
    }),
  )
}

/** The questions of a lesson that were drawn, in that order; one that was withdrawn since is missing. */
export function drawnQuestions(placement: Placement, drawn: Drawn, lesson: string): Question[] {
  const stock = Object.hasOwn(placement.lessons, lesson) ? placement.lessons[lesson]!.questions : []
  return (drawn[lesson] ?? []).flatMap((id) => stock.find((question) => question.id === id) ?? [])
}
