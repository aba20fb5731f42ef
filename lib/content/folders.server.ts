/** `content/stages/NN-stage/NN-module/slug/` as it lies on disk. */
import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LessonId, LOCALES, type Locale, type StageId, STAGES } from '../curriculum/ids'
import type { LessonPlace } from './join'
import { type Refusal, Refusals } from './refusals'

export type LessonFolder = {
  /** From the root, with slashes: `content/stages/03-practice/01-projects/mnist-mlp`. */
  path: string
  place: LessonPlace
  texts: Partial<Record<Locale, string>>
  figures: Record<string, string>
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
      for (const slug of subfolders(join(root, stagePath, moduleName))) {
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

function readFiles(path: string): Pick<LessonFolder, 'texts' | 'figures'> {
  const texts: LessonFolder['texts'] = {}
  const figures: LessonFolder['figures'] = {}
  for (const name of readdirSync(path).toSorted()) {
    const locale = LOCALES.find((known) => name === `${known}.mdx`)
    if (locale) texts[locale] = readFileSync(join(path, name), 'utf8')
    else if (name.endsWith('.svg')) figures[name] = readFileSync(join(path, name), 'utf8')
  }
  return { texts, figures }
}
