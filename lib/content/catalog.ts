/** Lessons against each other: ids taken once, links and requirements that lead to a lesson. */
import type { Lesson } from '../curriculum/lesson'
import type { LessonLink } from './compiled'
import { type Refusal, Refusals } from './refusals'

export type Entry = { folder: string; lesson: Lesson; links: LessonLink[] }

/** @param folders every id that has a folder: a lesson refused for its own sake is still a place to link to */
export function compareLessons(entries: Entry[], folders: string[]): Refusal[] {
  const refusals: Refusal[] = []
  const taken = new Map<string, string>()
  for (const { folder, lesson } of entries) {
    for (const id of [lesson.id, ...lesson.formerly]) {
      const other = taken.get(id)
      if (other === undefined) taken.set(id, folder)
      else {
        const here = new Refusals(`${folder}/zh.mdx`)
        here.add('lesson-twice', undefined, { id, other })
        refusals.push(...here.list)
      }
    }
  }
  const ids = new Set(folders)
  for (const { folder, lesson, links } of entries) {
    for (const id of lesson.requires) {
      if (ids.has(id) && id !== lesson.id) continue
      const here = new Refusals(`${folder}/zh.mdx`)
      here.add('requires-unknown', undefined, { id })
      refusals.push(...here.list)
    }
    for (const { to, file, line, column } of links) {
      if (!taken.has(to) && !ids.has(to))
        refusals.push({ file, line, column, code: 'dead-link', params: { to } })
    }
  }
  return refusals
}
