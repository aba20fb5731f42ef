import 'server-only'
import { stringify } from 'csv-stringify/sync'
import type { Viewer } from '../auth/permissions'
import { day } from './dates'
import type { InsightFilters } from './filters'
import { exportPeople } from './people.server'
import { COLUMNS, heading, personCells, type Wording } from './people-table'
import { lessonsAsked, type Source } from './source.server'
import { insightWords } from './words.server'

export function tableWording(viewer: Viewer, filters: InsightFilters, source: Source): Wording {
  const titles = new Map(source.lessons.map((lesson) => [lesson.id, lesson.text[viewer.locale].title]))
  return {
    locale: viewer.locale,
    words: insightWords(viewer.locale),
    title: (lesson) => titles.get(lesson) ?? lesson,
    lessons: lessonsAsked(filters, source).length,
    asOf: source.asOf,
  }
}

// Excel takes a file for UTF-8 by its mark, and a cell that begins with = + - @ for a formula.
const write = (rows: string[][], first: boolean) =>
  stringify(rows, { bom: first, escape_formulas: true, record_delimiter: 'windows' })

/** The table of people as CSV text, in pieces as they come from the database. */
export async function* peopleCsv(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source,
): AsyncGenerator<string> {
  const wording = tableWording(viewer, filters, source)
  yield write([COLUMNS.map((column) => heading(column, wording))], true)
  for await (const batch of exportPeople(viewer, filters, source)) {
    yield write(
      batch.map((row) => {
        const cells = personCells(row, filters.status === 'inactive', wording)
        return COLUMNS.map((column) => cells[column])
      }),
      false,
    )
  }
}

/** `学习进展-2026-11-22.csv` as RFC 6266 wants it, with a plain name for old programs. */
export function disposition(viewer: Viewer, asOf: Date): string {
  const name = insightWords(viewer.locale)('people.file', { day: day(asOf) })
  return `attachment; filename="insights-${day(asOf)}.csv"; filename*=UTF-8''${encodeURIComponent(name)}`
}
