/** Which questions a placement test asks. Pure but for the dice it is given. */
import { type Dice, issueQuiz } from '../checks/issue-quiz'
import type { Placement } from '../checks/placement'
import type { IssuedQuestion } from '../checks/quiz'

/** Lesson → its questions as they were issued, and the version of the lesson they prove. */
export type Issued = Record<string, { version: number; questions: IssuedQuestion[] }>

/** @param lessons that exist and are not verified yet; the others are not asked about */
export function drawQuestions(
  placement: Placement,
  lessons: readonly { id: string; version: number }[],
  dice: Dice,
): Issued {
  return Object.fromEntries(
    lessons.flatMap(({ id, version }) => {
      const stock = Object.hasOwn(placement.lessons, id) ? placement.lessons[id] : undefined
      if (!stock) return []
      const left = issueQuiz(stock.questions, dice)
      const count = Math.min(stock.draw, left.length)
      const questions = Array.from({ length: count }, () => left.splice(dice.die(left.length), 1)[0]!)
      return [[id, { version, questions }]]
    }),
  )
}
