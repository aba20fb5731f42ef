/** What people call the languages of fences, and heads with a word that is not one of a list. */
import { expect, test } from 'vitest'
import { LayerSpec } from '../curriculum/layers'
import { LessonSpec } from '../curriculum/lesson'
import { SKILLS } from '../curriculum/ids'
import { QuestionSpec } from '../checks/quiz'
import { compareLessons } from './catalog'
import { readCheckFiles } from './check-files.server'
import { readFence } from './fences'
import { placeInHead } from './place-in-head'
import { readQuiz } from './quiz.server'
import { read } from './reasons'
import { explain, type Refusal, wording } from './refusals'
import { readFigure } from './svg'

const said = (language: string, locale: 'zh' | 'en') => {
  const outcome = readFence(language, '')
  if (!Array.isArray(outcome)) throw new Error(`${language} is known`)
  return outcome
    .map((fault) => wording({ file: 'x', line: 1, column: 1, ...fault } as Refusal, locale))
    .join()
}

test.each([
  ['typescript', 'ts'],
  ['JavaScript', 'js'],
  ['yml', 'yaml'],
  ['py', 'python'],
  ['mermaid', 'diagram id=flow'],
  ['dot', 'diagram id=flow'],
])('a fence of %s is told to say %s', (language, meant) => {
  expect(said(language, 'en')).toContain(` Write ${meant}`)
  expect(said(language, 'zh')).toMatch(meant)
})

test.each(['rust', 'constructor'])('a fence of %s is told the list alone', (language) => {
  expect(said(language, 'en')).toMatch(/not known\. You may write: ts /)
})

const reasons = (outcome: ReturnType<typeof read>) => (outcome.ok ? [] : outcome.issues)

test('an unknown kind, layer, type or skill names those there are', () => {
  const head = { title: 't', summary: 's', objectives: ['o'], version: 1, minutes: 5 }
  const kind = reasons(read(LessonSpec, { ...head, skills: {}, checks: [{ id: 'a', kind: 'exam' }] }))
  expect(kind).toMatchObject([{ reason: { en: 'it must be one of quiz, code, model, review' } }])
  const skill = reasons(
    read(LessonSpec, { ...head, skills: { cooking: 1 }, checks: [{ id: 'a', kind: 'quiz' }] }),
  )
  expect(skill).toMatchObject([
    { path: ['skills', 'cooking'], reason: { zh: `只能是 ${SKILLS.join('、')}` } },
  ])
  expect(reasons(read(LayerSpec, { type: 'conv' }))[0]?.reason.en).toMatch(/dense, conv2d/)
  expect(reasons(read(QuestionSpec, { type: 'choice' }))[0]?.reason.zh).toBe(
    '只能是 single、multiple、numeric、order',
  )
})

test('a file too large is told how its own kind is made smaller', () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>${'a'.repeat(140_000)}</title></svg>`
  expect(readFigure('a.svg', svg, 'a').refusals.map((refusal) => explain(refusal, 'en'))).toEqual([
    expect.stringContaining('split it into two figures'),
  ])
  const quiz = readQuiz('a.quiz.yaml', `# ${'a'.repeat(70_000)}`)
  expect(quiz.ok ? [] : quiz.refusals.map((refusal) => explain(refusal, 'zh'))).toEqual([
    expect.stringContaining('请删减题目'),
  ])
})

test('what the head names in vain stands at its line', () => {
  const outcome = readCheckFiles(
    'a',
    [{ id: 'quiz', kind: 'quiz', pass: 1, since: undefined }],
    {},
    {
      'checks.0': { line: 9, column: 5 },
    },
  )
  expect(outcome.ok ? [] : outcome.refusals).toMatchObject([
    { code: 'check-file-missing', line: 9, column: 5 },
  ])
  const text = '---\ntitle: t\nrequires: [first, tenth]\n---\n'
  const lesson = { id: 'second', stage: 'practice', requires: ['first', 'tenth'], formerly: [] }
  const entry = { folder: 'a', lesson, links: [] } as unknown as Parameters<typeof compareLessons>[0][number]
  const found = compareLessons([entry], ['first', 'second'], (_, path) => placeInHead(text, path))
  expect(found).toMatchObject([{ code: 'requires-unknown', line: 3, column: 19 }])
})
