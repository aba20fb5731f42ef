/** `docs/authoring.md` shows one of every file: all of them are read here by what reads them in the product. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { readChallenges } from '../../scripts/build-challenges'
import { checkCode } from '../../scripts/content-lint'
import { CHECK_KINDS } from '../curriculum/checks'
import { checkCatalog } from '../curriculum/catalog.server'
import { readCatalogFiles } from '../curriculum/catalog-files.server'
import { DatasetCard } from '../datasets/card'
import { Glossary } from '../glossary/glossary'
import { Sources } from '../glossary/sources'
import { BLOCK_NAMES, blockRule } from './blocks'
import { buildContent, type ContentReport } from './build.server'
import { explain } from './refusals'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const GUIDE = readFileSync(fileURLToPath(new URL('../../docs/authoring.md', import.meta.url)), 'utf8')
/** A path in bold, then what the file says. */
const EXAMPLE = /^\*\*`(content\/[^`]+)`\*\*\n\n(`{3,})\w+\n([\s\S]*?\n)\2$/gm
const EXAMPLES = new Map([...GUIDE.matchAll(EXAMPLE)].map(([, path, , text]) => [path!, text!]))
const text = (path: string): string => EXAMPLES.get(path) ?? expect.fail(`the guide has no ${path}`)

let root: string
let built: ContentReport

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'guide-'))
  for (const [path, content] of EXAMPLES) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  built = await buildContent({ root })
})
afterAll(() => rmSync(root, { recursive: true }))

test('the lessons, their quizzes, rubrics and figures, and the placement test are accepted', () => {
  expect(built.refusals.map((refusal) => explain(refusal, 'en'))).toEqual([])
  expect(built.compiled.toSorted()).toEqual(['own-digits', 'soften'])
})

test('the challenge holds what it promises', async () => {
  const { codes, refusals } = await readChallenges({ root, stages: join(root, 'content/stages') })
  expect(refusals.map((refusal) => explain(refusal, 'en'))).toEqual([])
  expect(Object.keys(codes)).toEqual(['soften/temperature'])
})

test('stage, module, track and ladder are accepted', () => {
  // Stages of which the guide shows nothing are not there.
  const shown = checkCatalog(root).filter(({ code }) => code !== 'catalog-missing')
  expect(shown.map((refusal) => explain(refusal, 'en'))).toEqual([])
  const { stages, tracks, ladders } = readCatalogFiles(root)
  expect(stages.filter(({ file }) => file).map(({ id }) => id)).toEqual(['foundations'])
  expect([...tracks, ...ladders].map(({ id }) => id)).toEqual(['ml-engineer', 'algorithm'])
})

test.each([
  ['content/glossary.yaml', Glossary],
  ['content/sources.yaml', Sources],
  ['content/datasets/visits/dataset.yaml', DatasetCard],
])('%s is accepted', (path, schema) => {
  expect(schema.safeParse(parse(text(path))).error?.issues).toBeUndefined()
})

test('the code is sound and laid out', () => {
  const texts = [...EXAMPLES]
    .filter(([path]) => path.endsWith('.mdx'))
    .map(([file, content]) => ({ lesson: file.split('/').at(-2)!, file, text: content }))
  expect(texts).toHaveLength(4)
  expect(checkCode(texts).map((refusal) => explain(refusal, 'en'))).toEqual([])
})

test('every kind of check, question and tag is shown', () => {
  const kinds = built.lessons.flatMap(({ checks }) => checks.map(({ kind }) => kind))
  expect(kinds.toSorted()).toEqual([...CHECK_KINDS].toSorted())
  const quiz = text('content/stages/01-foundations/01-the-model/soften/quiz.quiz.yaml')
  for (const type of ['single', 'multiple', 'numeric', 'order']) expect(quiz).toContain(`type: ${type}\n`)
  for (const name of BLOCK_NAMES) if (!blockRule(name).fence) expect(GUIDE).toContain(`| \`<${name}`)
})

test('links of the guide lead to its headings', () => {
  const headings = [...GUIDE.matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
    words!
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  for (const [, anchor] of GUIDE.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor)
})
