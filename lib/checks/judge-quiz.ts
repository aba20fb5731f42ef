/**
 * Judges a quiz. The same function judges again what is stored, when a quiz was corrected.
 *
 * What is told: whether each question is right; of a right answer its explanation, of a wrong one a hint that says
 * where to look. Nothing that is told before the quiz is passed contains a right answer that was not given: a quiz that
 * answers itself verifies nobody. Whoever tries again gets other numbers and options (`issue-quiz`).
 */
import type { Inline } from './inline'
import type { Answer, Answers, IssuedQuestion, QuestionVerdict } from './quiz'

/** Answers by the author's ids, as they are stored: keys change whenever a quiz is edited, ids do not. */
export type StoredAnswers = Record<string, Answer>

/** The places that have no answer: nothing, or an empty list. */
export const blanks = (questions: readonly IssuedQuestion[], answers: Answers): string[] =>
  questions.flatMap(({ id }) => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
    return answer === undefined || (Array.isArray(answer) && answer.length === 0) ? [id] : []
  })

/** Keys → ids. `undefined` when an answer is not one that the page could have sent. */
export function readAnswers(
  questions: readonly IssuedQuestion[],
  answers: Answers,
): StoredAnswers | undefined {
  const stored: StoredAnswers = {}
  for (const [id, answer] of Object.entries(answers)) {
    const question = questions.find((one) => one.id === id)
    const read = question && readAnswer(question, answer)
    if (read === undefined) return undefined
    stored[id] = read
  }
  return stored
}

function readAnswer(question: IssuedQuestion, answer: Answer): Answer | undefined {
  if (question.type === 'numeric') return typeof answer === 'number' ? answer : undefined
  const idOf = (key: string) => question.parts.find((part) => part.key === key)?.id
  if (question.type === 'single') return typeof answer === 'string' ? idOf(answer) : undefined
  if (!Array.isArray(answer)) return undefined
  const ids = answer.map(idOf)
  if (ids.includes(undefined) || new Set(ids).size < ids.length) return undefined
  if (question.type === 'order' && ids.length !== question.parts.length) return undefined
  return ids as string[]
}

/** Differences of the last digit of a double, relative to the numbers compared. */
const ROUNDING = 1e-12

function isRight(question: IssuedQuestion, answer: Answer | undefined): boolean {
  if (answer === undefined) return false
  switch (question.type) {
    case 'single':
      return answer === question.right[0]
    case 'multiple': {
      const { right } = question
      return (
        Array.isArray(answer) && answer.length === right.length && right.every((id) => answer.includes(id))
      )
    }
    case 'order':
      return Array.isArray(answer) && question.right.every((id, index) => answer[index] === id)
    case 'numeric': {
      if (typeof answer !== 'number' || !Number.isFinite(answer)) return false
      // 0.3 is 0.1 away from 0.2 for everybody but a computer.
      const slack = ROUNDING * Math.max(1, Math.abs(question.right))
      return Math.abs(answer - question.right) <= question.tolerance + slack
    }
    default:
      return question satisfies never
  }
}

export type JudgedQuiz = {
  verdict: 'verified' | 'refused'
  /** Share of questions answered rightly, 0 to 1. */
  score: number
  /** In the order of the quiz. */
  questions: { id: string; right: boolean }[]
}

/** @param pass the share that passes */
export function judgeQuiz(
  questions: readonly IssuedQuestion[],
  answers: StoredAnswers,
  pass: number,
): JudgedQuiz {
  const judged = questions.map((question) => ({
    id: question.id,
    right: isRight(question, answers[question.id]),
  }))
  const score = judged.filter((one) => one.right).length / questions.length
  return { verdict: score >= pass ? 'verified' : 'refused', score, questions: judged }
}

/** What a trainee is told about each question. */
export function tellQuestions(
  questions: readonly IssuedQuestion[],
  judged: JudgedQuiz,
  locale: 'zh' | 'en',
): QuestionVerdict[] {
  const passed = judged.verdict === 'verified'
  return judged.questions.flatMap(({ id, right }) => {
    const question = questions.find((one) => one.id === id)
    if (!question) return []
    const explain: Inline[] = right || passed ? question.explain[locale] : (question.hint?.[locale] ?? [])
    return [{ id, right, explain, answer: passed ? rightAnswer(question) : null }]
  })
}

/** In keys, as the page knows them. */
export function rightAnswer(question: IssuedQuestion): Answer {
  if (question.type === 'numeric') return question.right
  const keyOf = (id: string) => question.parts.find((part) => part.id === id)?.key ?? ''
  return question.type === 'single' ? keyOf(question.right[0]!) : question.right.map(keyOf)
}
