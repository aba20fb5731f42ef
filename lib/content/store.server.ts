/** Reads what was published. Notices a new build by the modification time of its index. */
import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale, StageId } from '../curriculum/ids'
import { Placement } from '../checks/placement'
import type { Quiz } from '../checks/quiz'
import type { Lesson } from '../curriculum/lesson'
import type { Rubric } from '../reviews/rubric'
import { CompiledLesson, CompiledSecrets, ContentIndex } from './compiled'

type Shelf = {
  modified: number
  lessons: Lesson[]
  byId: Map<string, ContentIndex['lessons'][number]>
  compiled: Map<string, Promise<CompiledLesson>>
  secrets: Map<string, CompiledSecrets>
  /** Stages that have a placement test. */
  placed: ReadonlySet<string>
  placements: Map<StageId, Placement>
}

export class ContentNotBuilt extends Error {
  constructor(folder: string, cause: unknown) {
    super(`No lessons in ${folder}: run "npm run content -- --publish" first.`, { cause })
  }
}

/** @param folder where the build wrote, usually `dist/content` */
export function contentStore(folder: string) {
  let shelf: Shelf | undefined

  function open(): Shelf {
    const path = join(folder, 'index.json')
    let modified: number
    try {
      modified = statSync(path).mtimeMs
    } catch (error) {
      throw new ContentNotBuilt(folder, error)
    }
    if (shelf?.modified === modified) return shelf
    const index = ContentIndex.parse(JSON.parse(readFileSync(path, 'utf8')))
    const byId: Shelf['byId'] = new Map()
    for (const entry of index.lessons) for (const old of entry.lesson.formerly) byId.set(old, entry)
    for (const entry of index.lessons) byId.set(entry.lesson.id, entry)
    const lessons = index.lessons.map((entry) => entry.lesson)
    const placed = new Set(Object.keys(index.placements))
    shelf = {
      modified,
      lessons,
      byId,
      compiled: new Map(),
      secrets: new Map(),
      placed,
      placements: new Map(),
    }
    return shelf
  }

  async function read(hash: string, locale: Locale): Promise<CompiledLesson> {
    return CompiledLesson.parse(JSON.parse(await readFile(join(folder, `${hash}.${locale}.json`), 'utf8')))
  }

  function secretsOf(id: string): CompiledSecrets {
    const { secrets } = open()
    let found = secrets.get(id)
    if (!found) {
      found = CompiledSecrets.parse(JSON.parse(readFileSync(join(folder, 'secrets', `${id}.json`), 'utf8')))
      secrets.set(id, found)
    }
    return found
  }

  return {
    /** All lessons, by stage, module and slug. */
    lessons: (): Lesson[] => open().lessons,

    /** By its id or an id it had before. */
    findLesson: (id: string): Lesson | undefined => open().byId.get(id)?.lesson,

    /** @throws Error for an id that `findLesson` does not know */
    compiledLesson(id: string, locale: Locale): Promise<CompiledLesson> {
      const { byId, compiled } = open()
      const entry = byId.get(id)
      if (!entry) return Promise.reject(new Error(`No lesson "${id}"`))
      const hash = entry.compiled[locale]
      const key = `${hash}.${locale}`
      const found = compiled.get(key) ?? read(hash, locale)
      compiled.set(key, found)
      found.catch(() => compiled.delete(key))
      return found
    },

    /** The author's answer for a cell, in the language asked for or, where not translated, in Chinese. */
    solutionOf(lesson: Lesson, cell: string, locale: Locale): string | undefined {
      const answers = secretsOf(lesson.id).solutions[locale]
      return Object.hasOwn(answers, cell) ? answers[cell] : undefined
    },

    /** A quiz with its answers. Never to be sent anywhere as it is. */
    quizOf(lesson: Lesson, check: string): Quiz | undefined {
      const { quizzes } = secretsOf(lesson.id)
      return Object.hasOwn(quizzes, check) ? quizzes[check] : undefined
    },

    /** What a project is decided on by. */
    rubricOf(lesson: Pick<Lesson, 'id'>, check: string): Rubric | undefined {
      const { rubrics } = secretsOf(lesson.id)
      return Object.hasOwn(rubrics, check) ? rubrics[check] : undefined
    },

    /** A stage's placement test with its answers; undefined where the stage has none. */
    placementOf(stage: StageId): Placement | undefined {
      const { placed, placements } = open()
      if (!placed.has(stage)) return undefined
      let found = placements.get(stage)
      if (!found) {
        const file = join(folder, 'secrets', 'placement', `${stage}.json`)
        found = Placement.parse(JSON.parse(readFileSync(file, 'utf8')))
        placements.set(stage, found)
      }
      return found
    },
  }
}
