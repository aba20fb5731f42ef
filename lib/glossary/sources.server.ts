/** The sources with their errata, each beside the cell that proves it. */
import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Viewer } from '../auth/permissions'
import type { Inline } from '../checks/inline'
import { readInline } from '../content/inline'
import { compiledLesson, findLesson } from '../content/source.server'
import type { Locale } from '../curriculum/ids'
import { blockFor, errataIn, Sources } from './sources'

const PATH = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'sources.yaml')
let kept: { modified: number; sources: Sources } | undefined

function sources(): Sources {
  const modified = statSync(PATH).mtimeMs
  if (kept?.modified !== modified) {
    kept = { modified, sources: Sources.parse(parse(readFileSync(PATH, 'utf8'))) }
  }
  return kept.sources
}

/** A lesson that exists: its title, and the cell where one is named. */
export type Place = { lesson: string; title: string; cell?: string }
export type ShownErratum = { sections: string; says: Inline[]; right: Inline[]; place?: Place }
export type ShownArticle = {
  id: string
  title: string
  short: string
  taken: { what: string; lessons: Place[] }[]
  errata: ShownErratum[]
}

export async function readSources(
  _viewer: Viewer<'lessons.read'>,
  locale: Locale,
): Promise<{ author: string; articles: ShownArticle[] }> {
  const { author, articles, errata } = sources()
  const placeOf = (id: string): Place | undefined => {
    const lesson = findLesson(id)
    return lesson && { lesson: lesson.id, title: lesson.text[locale].title }
  }
  const shown = async (erratum: Sources['errata'][number]): Promise<ShownErratum> => {
    const place = placeOf(erratum.lesson)
    const blocks = place ? errataIn((await compiledLesson(place.lesson, locale)).tree) : []
    const block = blockFor(blocks, erratum.sections)
    return {
      sections: erratum.sections.join(locale === 'zh' ? '、' : ', '),
      says: sentence(erratum.says[locale]),
      right: sentence(erratum.right[locale]),
      ...(place && block && { place: { ...place, ...(block.cell !== undefined && { cell: block.cell }) } }),
    }
  }
  return {
    author,
    articles: await Promise.all(
      articles.map(async ({ id, title, short, taken }) => ({
        id,
        title: title[locale],
        short: short[locale],
        taken: taken.map((part) => ({
          what: part[locale],
          lessons: part.lessons.flatMap((lesson) => placeOf(lesson) ?? []),
        })),
        errata: await Promise.all(errata.filter(({ article }) => article === id).map(shown)),
      })),
    ),
  }
}

function sentence(text: string): Inline[] {
  const read = readInline(text)
  if (!read.ok) throw new Error(`content/sources.yaml: ${text}: ${read.fault.en}`)
  return read.inlines
}
