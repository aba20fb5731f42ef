/** What a form holds while it is filled in, and what it sends. Pure. */
import type { Answer, Answers, PublicQuestion } from '@/lib/checks/quiz'
import { type ReadNumber, readNumber } from '@/lib/checks/read-number'

/** Numbers are kept as they are typed. */
export type Draft = Record<string, string | string[]>

/** An order is answered from the start: it is shown in some order. */
export const emptyDraft = (questions: readonly PublicQuestion[]): Draft =>
  Object.fromEntries(
    questions.map((question) => [
      question.id,
      question.type === 'order'
        ? question.parts.map((part) => part.key)
        : question.type === 'multiple'
          ? []
          : '',
    ]),
  )

/** Answers as texts, to be kept on this machine. */
export const draftToWords = (draft: Draft): Record<string, string> =>
  Object.fromEntries(Object.entries(draft).map(([id, written]) => [id, JSON.stringify(written)]))

/** What was kept, where it still answers its question; a question that has changed since begins anew. */
export function draftFromWords(
  questions: readonly PublicQuestion[],
  words: Readonly<Record<string, string>>,
): Draft {
  const draft = emptyDraft(questions)
  for (const question of questions) {
    const written = readWritten(words[question.id])
    if (written !== undefined && fits(question, written)) draft[question.id] = written
  }
  return draft
}

function readWritten(text: string | undefined): string | string[] | undefined {
  try {
    const found: unknown = text === undefined ? undefined : JSON.parse(text)
    if (typeof found === 'string') return found
    return Array.isArray(found) && found.every((key) => typeof key === 'string') ? found : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function fits(question: PublicQuestion, written: string | string[]): boolean {
  const keys = new Set(question.parts.map((part) => part.key))
  switch (question.type) {
    case 'numeric':
      return typeof written === 'string'
    case 'single':
      return typeof written === 'string' && (written === '' || keys.has(written))
    case 'multiple':
    case 'order': {
      if (!Array.isArray(written)) return false
      const known = new Set(written.filter((key) => keys.has(key)))
      return known.size === written.length && (question.type === 'multiple' || known.size === keys.size)
    }
    default:
      return question.type satisfies never
  }
}

/** What was written where this question wants a number. */
export const readFor = (question: PublicQuestion, written: string): ReadNumber =>
  readNumber(written, { percent: question.unit?.join('').trim() === '%' })

function readDraft(question: PublicQuestion, written: string | string[] | undefined): Answer | undefined {
  if (question.type === 'numeric') {
    const read = typeof written === 'string' ? readFor(question, written) : null
    // What may mean two numbers is asked about, not sent.
    return read?.kind === 'number' ? read.value : undefined
  }
  return written === undefined || written.length === 0 ? undefined : written
}

/** Answers to send, and the numbers (from 1) of questions that have none. */
export function collectAnswers(
  questions: readonly PublicQuestion[],
  draft: Draft,
): { answers: Answers; missing: number[] } {
  const answers: Answers = {}
  const missing: number[] = []
  questions.forEach((question, index) => {
    const answer = readDraft(question, draft[question.id])
    if (answer === undefined) missing.push(index + 1)
    else answers[question.id] = answer
  })
  return { answers, missing }
}

/** The list with the item at `from` put at `to`. */
export function move<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, list[from]!)
}
