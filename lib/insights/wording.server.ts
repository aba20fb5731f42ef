import 'server-only'
import type { Viewer } from '../auth/permissions'
import { catalog } from '../curriculum/catalog.server'
import type { Wording } from './people-table'
import type { Source } from './source.server'
import { insightWords } from './words.server'

/** How a reader's tables and exports are worded. */
export function wordingFor({ locale }: Viewer, source: Source): Wording {
  const lessons = new Map(source.plan.lessons.map((lesson) => [lesson.id, lesson.text[locale].title]))
  const tracks = new Map(source.plan.tracks.map(({ id, title }) => [id, title[locale]]))
  const stages = new Map(catalog().stages.map(({ id, title }) => [id as string, title[locale]]))
  return {
    locale,
    words: insightWords(locale),
    title: (lesson) => lessons.get(lesson) ?? lesson,
    stage: (id) => stages.get(id) ?? id,
    track: (id) => tracks.get(id) ?? id,
    asOf: source.asOf,
  }
}
