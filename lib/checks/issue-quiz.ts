/** The questions of one attempt, out of all that could be asked. Pure but for the dice it is given. */
import type { IssuedQuestion, Question } from './quiz'

export type Dice = {
  /** A whole number from 0 up to, but without, `sides`. */
  die: (sides: number) => number
  /** A key that says nothing. */
  key: () => string
}

type Pooled = Exclude<Question, { type: 'numeric' }>
type Part = Pooled['parts'][number]

/** One question for each place, in the order of the quiz. */
export function issueQuiz(
  questions: readonly Question[],
  dice: Dice,
  /** Variants that are not asked again where there is another. */
  before: ReadonlySet<string> = new Set(),
): IssuedQuestion[] {
  const places = new Map<string, Question[]>()
  for (const question of questions) places.set(question.id, [...(places.get(question.id) ?? []), question])
  return [...places.values()].map((variants) => {
    const fresh = variants.filter(({ variant }) => !before.has(variant))
    const choice = fresh.length > 0 ? fresh : variants
    return issueQuestion(choice[dice.die(choice.length)]!, dice)
  })
}

function issueQuestion(question: Question, dice: Dice): IssuedQuestion {
  if (question.type === 'numeric') return question
  const parts = shuffle(drawParts(question, dice), dice)
  const places = parts.map(({ id }) => question.right.indexOf(id))
  // Shown in the right order it would be no question.
  const isInOrder =
    question.type === 'order' && places.every((place, index) => place >= (places[index - 1] ?? 0))
  return issueParts(question, isInOrder ? parts.toReversed() : parts, dice)
}

function issueParts(question: Pooled, parts: readonly Part[], { key }: Pick<Dice, 'key'>): IssuedQuestion {
  const { show: _, ...rest } = question
  const shown = new Set(parts.map(({ id }) => id))
  return {
    ...rest,
    parts: parts.map((part) => ({ ...part, key: key() })),
    right: question.right.filter((id) => shown.has(id)),
  }
}

/** A single choice gets one that is right, several get at least one, an order any of its things. */
function drawParts({ type, parts, right, show }: Pooled, dice: Dice): Part[] {
  const isRight = ({ id }: Part) => right.includes(id)
  const count = Math.min(show ?? parts.length, parts.length)
  if (type === 'order') return shuffle(parts, dice).slice(0, count)
  const good = shuffle(parts.filter(isRight), dice)
  const bad = shuffle(
    parts.filter((part) => !isRight(part)),
    dice,
  )
  if (type === 'single') return [good[0]!, ...bad.slice(0, count - 1)]
  const [sure, ...more] = good
  return [sure!, ...shuffle([...more, ...bad], dice).slice(0, count - 1)]
}

function shuffle<T>(list: readonly T[], { die }: Dice): T[] {
  const left = [...list]
  return list.map(() => left.splice(die(left.length), 1)[0]!)
}

/** What must be stored of an issued question to ask it again: for judging old answers by a corrected quiz. */
export type Asked = { id: string; variant: string; shown: string[] }

export const askedOf = (questions: readonly IssuedQuestion[]): Asked[] =>
  questions.map((question) => ({
    id: question.id,
    variant: question.variant,
    shown: question.type === 'numeric' ? [] : question.parts.map(({ id }) => id),
  }))

/** The same questions out of a quiz as it is now; undefined when one of them, or a part of it, is gone. */
export function askAgain(
  questions: readonly Question[],
  asked: readonly Asked[],
): IssuedQuestion[] | undefined {
  const found = asked.flatMap(({ id, variant, shown }): IssuedQuestion[] => {
    const question = questions.find((one) => one.id === id && one.variant === variant)
    if (!question || question.type === 'numeric') return question ? [question] : []
    const parts = shown.flatMap((part) => question.parts.find((one) => one.id === part) ?? [])
    return parts.length === shown.length ? [issueParts(question, parts, { key: () => '' })] : []
  })
  return found.length === asked.length ? found : undefined
}
