/** Reads what `npm run content` wrote. Notices a new build by the modification time of its index. */
import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locale } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { CompiledLesson, CompiledSecrets, ContentIndex } from './compiled'

type Shelf = {
  modified: number
  lessons: Lesson[]
  byId: Map<string, ContentIndex['lessons'][number]>
  compiled: Map<string, Promise<CompiledLesson>>
  secrets: Map<string, CompiledSecrets>
}

export class ContentNotBuilt extends Error {
  constructor(folder: string, cause: unknown) {
    super(`No lessons in ${folder}: run "npm run content -- --all" first.`, { cause })
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
    shelf = { modified, lessons, byId, compiled: new Map(), secrets: new Map() }
    return shelf
  }

  async function read(hash: string, locale: Locale): Promise<CompiledLesson> {
    return CompiledLesson.parse(JSON.parse(await readFile(join(folder, `${hash}.${locale}.json`), 'utf8')))
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
      const { secrets } = open()
      let found = secrets.get(lesson.id)
      if (!found) {
        found = CompiledSecrets.parse(
          JSON.parse(readFileSync(join(folder, 'secrets', `${lesson.id}.json`), 'utf8')),
        )
        secrets.set(lesson.id, found)
      }
      const answers = found.solutions[locale]
      return Object.hasOwn(answers, cell) ? answers[cell] : undefined
    },
  }
}
