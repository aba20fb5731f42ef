/** All lessons → `dist/content`. What did not change is kept; a refused lesson keeps its last good pages. */
import 'server-only'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lesson } from '../curriculum/lesson'
import { LOCALES } from '../curriculum/ids'
import { compareLessons } from './catalog'
import { compileFolder, hashFolder } from './compile.server'
import { ContentIndex } from './compiled'
import { bundleCompiler } from './compiler.server'
import { placeInHead } from './place-in-head'
import { type LessonFolder, readFolders } from './folders.server'
import type { JoinedLesson } from './join'
import { BUILD_LIMITS } from './limits'
import { bringPlacements } from './placement.server'
import { type TextPool, textPool } from './pool.server'
import type { Refusal } from './refusals'

type IndexEntry = ContentIndex['lessons'][number]

export type ContentReport = {
  lessons: Lesson[]
  refusals: Refusal[]
  /** Ids of the lessons compiled now; the others had not changed. */
  compiled: string[]
  /** Ids of the lessons that stay as they were, because something of them was refused. */
  held: string[]
}

export type BuildOptions = {
  /** What refusals are relative to; the working directory. */
  root?: string
  /** The folder of the stages under the root. */
  stages?: string
  /** Where the pages go under the root. */
  out?: string
  /** What was refused before, of files beside the lessons: such a lesson keeps its last good pages. */
  refused?: readonly Refusal[]
  /** Threads to use and leave open, for one who builds often. */
  pool?: TextPool
}

export async function buildContent(options: BuildOptions = {}): Promise<ContentReport> {
  const { root = process.cwd(), stages = 'content/stages', out = 'dist/content', refused = [] } = options
  const target = join(root, out)
  mkdirSync(join(target, 'secrets'), { recursive: true })
  const compiler = bundleCompiler()
  const before = readIndex(target)
  const { folders, refusals } = readFolders(root, stages)
  refusals.push(...refused)
  const pool = options.pool ?? textPool(compiler.script, BUILD_LIMITS)
  const compiled: string[] = []
  const held: string[] = []

  async function bring(folder: LessonFolder): Promise<{ folder: string; entry: IndexEntry }[]> {
    const inputs = hashFolder(folder, compiler.hash)
    const old = before.find((entry) => entry.lesson.id === folder.place.id)
    if (old?.inputs === inputs && isComplete(target, old)) return [{ folder: folder.path, entry: old }]
    const outcome = await compileFolder(folder, pool, inputs)
    if (outcome.ok && !refused.some(({ file }) => file.startsWith(`${folder.path}/`))) {
      compiled.push(folder.place.id)
      return [{ folder: folder.path, entry: writePages(target, inputs, outcome) }]
    }
    if (!outcome.ok) refusals.push(...outcome.refusals)
    held.push(folder.place.id)
    return old && isComplete(target, old) ? [{ folder: folder.path, entry: old }] : []
  }

  try {
    const kept = (await Promise.all(folders.map(bring))).flat()
    const entries = kept.map(({ folder, entry }) => ({ folder, lesson: entry.lesson, links: entry.links }))
    refusals.push(
      ...compareLessons(
        entries,
        folders.map(({ place }) => place.id),
        (path, part) => placeInHead(folders.find((folder) => folder.path === path)?.texts.zh ?? '', part),
      ),
    )
    const lessons = kept.map(({ entry }) => entry)
    const placed = bringPlacements(root, stages, target)
    refusals.push(...placed.refusals)
    const index: ContentIndex = { compiler: compiler.hash, lessons, placements: placed.hashes }
    const text = JSON.stringify(index)
    // Readers notice a build by the index's time, so it changes only with what it says.
    const path = join(target, 'index.json')
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) write(path, text)
    removeStale(target, lessons)
    return { lessons: lessons.map((entry) => entry.lesson), refusals, compiled, held }
  } finally {
    if (!options.pool) await pool.close()
  }
}

function readIndex(target: string): IndexEntry[] {
  const path = join(target, 'index.json')
  if (!existsSync(path)) return []
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // Cut short by a crash: everything is compiled anew.
    if (error instanceof SyntaxError) return []
    throw error
  }
  // Written by another version of this program: the same.
  const index = ContentIndex.safeParse(found)
  return index.success ? index.data.lessons : []
}

const pageOf = (target: string, hash: string, locale: string) => join(target, `${hash}.${locale}.json`)
const secretsOf = (target: string, id: string) => join(target, 'secrets', `${id}.json`)

function isComplete(target: string, entry: IndexEntry): boolean {
  const pages = LOCALES.map((locale) => pageOf(target, entry.compiled[locale], locale))
  return [...pages, secretsOf(target, entry.lesson.id)].every((path) => existsSync(path))
}

function writePages(
  target: string,
  inputs: string,
  { lesson, compiled, secrets, links }: JoinedLesson,
): IndexEntry {
  for (const locale of LOCALES) write(pageOf(target, inputs, locale), JSON.stringify(compiled[locale]))
  write(secretsOf(target, lesson.id), JSON.stringify(secrets))
  return { inputs, lesson, compiled: { zh: inputs, en: inputs }, links }
}

/** Whole or not at all, also for a reader of the same moment. */
function write(path: string, text: string): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}

function removeStale(target: string, lessons: IndexEntry[]): void {
  const pages = new Set(
    lessons.flatMap(({ compiled }) => LOCALES.map((locale) => `${compiled[locale]}.${locale}.json`)),
  )
  for (const name of readdirSync(target)) {
    if (/^[0-9a-f]{32}\.\w\w\.json$/.test(name) && !pages.has(name))
      rmSync(join(target, name), { force: true })
  }
  const ids = new Set(lessons.map(({ lesson }) => `${lesson.id}.json`))
  for (const name of readdirSync(join(target, 'secrets'))) {
    if (name.endsWith('.json') && !ids.has(name)) rmSync(join(target, 'secrets', name), { force: true })
  }
}
