import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LOCALES } from '../curriculum/ids'
import { buildContent, type BuildOptions } from './build.server'
import { bundleCompiler } from './compiler.server'
import { findDanger } from './fixtures/inspect'
import { PLAIN } from './fixtures/plain-components'
import { BUILD_LIMITS } from './limits'
import { textPool } from './pool.server'
import { explain } from './refusals'
import { renderLesson } from './render'
import { ContentNotBuilt, contentStore } from './store.server'
import { renderToStaticMarkup } from 'react-dom/server'

const WHOLE = fileURLToPath(new URL('./fixtures/lessons/whole', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const MODULE = 'content/stages/03-practice/01-projects'

vi.setConfig({ testTimeout: 60_000 })

let root: string
// Threads take seconds to start on a busy machine, so all builds share theirs.
const pool = textPool(bundleCompiler().script, BUILD_LIMITS)
const build = (options: BuildOptions) => buildContent({ ...options, pool })

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'content-'))
})
afterAll(async () => {
  rmSync(root, { recursive: true })
  await pool.close()
})

const store = () => contentStore(join(root, 'dist/content'))
const add = (path: string) =>
  cpSync(WHOLE, join(root, path), { recursive: true, filter: (file) => !file.endsWith('.txt') })

function edit(path: string, change: (text: string) => string): void {
  const file = join(root, path)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

describe('one lesson through its life', () => {
  test('before the first build there is a sentence that says what to do', () => {
    expect(() => store().lessons()).toThrow(ContentNotBuilt)
  })

  test('it is compiled once', async () => {
    add(`${MODULE}/whole`)
    expect(await build({ root })).toMatchObject({ refusals: [], compiled: ['whole'] })
    expect(await build({ root })).toMatchObject({ refusals: [], compiled: [] })
  })

  test('the store finds it, its pages and its solutions', async () => {
    const { lessons, findLesson, compiledLesson, solutionOf } = store()
    const [lesson] = lessons()
    expect(lesson).toMatchObject({ id: 'whole', stage: 'practice', module: 'projects', order: 0 })
    expect(findLesson('whole')).toEqual(lesson)
    expect(findLesson('constructor')).toBeUndefined()
    const zh = await compiledLesson('whole', 'zh')
    const en = await compiledLesson('whole', 'en')
    expect(zh.cells.map(({ id, title }) => [id, title])).toEqual([
      ['model', '搭网络'],
      ['train', undefined],
    ])
    expect(en.cells[1]?.starter).toBe(zh.cells[1]?.starter)
    expect(en.cells[0]?.starter).toContain('Add the hidden layer')
    expect(solutionOf(lesson!, 'model', 'en')).toContain('units: 32')
    expect(solutionOf(lesson!, 'train', 'en')).toBeUndefined()
    expect(solutionOf(lesson!, 'constructor', 'en')).toBeUndefined()
    await expect(compiledLesson('absent', 'zh')).rejects.toThrow('absent')
  })

  test('no answer leaves with a page', () => {
    const folder = join(root, 'dist/content')
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain("units: 10, activation: 'softmax'")
    }
  })

  test('a mistake leaves the last good page, and an open store sees the repair', async () => {
    const open = store()
    const before = await open.compiledLesson('whole', 'zh')
    edit(`${MODULE}/whole/zh.mdx`, (text) => text.replace('学习率太大时', '<Oops />学习率太大时'))
    const broken = await build({ root })
    expect(broken.refusals.map(({ code }) => code)).toEqual(['unknown-tag'])
    expect((await open.compiledLesson('whole', 'zh')).hash).toBe(before.hash)
    edit(`${MODULE}/whole/zh.mdx`, (text) =>
      text.replace('<Oops />', '').replace('minutes: 20', 'minutes: 25'),
    )
    expect(await build({ root })).toMatchObject({ refusals: [], compiled: ['whole'] })
    expect(open.findLesson('whole')?.minutes).toBe(25)
    const pages = readdirSync(join(root, 'dist/content')).filter((name) => name.endsWith('.zh.json'))
    expect(pages).toHaveLength(1)
  })

  test('renamed, it is found by the name it had', async () => {
    cpSync(join(root, MODULE, 'whole'), join(root, MODULE, 'renamed'), { recursive: true })
    rmSync(join(root, MODULE, 'whole'), { recursive: true })
    edit(`${MODULE}/renamed/zh.mdx`, (text) => text.replace('version: 1', 'version: 1\nformerly: [whole]'))
    expect((await build({ root })).refusals).toEqual([])
    expect(store().findLesson('whole')?.id).toBe('renamed')
    expect(readdirSync(join(root, 'dist/content/secrets'))).toEqual(['renamed.json'])
  })

  test('an index cut short is no obstacle', async () => {
    writeFileSync(join(root, 'dist/content/index.json'), '{"lessons": [')
    expect((await build({ root })).compiled).toEqual(['renamed'])
  })
})

const WRONG: [name: string, change: (text: string) => string, expected: string][] = [
  [
    'a set that nobody has',
    (text) => text.replace('datasets: [mnist]', 'datasets: [imagenet]'),
    'zh.mdx:11:1 dataset-unknown',
  ],
  [
    'a score on a set that nobody has',
    (text) => text.replace('dataset: mnist', 'dataset: imagenet'),
    'zh.mdx:20:5 dataset-unknown',
  ],
  [
    'a score on a set without hidden examples',
    (text) => text.replace('dataset: mnist', 'dataset: housing'),
    'zh.mdx:20:5 dataset-open',
  ],
]

describe('what a lesson names', () => {
  const folder = `${MODULE}/naming`
  const refused = async () =>
    (await build({ root })).refusals
      .filter(({ file }) => file.startsWith(folder))
      .map(({ file, line, column, code }) => `${basename(file)}:${line}:${column} ${code}`)

  beforeAll(() => add(folder))
  afterAll(() => rmSync(join(root, folder), { recursive: true }))

  test.for(WRONG)('%s is refused at its line, with those there are', async ([, change, expected]) => {
    const before = readFileSync(join(root, folder, 'zh.mdx'), 'utf8')
    edit(`${folder}/zh.mdx`, change)
    expect(await refused()).toEqual([expected])
    writeFileSync(join(root, folder, 'zh.mdx'), before)
  })

  test('a picture that is not shown and a file that is no part of it are refused', async () => {
    writeFileSync(
      join(root, folder, 'spare.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>',
    )
    writeFileSync(join(root, folder, 'photo.png'), '')
    expect(await refused()).toEqual(['spare.svg:1:1 figure-unused', 'photo.png:1:1 file-unused'])
    for (const name of ['spare.svg', 'photo.png']) rmSync(join(root, folder, name))
    expect(await refused()).toEqual([])
  })
})

test('lessons owe each other what they name, and folders their names', async () => {
  const other = mkdtempSync(join(tmpdir(), 'content-'))
  const put = (path: string, change: (text: string) => string) => {
    cpSync(WHOLE, join(other, path), { recursive: true, filter: (name) => !name.endsWith('.txt') })
    const file = join(other, path, 'zh.mdx')
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
  put(`${MODULE}/first`, (text) => `${text}\n见[第二课](/learn/second)与[第九课](/learn/ninth)。\n`)
  put(`${MODULE}/second`, (text) =>
    text.replace('requires: []', 'requires: [first, tenth, second]\nformerly: [first]'),
  )
  put(`${MODULE}/third`, (text) => text)
  rmSync(join(other, MODULE, 'third/en.mdx'))
  mkdirSync(join(other, 'content/stages/07-beyond'))
  mkdirSync(join(other, 'content/stages/03-practice/more'))
  mkdirSync(join(other, MODULE, 'Bad_Name'))
  const { refusals, lessons } = await build({ root: other })
  rmSync(other, { recursive: true })
  expect(lessons.map(({ id }) => id)).toEqual(['first', 'second'])
  expect(refusals.map((refusal) => explain(refusal, 'en')).toSorted()).toEqual([
    `${MODULE}/Bad_Name:1:1 The folder Bad_Name is misnamed. It should be lowercase-words.`,
    `${MODULE}/first/zh.mdx:106:23 There is no lesson /learn/ninth.`,
    `${MODULE}/second/zh.mdx:10:19 requires names tenth, which does not exist or is this lesson itself.`,
    `${MODULE}/second/zh.mdx:10:26 requires names second, which does not exist or is this lesson itself.`,
    `${MODULE}/second/zh.mdx:11:12 The lesson id first is taken by ${MODULE}/first. Rename the folder.`,
    `${MODULE}/third/en.mdx:1:1 en.mdx is missing. Every lesson needs zh.mdx and en.mdx.`,
    'content/stages/03-practice/more:1:1 The folder more is misnamed. It should be 01-name.',
    'content/stages/07-beyond:1:1 The folder 07-beyond is misnamed. It should be ' +
      '01-foundations / 02-specialization / 03-practice / 04-innovation / 05-leadership.',
  ])
})

test('every real lesson compiles and shows nothing it may not', async () => {
  const out = mkdtempSync(join(tmpdir(), 'content-'))
  const { lessons, refusals } = await build({ root: REPOSITORY, out: relative(REPOSITORY, out) })
  expect(refusals.map((refusal) => explain(refusal, 'en'))).toEqual([])
  const files = readdirSync(join(REPOSITORY, 'content/stages'), { recursive: true, encoding: 'utf8' })
  const written = files.filter((path) => basename(path) === 'zh.mdx').map((path) => basename(dirname(path)))
  expect(lessons.map(({ id }) => id).toSorted()).toEqual(written.toSorted())
  const { compiledLesson } = contentStore(out)
  for (const { id } of lessons) {
    for (const locale of LOCALES) {
      const html = renderToStaticMarkup(renderLesson(await compiledLesson(id, locale), PLAIN))
      expect(findDanger(html), `${id} ${locale}`).toEqual([])
    }
  }
  rmSync(out, { recursive: true })
})
