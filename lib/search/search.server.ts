/** Finds lessons by what stands in them. The index of a language is made when first asked for, and anew after a build. */
import 'server-only'
import type { Viewer } from '../auth/permissions'
import { compiledLesson, lessons } from '../content/source.server'
import type { Locale } from '../curriculum/ids'
import { find, type Found, indexPassages, type SearchIndex } from './find'
import { passagesOf } from './passages'

const kept = new WeakMap<object, Partial<Record<Locale, Promise<SearchIndex>>>>()

async function readIndex(locale: Locale): Promise<SearchIndex> {
  const compiled = await Promise.all(lessons().map(({ id }) => compiledLesson(id, locale)))
  return indexPassages(compiled.flatMap(passagesOf))
}

/** The list of lessons is another object after each build: its index goes with it. */
function indexOf(locale: Locale): Promise<SearchIndex> {
  const all = lessons()
  const indexes = kept.get(all) ?? {}
  kept.set(all, indexes)
  const made = (indexes[locale] ??= readIndex(locale))
  made.catch(() => delete indexes[locale])
  return made
}

export async function search(
  _viewer: Viewer<'lessons.read'>,
  query: string,
  locale: Locale,
): Promise<Found[]> {
  const titles = new Map(lessons().map((lesson) => [lesson.id, lesson]))
  const found = find(await indexOf(locale), query)
  return found.flatMap(({ lesson: id, hits }) => {
    const lesson = titles.get(id)
    return lesson ? [{ lesson: id, title: lesson.text[locale].title, stage: lesson.stage, hits }] : []
  })
}
