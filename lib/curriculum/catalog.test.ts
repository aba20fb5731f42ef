import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLessons } from '../content/catalog'
import { readFolders } from '../content/folders.server'
import { explain } from '../content/refusals'
import { checkCatalog, readCatalog } from './catalog.server'
import { trackOr } from './catalog'
import { lessonOf } from './course.fixture'
import { layPath } from './path'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhucai-catalog-'))
  for (const folder of ['tracks', 'careers']) cpSync(join('content', folder), at(folder), { recursive: true })
  // Everything but the lessons themselves.
  cpSync('content/stages', at('stages'), { recursive: true, filter: (path) => !/\.(mdx|svg)$/.test(path) })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const at = (path: string) => join(root, 'content', path)
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(at(path), change(readFileSync(at(path), 'utf8')))
const told = () => checkCatalog(root).map((refusal) => explain(refusal, 'en'))
const lessonFolder = (path: string) => {
  mkdirSync(at(`stages/${path}`), { recursive: true })
}

const FIRST = '01-foundations/01-the-model'

describe('the catalog', () => {
  it('of this installation has nothing wrong, in either language', () => {
    expect(told()).toEqual([])
    const { stages, tracks, ladders } = readCatalog(root)
    expect(stages.map(({ title }) => title.zh)).toEqual(['基础', '专业', '实践', '创新', '引领'])
    expect(tracks).toHaveLength(5)
    expect(ladders.length).toBeGreaterThanOrEqual(3)
  })

  it('takes a new track from a file, and nothing else', () => {
    writeFileSync(
      at('tracks/tester.yaml'),
      `position: 9\ntitle: { zh: 测试, en: Tester }\nsummary: { zh: 一, en: one }\nfor: { zh: 谁, en: whom }\nlessons: [losses, evaluation]\n`,
    )
    expect(told()).toEqual([])
    const track = trackOr(readCatalog(root), 'tester')
    const path = layPath(
      [lessonOf('losses', 'foundations'), lessonOf('evaluation', 'specialization')],
      track,
      [],
    )
    expect(path.next?.lesson.id).toBe('losses')
  })

  it('orders lessons by module.yaml; moving a line moves the lesson', () => {
    const ids = () =>
      readFolders(root, 'content/stages')
        .folders.map(({ place }) => place.id)
        .filter((id) => ['losses', 'activations', 'an-extra'].includes(id))
    for (const id of ['losses', 'activations', 'an-extra']) lessonFolder(`${FIRST}/${id}`)
    expect(ids()).toEqual(['activations', 'losses', 'an-extra'])
    edit(`stages/${FIRST}/module.yaml`, (text) =>
      text.replace('  - losses\n', '').replace('lessons:\n', 'lessons:\n  - losses\n'),
    )
    expect(ids()).toEqual(['losses', 'activations', 'an-extra'])
    expect(told()).toEqual([
      `content/stages/${FIRST}/an-extra:1:1 lessons of content/stages/${FIRST}/module.yaml does not list an-extra. Add it in its place.`,
    ])
  })
})

describe('names file and line of', () => {
  it('a misspelt lesson, with what was probably meant', () => {
    edit('tracks/founder.yaml', (text) => text.replace('- losses', '- lossess'))
    expect(told()).toEqual([
      expect.stringMatching(
        /^content\/tracks\/founder\.yaml:\d+:5 There is no lesson lossess, and no module\.yaml plans one; perhaps losses was meant\.$/,
      ),
    ])
    edit('careers/data.yaml', (text) => text.replace('lessons: [retention]', 'lessons: [zzz]'))
    expect(told()[0]).toMatch(
      /^content\/careers\/data\.yaml:\d+:\d+ There is no lesson zzz, and no module\.yaml plans one\.$/,
    )
  })

  it('a lesson written twice, and a role written twice', () => {
    edit('tracks/mentor.yaml', (text) => `${text}  - losses\n`)
    edit('careers/data.yaml', (text) => text.replace('- id: lead', '- id: analyst'))
    expect(told()).toEqual([
      expect.stringMatching(/careers\/data\.yaml:\d+:\d+ This ladder has two roles analyst/),
      expect.stringMatching(/tracks\/mentor\.yaml:\d+:5 losses is written more than once/),
    ])
    edit('tracks/mentor.yaml', (text) => text.replace('lessons:\n', 'lessons:\n  - capstone\n'))
    expect(told().join('\n')).toMatch(/capstone is written more than once/)
  })

  it('a lesson listed in two modules, or in one where it does not lie', () => {
    lessonFolder('01-foundations/02-learning/losses')
    edit('stages/01-foundations/03-data/module.yaml', (text) => `${text}  - activations\n`)
    expect(told()).toEqual([
      expect.stringMatching(/01-the-model\/module\.yaml:\d+:5 The folder of losses is content.*02-learning/),
      expect.stringContaining('does not list losses'),
      expect.stringMatching(/03-data\/module\.yaml:\d+:5 activations is listed twice here, or already in/),
    ])
  })

  it('a field that is wrong, YAML that does not parse, a name that is not accepted, a file that is missing', () => {
    edit('stages/01-foundations/stage.yaml', (text) => text.replace('en: Foundations', 'eng: Foundations'))
    edit('stages/02-specialization/stage.yaml', () => 'title: [')
    writeFileSync(at('tracks/My Track.yaml'), '')
    rmSync(at('stages/05-leadership/01-people/module.yaml'))
    const all = told().join('\n')
    expect(all).toMatch(/01-foundations\/stage\.yaml:1:\d+ title\.eng is wrong: it is not known/)
    expect(all).toMatch(/02-specialization\/stage\.yaml:\d+:\d+ This YAML does not parse/)
    expect(all).toMatch(/My Track\.yaml:1:1 The file name My Track\.yaml is not accepted/)
    expect(all).toMatch(
      /module\.yaml:1:1 module\.yaml is missing\. Give it a title and a summary.*lessons in their order/,
    )
    // What is sound goes on working.
    const { stages, tracks } = readCatalog(root)
    expect(stages[0]?.title).toEqual({ zh: 'foundations', en: 'foundations' })
    expect(stages[4]?.modules[0]).toMatchObject({ id: 'people', title: { zh: 'people' }, lessons: [] })
    expect(tracks).toHaveLength(5)
  })
})

describe('requirements', () => {
  const entry = (id: string, stage: 'foundations' | 'practice', requires: string[]) => ({
    folder: id,
    lesson: lessonOf(id, stage, { requires }),
    links: [],
  })
  const say = (...entries: ReturnType<typeof entry>[]) =>
    compareLessons(
      entries,
      entries.map(({ lesson }) => lesson.id),
    ).map((refusal) => explain(refusal, 'en'))

  it('may not lead to a later stage', () => {
    expect(say(entry('a', 'foundations', ['b']), entry('b', 'practice', []))).toEqual([
      expect.stringContaining('a/zh.mdx:1:1 requires names b, which is in a later stage'),
    ])
  })

  it('may not go round', () => {
    const refused = say(
      entry('b', 'foundations', ['c']),
      entry('a', 'foundations', ['b']),
      entry('c', 'foundations', ['a']),
      entry('d', 'practice', ['a']),
    )
    expect(refused).toEqual([
      expect.stringContaining('a/zh.mdx:1:1 The requirements go round in a circle: a → b → c → a'),
    ])
  })
})
