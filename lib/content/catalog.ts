/** Lessons against each other: ids taken once, links and requirements that lead to a lesson and never in a circle. */
import { STAGES } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import type { LessonLink } from './compiled'
import type { At } from './draft'
import { type Refusal, Refusals } from './refusals'

export type Entry = { folder: string; lesson: Lesson; links: LessonLink[] }

/**
 * @param folders every id that has a folder: a lesson refused for its own sake is still a place to link to
 * @param placeOf where a part of a lesson's head stands: asked only for what is refused
 */
export function compareLessons(
  entries: Entry[],
  folders: string[],
  placeOf: (folder: string, path: readonly (string | number)[]) => At | undefined = () => undefined,
): Refusal[] {
  const refusals: Refusal[] = []
  const taken = new Map<string, string>()
  for (const { folder, lesson } of entries) {
    for (const [index, id] of [lesson.id, ...lesson.formerly].entries()) {
      const other = taken.get(id)
      if (other === undefined) taken.set(id, folder)
      else {
        const here = new Refusals(`${folder}/zh.mdx`)
        here.add('lesson-twice', index > 0 ? placeOf(folder, ['formerly', index - 1]) : undefined, {
          id,
          other,
        })
        refusals.push(...here.list)
      }
    }
  }
  const ids = new Set(folders)
  const byId = new Map(entries.map(({ lesson }) => [lesson.id, lesson]))
  for (const { folder, lesson, links } of entries) {
    for (const [index, id] of lesson.requires.entries()) {
      const here = new Refusals(`${folder}/zh.mdx`)
      const at = () => placeOf(folder, ['requires', index])
      const earlier = byId.get(id)
      if (!ids.has(id) || id === lesson.id) here.add('requires-unknown', at(), { id })
      else if (earlier && STAGES.indexOf(earlier.stage) > STAGES.indexOf(lesson.stage))
        here.add('requires-later', at(), { id })
      refusals.push(...here.list)
    }
    const circle = circleFrom(lesson, byId)
    if (circle) {
      const here = new Refusals(`${folder}/zh.mdx`)
      const step = lesson.requires.indexOf(circle[1] ?? '')
      here.add('requires-circle', placeOf(folder, ['requires', step]), { circle: circle.join(' → ') })
      refusals.push(...here.list)
    }
    for (const { to, file, line, column } of links) {
      if (!taken.has(to) && !ids.has(to))
        refusals.push({ file, line, column, code: 'dead-link', params: { to } })
    }
  }
  return refusals
}

/** A way along requirements that leads back to this lesson; told once, of the first lesson in it by name. */
function circleFrom(lesson: Lesson, byId: ReadonlyMap<string, Lesson>): string[] | null {
  const seen = new Set<string>()
  const walk = (id: string, way: string[]): string[] | null => {
    if (id === lesson.id && way.length > 1) return [...way, id]
    if (seen.has(id)) return null
    seen.add(id)
    for (const earlier of byId.get(id)?.requires ?? []) {
      const found = walk(earlier, [...way, id])
      if (found) return found
    }
    return null
  }
  const circle = walk(lesson.id, [])
  return circle && circle.every((id) => id >= lesson.id) ? circle : null
}
