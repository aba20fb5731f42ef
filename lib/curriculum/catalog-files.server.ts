/** The YAML files of the curriculum as they lie on disk, each read by its schema. */
import 'server-only'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Refusal, Refusals } from '../content/refusals'
import { readYamlFile, type YamlFile } from '../content/yaml-file'
import { LadderSpec } from './career'
import { type StageId, STAGES } from './ids'
import { ModuleSpec, StageSpec } from './stage'
import { TrackId, TrackSpec } from './track'

export type ModuleFiles = {
  /** From the root: `content/stages/01-foundations/01-the-model`. */
  folder: string
  id: string
  file: YamlFile<z.infer<typeof ModuleSpec>> | null
  /** Lessons that have a folder here. */
  slugs: string[]
}
export type StageFiles = {
  id: StageId
  file: YamlFile<z.infer<typeof StageSpec>> | null
  modules: ModuleFiles[]
}
export type Named<T> = { id: string; file: YamlFile<T> }

export type CatalogFiles = {
  stages: StageFiles[]
  tracks: Named<z.infer<typeof TrackSpec>>[]
  ladders: Named<z.infer<typeof LadderSpec>>[]
  refusals: Refusal[]
}

/** What is said when it is missing: which fields, beside title and summary. */
const ALSO = {
  stage: { zh: '', en: '' },
  module: {
    zh: '，以及按次序排列的 lessons',
    en: ', and lessons in their order',
  },
} as const

/** @param root the folder that holds `content/` */
export function readCatalogFiles(root: string): CatalogFiles {
  const refusals: Refusal[] = []

  function read<T extends z.ZodType>(
    schema: T,
    file: string,
    also?: Record<'zh' | 'en', string>,
  ): YamlFile<z.infer<T>> | null {
    const path = join(root, file)
    if (!existsSync(path)) {
      const here = new Refusals(file)
      here.add('catalog-missing', undefined, { file: file.split('/').at(-1) ?? file, also: also ?? '' })
      refusals.push(...here.list)
      return null
    }
    const outcome = readYamlFile(schema, file, readFileSync(path, 'utf8'))
    if (outcome.ok) return outcome.read
    refusals.push(...outcome.refusals)
    return null
  }

  function readNamed<T extends z.ZodType>(schema: T, folder: string): Named<z.infer<T>>[] {
    return filesOf(join(root, folder)).flatMap((name) => {
      const id = TrackId.safeParse(name.slice(0, -'.yaml'.length))
      if (!id.success) {
        const here = new Refusals(`${folder}/${name}`)
        here.add('yaml-name', undefined, { name })
        refusals.push(...here.list)
        return []
      }
      const file = read(schema, `${folder}/${name}`)
      return file ? [{ id: id.data, file }] : []
    })
  }

  const stages = STAGES.map((id, index): StageFiles => {
    const folder = `content/stages/${String(index + 1).padStart(2, '0')}-${id}`
    const modules = foldersOf(join(root, folder)).flatMap((name): ModuleFiles[] => {
      const moduleId = /^\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name)?.[1]
      if (!moduleId) return []
      const path = `${folder}/${name}`
      const file = read(ModuleSpec, `${path}/module.yaml`, ALSO.module)
      return [{ folder: path, id: moduleId, file, slugs: foldersOf(join(root, path)) }]
    })
    return { id, file: read(StageSpec, `${folder}/stage.yaml`, ALSO.stage), modules }
  })
  const tracks = readNamed(TrackSpec, 'content/tracks')
  return { stages, tracks, ladders: readNamed(LadderSpec, 'content/careers'), refusals }
}

/** Every file that a catalog is read from, and the folders whose entries decide which there are. */
export function catalogPaths(root: string): string[] {
  const stages = foldersOf(join(root, 'content/stages')).map((name) => join(root, 'content/stages', name))
  const modules = stages.flatMap((stage) => foldersOf(stage).map((name) => join(stage, name)))
  const named = ['tracks', 'careers'].map((name) => join(root, 'content', name))
  return [
    ...stages.flatMap((stage) => [stage, join(stage, 'stage.yaml')]),
    ...modules.flatMap((module) => [module, join(module, 'module.yaml')]),
    ...named.flatMap((folder) => [folder, ...filesOf(folder).map((name) => join(folder, name))]),
  ]
}

function foldersOf(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
}
