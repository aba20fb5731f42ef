/** `content/stages/NN-stage/NN-module/slug/` as it lies on disk. */
import 'server-only'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, YAMLError } from 'yaml'
import { ModuleSpec } from '../curriculum/stage'
import { LessonId, LOCALES, type Locale, type StageId, STAGES } from '../curriculum/ids'
import { isCheckFile } from './check-files.server'
import type { LessonPlace } from './join'
import { type Refusal, Refusals } from './refusals'

export type LessonFolder = {
  /** From the root, with slashes: `content/stages/03-practice/01-projects/mnist-mlp`. */
  path: string
  place: LessonPlace
  texts: Partial<Record<Locale, string>>
  figures: Record<string, string>
  /** The files of its checks that are read as text: see `check-files.server`. */
  checkFiles: Record<string, string>
  /** Names of files that no part of a lesson is made of. */
  others: string[]
}

/**
 * @param root what paths in refusals are relative to
 * @param stages the folder of the stages under the root
 */
export function readFolders(root: string, stages: string): { folders: LessonFolder[]; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  const folders: LessonFolder[] = []
  const refuse = (path: string, expected: string) => {
    const here = new Refusals(path)
    here.add('folder', undefined, { folder: path.split('/').at(-1) ?? path, expected })
    refusals.push(...here.list)
  }
  for (const stageName of subfolders(join(root, stages))) {
    const stage = stageOf(stageName)
    const stagePath = `${stages}/${stageName}`
    if (!stage) {
      refuse(stagePath, STAGES.map((id, index) => `0${index + 1}-${id}`).join(' / '))
      continue
    }
    let order = 0
    for (const moduleName of subfolders(join(root, stagePath))) {
      const name = /^\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(moduleName)?.[1]
      if (!name) {
        refuse(`${stagePath}/${moduleName}`, '01-name')
        continue
      }
      for (const slug of inPlannedOrder(join(root, stagePath, moduleName))) {
        const path = `${stagePath}/${moduleName}/${slug}`
        const id = LessonId.safeParse(slug)
        if (!id.success) refuse(path, 'lowercase-words')
        else
          folders.push({
            path,
            place: { id: id.data, stage, module: name, order: order++ },
            ...readFiles(join(root, path)),
          })
      }
    }
  }
  return { folders, refusals }
}

function stageOf(folder: string): StageId | undefined {
  return STAGES.find((id, index) => folder === `${String(index + 1).padStart(2, '0')}-${id}`)
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

const PlannedLessons = ModuleSpec.pick({ lessons: true }).loose()

/**
 * Lesson folders in the order of `module.yaml`; folders it does not list follow by name. What is wrong with the file
 * is said by `checkCatalog`; the lessons are there all the same.
 */
function inPlannedOrder(path: string): string[] {
  const slugs = subfolders(path)
  const planned = plannedLessons(join(path, 'module.yaml'))
  const rank = (slug: string) => (planned.includes(slug) ? planned.indexOf(slug) : planned.length)
  return slugs.toSorted((a, b) => rank(a) - rank(b))
}

function plannedLessons(file: string): string[] {
  if (!existsSync(file)) return []
  try {
    const read = PlannedLessons.safeParse(parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }))
    return read.success ? read.data.lessons : []
  } catch (error) {
    if (error instanceof YAMLError || error instanceof ReferenceError) return []
    throw error
  }
}

/** What may lie beside a lesson without being shown: challenges, which are code, and tests of its figures and formulas. */
const BESIDE = /\.(?:challenge|test)\.ts$/

function readFiles(path: string): Pick<LessonFolder, 'texts' | 'figures' | 'checkFiles' | 'others'> {
  const texts: LessonFolder['texts'] = {}
  const figures: LessonFolder['figures'] = {}
  const checkFiles: LessonFolder['checkFiles'] = {}
  const others: string[] = []
  for (const name of readdirSync(path).toSorted()) {
    const locale = LOCALES.find((known) => name === `${known}.mdx`)
    if (locale) texts[locale] = readFileSync(join(path, name), 'utf8')
    else if (name.endsWith('.svg')) figures[name] = readFileSync(join(path, name), 'utf8')
    else if (isCheckFile(name)) checkFiles[name] = readFileSync(join(path, name), 'utf8')
    else if (!BESIDE.test(name)) others.push(name)
  }
  return { texts, figures, checkFiles, others }
}
