import { describe, expect, test } from 'vitest'
import { publicQuestion } from '../checks/quiz'
import { readCheckFiles } from './check-files.server'
import { readQuiz } from './quiz.server'
import { explain } from './refusals'

const both = (zh: string, en = zh) => `{ zh: '${zh}', en: '${en}' }`
const question = (more: string) => `questions:
  - id: first
    ask: ${both('学习率 $\\eta$ 是什么？', 'What is $\\eta$?')}
    explain: ${both('SECRET-ZH', 'SECRET-EN')}
${more.replace(/^/gm, '    ')}
`
const options = (...list: string[]) =>
  `options:\n${list.map((id) => `  - { id: ${id.replace('*', '')}, text: ${both(`text ${id.replace('*', '')}`)}${id.endsWith('*') ? ', right: true' : ''} }`).join('\n')}`
const single = question(`type: single\n${options('step*', 'batch', 'loss')}`)
const order = question(
  `type: order\nitems:\n${['forward', 'loss', 'backward', 'update'].map((id) => `  - { id: ${id}, text: ${both(id)} }`).join('\n')}`,
)
const read = (text: string) => readQuiz('a/first.quiz.yaml', text)
const quizOf = (text: string) => {
  const outcome = read(text)
  if (!outcome.ok) throw new Error(outcome.refusals.map((one) => explain(one, 'en')).join('\n'))
  return outcome.quiz
}

describe('a quiz file', () => {
  test('is read with formulas, and a page gets opaque keys in an order of their own', () => {
    const [asked] = quizOf(single).questions
    expect(asked).toMatchObject({ type: 'single', right: 'step' })
    expect(JSON.stringify(asked!.ask.zh)).toContain('katex')
    const shown = publicQuestion(asked!, 'en')
    expect(shown.parts.map((part) => part.key)).toEqual(shown.parts.map((part) => part.key).toSorted())
    expect(JSON.stringify(shown)).not.toMatch(/SECRET|"step"|right/)
  })

  test('things to be put in order are never shown in order', () => {
    for (let salt = 0; salt < 30; salt++) {
      const [asked] = quizOf(`${order}# ${salt}\n`).questions
      if (asked?.type !== 'order') throw new Error('not an order')
      expect(asked.parts.map((part) => part.id)).not.toEqual(asked.right)
      expect(asked.parts.map((part) => part.id).toSorted()).toEqual(asked.right.toSorted())
    }
  })

  test('keys change with the file, so that none can be made from the question alone', () => {
    const keys = (text: string) =>
      publicQuestion(quizOf(text).questions[0]!, 'zh').parts.map((part) => part.key)
    expect(keys(single)).not.toEqual(keys(single.replace('SECRET-ZH', 'ANOTHER')))
  })

  const cases: [string, string, RegExp][] = [
    ['no right option', single.replace(', right: true', ''), /:7:.*exactly one option/],
    ['two right options', question(`type: single\n${options('a*', 'b*')}`), /exactly one option/],
    ['none of several', question(`type: multiple\n${options('a', 'b')}`), /at least one option/],
    ['an id twice', question(`type: single\n${options('a*', 'a')}`), /:8:.*used already/],
    ['a question twice', single + single.replace('questions:\n', ''), /used already/],
    ['a broken formula', single.replace('What is $\\eta$?', 'What is $\\frac{$?'), /:3:.*formula/],
    ['a link', single.replace('text step', '[x](https://example.org)'), /use only/],
    ['a list', single.replace('text step', '- x'), /one paragraph/],
    ['an unknown field', single.replace('type: single', 'type: single\n    hint: x'), /hint is wrong/],
    ['a kind that is none', single.replace('type: single', 'type: guess'), /known kind|one of/],
    ['broken YAML', 'questions: [', /does not parse/],
    ['an anchor', single.replace('id: first', 'id: &x first'), /does not parse/],
    ['no English', single.replace(/, en: 'SECRET-EN'/, ''), /explain\.en is wrong: it is missing/],
    ['too much', `# ${'x'.repeat(70_000)}\n${single}`, /limit is 64/],
  ]
  test.each(cases)('is refused with its place: %s', (_, text, message) => {
    const outcome = read(text)
    expect(outcome.ok).toBe(false)
    if (!outcome.ok) expect(outcome.refusals.map((one) => explain(one, 'en')).join('\n')).toMatch(message)
  })
})

describe('files of checks', () => {
  const quiz = { id: 'first', kind: 'quiz', pass: 1 } as const
  const code = { id: 'forward', kind: 'code', function: 'forward' } as const
  const say = (checks: Parameters<typeof readCheckFiles>[1], files: Record<string, string>) => {
    const outcome = readCheckFiles('lesson', checks, files)
    return outcome.ok ? Object.keys(outcome.files.quizzes) : outcome.refusals.map((one) => one.code)
  }

  test('each check has its file and each file its check', () => {
    expect(say([quiz, code], { 'first.quiz.yaml': single, 'forward.challenge.ts': '' })).toEqual(['first'])
    expect(say([quiz], {})).toEqual(['check-file-missing'])
    expect(say([code], {})).toEqual(['check-file-missing'])
    expect(say([quiz], { 'first.quiz.yaml': single, 'other.quiz.yaml': single })).toEqual([
      'check-file-unused',
    ])
    expect(say([quiz], { 'first.quiz.yaml': 'questions: []' })).toEqual(['yaml-field'])
  })
})
