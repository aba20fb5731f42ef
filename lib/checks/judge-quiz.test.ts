import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { blanks, judgeQuiz, readAnswers, tellQuestions } from './judge-quiz'
import { type Answers, type IssuedQuestion, publicQuestion } from './quiz'

const words = { zh: ['字'], en: ['word'] }
const part = (id: string) => ({ id, key: `key-of-${id}`, text: words })
const base = {
  variant: 'v',
  ask: words,
  hint: { zh: ['提示'], en: ['look there'] },
  explain: { zh: ['原因'], en: ['because'] },
}
const questions: IssuedQuestion[] = [
  { ...base, id: 'one', type: 'single', parts: ['a', 'b', 'c'].map(part), right: ['b'] },
  { ...base, id: 'some', type: 'multiple', parts: ['a', 'b', 'c'].map(part), right: ['a', 'c'] },
  { ...base, id: 'number', type: 'numeric', right: 0.3, tolerance: 0.1 },
  { ...base, id: 'order', type: 'order', parts: ['b', 'c', 'a'].map(part), right: ['a', 'b', 'c'] },
]
const keys = (...ids: string[]) => ids.map((id) => `key-of-${id}`)
const RIGHT: Answers = { one: 'key-of-b', some: keys('c', 'a'), number: 0.2, order: keys('a', 'b', 'c') }
const judge = (answers: Answers, pass = 1) => judgeQuiz(questions, readAnswers(questions, answers)!, pass)

describe('a quiz', () => {
  it('is passed by the right answers, in whatever order several are named', () => {
    expect(judge(RIGHT)).toMatchObject({ verdict: 'verified', score: 1 })
  })

  it.each<[string, Answers]>([
    ['another option', { ...RIGHT, one: 'key-of-a' }],
    ['one too few', { ...RIGHT, some: keys('a') }],
    ['one too many', { ...RIGHT, some: keys('a', 'b', 'c') }],
    ['beyond the tolerance', { ...RIGHT, number: 0.4000001 }],
    ['another order', { ...RIGHT, order: keys('a', 'c', 'b') }],
    ['nothing', { one: RIGHT['one']!, some: RIGHT['some']!, number: RIGHT['number']! }],
  ])('is not passed by %s', (_, answers) => {
    expect(judge(answers)).toMatchObject({ verdict: 'refused', score: 0.75 })
    expect(judge(answers, 0.75).verdict).toBe('verified')
  })

  it.each<[string, unknown]>([
    ['a question that is not there', { ...RIGHT, other: 1 }],
    ['a name of the prototype', { constructor: 'a' }],
    ['an id instead of a key', { one: 'b' }],
    ['a key of another question', { one: 'key-of-z' }],
    ['a list for one', { one: keys('b') }],
    ['a number for one', { one: 1 }],
    ['the same option twice', { some: keys('a', 'a') }],
    ['a text for several', { some: 'key-of-a' }],
    ['half an order', { order: keys('a', 'b') }],
    ['an order with a repetition', { order: keys('a', 'b', 'b') }],
    ['a text for a number', { number: '0.3' }],
  ])('takes no answers with %s', (_, answers) => {
    expect(readAnswers(questions, answers as Answers)).toBeUndefined()
  })

  it('tells a hint after a wrong answer, and no right answer before the quiz is passed', () => {
    const wrong = tellQuestions(questions, judge({ ...RIGHT, one: 'key-of-a' }), 'en')
    expect(wrong[0]).toEqual({ id: 'one', right: false, explain: ['look there'], answer: null })
    expect(wrong[1]).toEqual({ id: 'some', right: true, explain: ['because'], answer: null })
    expect(tellQuestions(questions, judge(RIGHT), 'zh')[0]).toEqual({
      id: 'one',
      right: true,
      explain: ['原因'],
      answer: 'key-of-b',
    })
  })

  it('knows blanks: nothing, and an empty list', () => {
    expect(blanks(questions, RIGHT)).toEqual([])
    expect(blanks(questions, {})).toEqual(['one', 'some', 'number', 'order'])
    expect(blanks(questions, { ...RIGHT, some: [] })).toEqual(['some'])
  })

  it('shows a page neither answers nor ids nor explanations', () => {
    for (const question of questions) {
      const shown = JSON.stringify(publicQuestion(question, 'zh'))
      expect(shown).not.toMatch(/right|explain|hint|tolerance|原因|提示|"id":"[abc]"/)
    }
  })

  test.prop([fc.float({ noNaN: true, min: -10, max: 10 })])(
    'a number is right within the tolerance',
    (number) => {
      const { questions: judged } = judge({ number })
      expect(judged[2]!.right).toBe(Math.abs(number - 0.3) <= 0.1 + 1e-12)
    },
  )
})
