import { describe, expect, test } from 'vitest'
import { issueQuiz } from '../checks/issue-quiz'
import { publicQuestion } from '../checks/quiz'
import { readCheckFiles } from './check-files.server'
import { readQuiz } from './quiz.server'
import { explain } from './refusals'

const both = (zh: string, en = zh) => `{ zh: '${zh}', en: '${en}' }`
const question = (more: string) => `questions:
  - id: first
    ask: ${both('学习率 $\\eta$ 是什么？', 'What is $\\eta$?')}
    hint: ${both('想一想', 'Think')}
    explain: ${both('SECRET-ZH', 'SECRET-EN')}
${more.replace(/^/gm, '    ')}
`
const options = (...list: string[]) =>
  `options:\n${list.map((id) => `  - { id: ${id.replace('*', '')}, text: ${both(`text ${id.replace('*', '')}`)}${id.endsWith('*') ? ', right: true' : ''} }`).join('\n')}`
const single = question(`type: single\nshow: 3\n${options('step*', 'batch', 'loss', 'rate', 'seed', 'none')}`)
const read = (text: string) => readQuiz('a/first.quiz.yaml', text)
const quizOf = (text: string) => {
  const outcome = read(text)
  if (!outcome.ok) throw new Error(outcome.refusals.map((one) => explain(one, 'en')).join('\n'))
  return outcome.quiz
}

describe('a quiz file', () => {
  test('is read with formulas, and a page gets opaque keys in an order of their own', () => {
    const [kept] = quizOf(single).questions
    expect(kept).toMatchObject({ type: 'single', right: ['step'] })
    expect(JSON.stringify(kept!.ask.zh)).toContain('katex')
    let next = 0
    const [asked] = issueQuiz([kept!], { die: () => 0, key: () => `key-${(next += 1)}` })
    const shown = publicQuestion(asked!, 'en')
    expect(shown.parts.map((part) => part.key)).toEqual(['key-1', 'key-2', 'key-3'])
    expect(JSON.stringify(shown)).not.toMatch(/SECRET|Think|"step"|right/)
  })

  const cases: [string, string, RegExp][] = [
    ['no right option', single.replace(', right: true', ''), /at least one option/],
    ['two right options', question(`type: single\n${options('a*', 'b*')}`), /exactly one option/],
    ['a hint with the answer', single.replace('Think', 'It is text step.'), /contains the answer/],
    ['no hint', single.replace(/    hint: .*\n/, ''), /hint is missing/],
    ['the same quiz each time', single.replace('show: 3', 'show: 6'), /nearly the same quiz/],
    [
      'an expression that is none',
      single.replace('type: single', 'type: single\n    vary: { a: [1, 2] }\n    where: a +'),
      /breaks off/,
    ],
    [
      'numbers that cannot be',
      single.replace('type: single', 'type: single\n    vary: { a: [1, 2] }\n    where: a > 5'),
      /no numbers/,
    ],
    [
      'a range without end',
      single.replace('type: single', 'type: single\n    vary: { a: { from: 0, to: 300000000 } }'),
      /at most 10000/,
    ],
    [
      'a step that is none',
      single.replace('type: single', 'type: single\n    vary: { a: { from: 0, to: 1, step: 1.0e-300 } }'),
      /at most 10000/,
    ],
    ['a number without a digit', single.replace('text batch', '@{1|~0}'), /one significant digit/],
    ['an unknown name', single.replace('text batch', '@{q}'), /neither a name/],
    ['none of several', question(`type: multiple\n${options('a', 'b')}`), /at least one option/],
    ['an id twice', question(`type: single\n${options('a*', 'a')}`), /:9:.*used already/],
    ['a question twice', single + single.replace('questions:\n', ''), /used already/],
    ['a broken formula', single.replace('What is $\\eta$?', 'What is $\\frac{$?'), /:3:.*formula/],
    ['a link', single.replace('text step', '[x](https://example.org)'), /use only/],
    ['a list', single.replace('text step', '- x'), /one paragraph/],
    ['an unknown field', single.replace('type: single', 'type: single\n    clue: x'), /clue is wrong/],
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

test.each([
  ['lists in lists', '['.repeat(30_000)],
  ['maps in maps', '{a: '.repeat(15_000)],
  ['lines in lines', '- '.repeat(30_000)],
  ['anchors of anchors', 'a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]'],
  ['an endless number', `questions: ${'9'.repeat(60_000)}`],
  ['quotes', `"${'\\a'.repeat(30_000)}`],
  ['colons', 'a: '.repeat(20_000)],
  ['keys', '? '.repeat(30_000)],
  ['parentheses', single.replace('text batch', `@{${'('.repeat(450)}1${')'.repeat(450)}}`)],
])('%s without end are refused or read, and break nothing', (_, text) => {
  expect(() => read(text)).not.toThrow()
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
