import 'server-only'
import type { Viewer } from '../auth/permissions'
import { day } from './dates'
import { aboutOf } from './figure.server'
import type { InsightFilters } from './filters'
import { exportPeople } from './people.server'
import { COLUMNS, COUNTS, personCells } from './people-table'
import { INSIGHTS, type InsightKey } from './registry'
import { headingsOf, rowCells } from './row-table'
import { exportRows } from './rows.server'
import type { Source } from './source.server'
import type { Format, Row, Table } from './table-file.server'
import { wordingFor } from './wording.server'

/** The table of people, all pages. */
export function peopleTable(viewer: Viewer<'insights.read'>, filters: InsightFilters, source: Source): Table {
  const wording = wordingFor(viewer, source)
  async function* batches(): AsyncGenerator<Row[]> {
    for await (const rows of exportPeople(viewer, filters, source)) {
      yield rows.map((row) => {
        const cells = personCells(row, filters.status, wording)
        return COLUMNS.map((column) => (COUNTS.has(column) ? Number(cells[column]) : cells[column]))
      })
    }
  }
  return { headings: COLUMNS.map((column) => wording.words(`columns.${column}`)), batches: batches() }
}

/** The rows behind a figure, all of them. */
export async function figureTable(
  viewer: Viewer<'insights.read'>,
  key: InsightKey,
  filters: InsightFilters,
  source: Source,
): Promise<Table> {
  const insight = INSIGHTS[key]
  const { words: say, locale, track } = wordingFor(viewer, source)
  const about = await aboutOf(filters, source)
  async function* batches(): AsyncGenerator<Row[]> {
    for await (const rows of exportRows(viewer, key, filters, source))
      yield rows.map((row) => rowCells(row, insight, about, { say, locale, track }))
  }
  return { headings: headingsOf(insight, say), batches: batches() }
}

/** `学习进展-2026-11-22.csv` as RFC 6266 wants it, with a plain name for old programs. */
export function disposition(viewer: Viewer, name: string, format: Format, source: Source): string {
  const { words } = wordingFor(viewer, source)
  const title = words('people.file', { name: name === 'people' ? words('title') : words(`figures.${name}`) })
  const date = day(source.asOf)
  const file = `${title}-${date}.${format}`
  return `attachment; filename="${name}-${date}.${format}"; filename*=UTF-8''${encodeURIComponent(file)}`
}
