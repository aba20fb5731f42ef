import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { PublicQuestion } from '@/lib/checks/quiz'
import { collectAnswers, draftFromWords, draftToWords, emptyDraft, move } from './answering'

const parts = ['x', 'y', 'z'].map((key) => ({ key, text: [key] }))
const questions: PublicQuestion[] = [
  { id: 'one', type: 'single', ask: [], parts },
  { id: 'some', type: 'multiple', ask: [], parts },
  { id: 'number', type: 'numeric', ask: [], parts: [] },
  { id: 'order', type: 'order', ask: [], parts },
]

test('an empty form says which questions have no answer; an order always has one', () => {
  const { answers, missing } = collectAnswers(questions, emptyDraft(questions))
  expect(missing).toEqual([1, 2, 3])
  expect(answers).toEqual({ order: ['x', 'y', 'z'] })
})

test('a filled form sends what was chosen', () => {
  const draft = { one: 'x', some: ['z'], number: '−0,5', order: ['z', 'x', 'y'] }
  expect(collectAnswers(questions, draft)).toEqual({
    answers: { one: 'x', some: ['z'], number: -0.5, order: ['z', 'x', 'y'] },
    missing: [],
  })
})

test('what may mean two numbers, or is written in words, is not sent', () => {
  for (const written of ['2,000', '两千', '50%', 'abc', ''])
    expect(collectAnswers(questions, { ...emptyDraft(questions), number: written }).missing).toContain(3)
  const percent: PublicQuestion = { id: 'share', type: 'numeric', ask: [], parts: [], unit: ['%'] }
  expect(collectAnswers([percent], { share: '50％' }).answers).toEqual({ share: 50 })
})

test.prop([fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat()])(
  'moving keeps all items and puts one in its place',
  (list, a, b) => {
    const [from, to] = [a % list.length, b % list.length]
    const moved = move(list, from, to)
    expect(moved[to]).toBe(list[from])
    expect(moved.toSorted()).toEqual(list.toSorted())
    expect(moved.filter((one) => one !== list[from])).toEqual(list.filter((one) => one !== list[from]))
  },
)

test('answers that were kept come back as they were', () => {
  const draft = { one: 'x', some: ['z'], number: '−0,5', order: ['z', 'x', 'y'] }
  expect(draftFromWords(questions, draftToWords(draft))).toEqual(draft)
})

test.each([
  ['of an option that is gone', { one: 'w', some: ['x', 'w'] }],
  ['of a list that has grown', { order: ['z', 'x'] }],
  ['of another kind', { one: ['x'], some: 'x', number: ['1'], order: 'x' }],
])('an answer %s is not taken up', (_, draft) => {
  expect(draftFromWords(questions, draftToWords(draft))).toEqual(emptyDraft(questions))
})

test('what is no answer at all is not taken up', () => {
  expect(draftFromWords(questions, { one: '{', some: '[1]', number: 'null' })).toEqual(emptyDraft(questions))
})
