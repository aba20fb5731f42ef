/**
 * Judges a quiz. The same function judges again what is stored, when a quiz was corrected.
 *
 * What is told: whether each question is right and its explanation, always, because a wrong answer without a reason
 * teaches nothing. The right answer itself is told only when the quiz is passed or after three attempts: before that
 * the trainee can find it from the explanation, which takes thought; afterwards they are stuck, and the answer helps
 * more than another guess. Passing is never the result of being told alone, since five attempts an hour are allowed
 * and each of them is stored with what was answered.
 */
import type { Answer, Answers, Question, QuestionVerdict, Quiz } from './quiz'

/** Attempts after which the right answers are told. */
export const TOLD_AFTER = 3

/** Answers by the author's ids, as they are stored: keys change whenever a quiz is edited, ids do not. */
export type StoredAnswers = Record<string, Answer>

/** Keys → ids. `undefined` when an answer is not one that the page could have sent. */
export function readAnswers(questions: readonly Question[], answers: Answers): StoredAnswers | undefined {
  const stored: StoredAnswers = {}
  for (const [id, answer] of Object.entries(answers)) {
    const question = questions.find((one) => one.id === id)
    const read = question && readAnswer(question, answer)
    if (read === undefined) return undefined
    stored[id] = read
  }
  return stored
}

function readAnswer(question: Question, answer: Answer): Answer | undefined {
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

function isRight(question: Question, answer: Answer | undefined): boolean {
  if (answer === undefined) return false
  switch (question.type) {
    case 'single':
      return answer === question.right
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
export function judgeQuiz({ questions }: Quiz, answers: StoredAnswers, pass: number): JudgedQuiz {
  const judged = questions.map((question) => ({
    id: question.id,
    right: isRight(question, answers[question.id]),
  }))
  const score = judged.filter((one) => one.right).length / questions.length
  return { verdict: score >= pass ? 'verified' : 'refused', score, questions: judged }
}

/** What a trainee is told about each question. */
export function tellQuestions(
  quiz: Quiz,
  judged: JudgedQuiz,
  locale: 'zh' | 'en',
  attempts: number,
): QuestionVerdict[] {
  const told = judged.verdict === 'verified' || attempts >= TOLD_AFTER
  return judged.questions.flatMap(({ id, right }) => {
    const question = quiz.questions.find((one) => one.id === id)
    if (!question) return []
    return [{ id, right, explain: question.explain[locale], answer: told ? rightAnswer(question) : null }]
  })
}

/** In keys, as the page knows them. */
function rightAnswer(question: Question): Answer {
  if (question.type === 'numeric') return question.right
  const keyOf = (id: string) => question.parts.find((part) => part.id === id)?.key ?? ''
  return Array.isArray(question.right) ? question.right.map(keyOf) : keyOf(question.right)
}
