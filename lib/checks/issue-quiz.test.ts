import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { askAgain, askedOf, type Dice, issueQuiz } from './issue-quiz'
import { judgeQuiz, readAnswers, rightAnswer } from './judge-quiz'
import type { Question } from './quiz'
import { createRandom } from './random'

const words = { zh: ['字'], en: ['word'] }
const texts = { ask: words, explain: words, hint: words }
const parts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, text: words }))
const QUIZ: Question[] = [
  { ...texts, id: 'one', variant: 'one', type: 'single', parts, right: ['a', 'b'], show: 3 },
  { ...texts, id: 'some', variant: 'some', type: 'multiple', parts, right: ['a', 'b', 'c'], show: 4 },
  {
    ...texts,
    id: 'order',
    variant: 'order',
    type: 'order',
    parts,
    right: parts.map(({ id }) => id),
    show: 4,
  },
  ...[1, 2, 3].map((n): Question => ({
    ...texts,
    id: 'number',
    variant: `number:n=${n}`,
    type: 'numeric',
    right: n,
    tolerance: 0,
  })),
]
const dice = (seed: string): Dice => {
  const random = createRandom(seed)
  return { die: (sides) => random.int(0, sides - 1), key: () => `k${random.int(0, 1e9)}` }
}
const right = (questions: ReturnType<typeof issueQuiz>) =>
  Object.fromEntries(questions.map((question) => [question.id, rightAnswer(question)]))

test.prop([fc.string()])('every paper can be answered rightly, and asks each place once', (seed) => {
  const paper = issueQuiz(QUIZ, dice(seed))
  expect(paper.map(({ id }) => id)).toEqual(['one', 'some', 'order', 'number'])
  expect(judgeQuiz(paper, readAnswers(paper, right(paper))!, 1).verdict).toBe('verified')
  const [one, some, order] = [paper[0]!, paper[1]!, paper[2]!]
  expect(one).toMatchObject({ right: [expect.any(String)], parts: { length: 3 } })
  expect(some.type === 'multiple' && some.right.length).toBeGreaterThan(0)
  expect(order.type === 'order' && order.parts.map(({ id }) => id)).not.toEqual(
    order.type === 'order' && order.right,
  )
})

test.prop([fc.string(), fc.string()])('the answers to one paper do not fit another', (seed, other) => {
  fc.pre(seed !== other)
  const [mine, theirs] = [issueQuiz(QUIZ, dice(seed)), issueQuiz(QUIZ, dice(other))]
  expect(readAnswers(theirs, right(mine))).toBeUndefined()
})

test.prop([fc.string()])('the next paper asks other numbers', (seed) => {
  const before = new Set(['number:n=1', 'number:n=3'])
  expect(issueQuiz(QUIZ, dice(seed), before).at(-1)?.variant).toBe('number:n=2')
})

test.prop([fc.string()])('a stored paper is asked again and judged alike', (seed) => {
  const paper = issueQuiz(QUIZ, dice(seed))
  const given = readAnswers(paper, right(paper))!
  const again = askAgain(QUIZ, askedOf(paper))!
  expect(judgeQuiz(again, given, 1).verdict).toBe('verified')
  expect(askAgain(QUIZ.slice(1), askedOf(paper))).toBeUndefined()
})
