/** Lessons with their challenges: what is broken refuses its own lesson and keeps what was good. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { challengeShelf } from '../lib/checks/challenge-shelf.server'
import { explain } from '../lib/content/refusals'
import { contentStore } from '../lib/content/store.server'
import { buildLessons, DRAFT, PUBLISHED } from './build-lessons'
import { readChallenges } from './build-challenges'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const root = mkdtempSync(join(tmpdir(), 'lessons-'))
const stages = join(root, 'content/stages')
let file = ''
let key: [lesson: string, check: string] = ['', '']
let good = ''

beforeAll(async () => {
  cpSync(join(import.meta.dirname, '../lib/content/fixtures/course'), stages, { recursive: true })
  await buildLessons({ root, into: PUBLISHED })
  const { codes } = await readChallenges({ root, stages })
  const [first] = Object.keys(codes)
  key = first!.split('/') as typeof key
  file = join(stages, '01-foundations/01-the-model', key[0], `${key[1]}.challenge.ts`)
  good = readFileSync(file, 'utf8')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const BROKEN: [name: string, source: string, line: number, says: RegExp][] = [
  ['no challenge', 'export default (x: number) => x\n', 1, /no challenge/],
  ['nothing exported', 'const x = 1\nconsole.log\n', 1, /no challenge/],
  ['throws while it loads', '\nthrow new Error("out of reach")\nexport default 1\n', 3, /out of reach/],
  ['does not parse', 'export default challenge({\n', 2, /./],
  ['imports what is not there', "import { x } from './nowhere'\nexport default x\n", 1, /nowhere/],
  [
    'a reference that throws',
    'export default { tolerance: { absolute: 0, relative: 0 }, cases: () => { throw new TypeError("no cases") }, answer: () => 1 }\n',
    1,
    /no cases/,
  ],
]

test.for(BROKEN)('%s: its lesson is refused by place and stays as it was', async ([, source, line, says]) => {
  const before = readFileSync(join(root, PUBLISHED, 'challenges.json'), 'utf8')
  writeFileSync(file, source)
  const { refusals, lessons, held } = await buildLessons({ root, into: PUBLISHED })
  writeFileSync(file, good)
  const ours = refusals.filter((refusal) => refusal.file.endsWith('.challenge.ts'))
  expect(ours[0]).toMatchObject({ line, code: 'challenge' })
  expect(ours.map((refusal) => explain(refusal, 'en')).join()).toMatch(says)
  expect(held).toContain(key[0])
  expect(lessons.map(({ id }) => id)).toContain(key[0])
  expect(readFileSync(join(root, PUBLISHED, 'challenges.json'), 'utf8')).toBe(before)
  expect(challengeShelf(join(root, PUBLISHED, 'challenges.json'))().find(...key)).toBeDefined()
})

test('a page does not change without its challenge', async () => {
  const store = contentStore(join(root, PUBLISHED, 'content'))
  const before = (await store.compiledLesson(key[0], 'zh')).hash
  const text = join(stages, '01-foundations/01-the-model', key[0], 'zh.mdx')
  const words = readFileSync(text, 'utf8')
  writeFileSync(text, `${words}\n又一段话。\n`)
  writeFileSync(file, 'export default 1\n')
  await buildLessons({ root, into: PUBLISHED })
  expect((await store.compiledLesson(key[0], 'zh')).hash).toBe(before)
  writeFileSync(text, words)
  writeFileSync(file, good)
})

test('a check leaves what a site reads alone', async () => {
  const index = join(root, PUBLISHED, 'content/index.json')
  const before = readFileSync(index, 'utf8')
  const text = join(stages, '01-foundations/01-the-model', key[0], 'zh.mdx')
  const words = readFileSync(text, 'utf8')
  writeFileSync(text, `${words}\n写了一半的一段。\n`)
  const { lessons } = await buildLessons({ root, into: DRAFT })
  writeFileSync(text, words)
  expect(lessons.map(({ id }) => id)).toContain(key[0])
  expect(readFileSync(index, 'utf8')).toBe(before)
  expect(existsSync(join(root, DRAFT, 'content/index.json'))).toBe(true)
})
