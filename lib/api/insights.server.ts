import 'server-only'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { Cursor } from '../db/keyset'
import { disposition, figureTable, peopleTable } from '../insights/exports.server'
import { aboutOf, askFigure } from '../insights/figure.server'
import { InsightFilters } from '../insights/filters'
import { INSIGHT_KEYS, INSIGHTS } from '../insights/registry'
import { headingsOf, rowCells } from '../insights/row-table'
import { readRows } from '../insights/rows.server'
import { liveSource, type Source } from '../insights/source.server'
import { CONTENT_TYPES, type Format, FORMATS, type Table, writeTable } from '../insights/table-file.server'
import { MOST_VIEWS, NewView, removeView, saveView } from '../insights/views.server'
import { wordingFor } from '../insights/wording.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Filters = InsightFilters
const params = z.object({ figure: z.enum(INSIGHT_KEYS) })

const figure = defineRoute({
  method: 'GET',
  path: '/insights/{figure}',
  permission: 'insights.read',
  summary: 'One figure with its moment, or why nothing may be said; its rows are at /insights/{figure}/rows.',
  params,
  query: Filters,
  response: z.looseObject({
    key: z.string(),
    asOf: z.iso.datetime(),
    kind: z.enum(['shown', 'small', 'withheld']),
    unit: z.string(),
  }),
  limit: { points: 240, seconds: 60 },
  async handle({ viewer, params: { figure: key }, query }) {
    const { asOf, ...answer } = await askFigure(viewer, key, query)
    return { ...answer, asOf: asOf.toISOString() }
  },
})

const rows = defineRoute({
  method: 'GET',
  path: '/insights/{figure}/rows',
  permission: 'insights.read',
  summary: 'The people behind a figure as a table, one page after another by personnel number.',
  params,
  query: Filters,
  response: z.object({
    headings: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number()]))),
    /** Whose rows these are, in the same order. */
    people: z.array(z.uuid()),
    /** Give it as `cursor` for the next page; null on the last. */
    next: Cursor.nullable(),
  }),
  limit: { points: 600, seconds: 60 },
  async handle({ viewer, params: { figure: key }, query: filters }) {
    const source = await liveSource()
    const insight = INSIGHTS[key]
    const { words: say, locale, track } = wordingFor(viewer, source)
    const about = await aboutOf(filters, source)
    const page = await readRows(viewer, key, filters, source, { cursor: filters.cursor })
    return {
      headings: headingsOf(insight, say),
      rows: page.rows.map((row) => rowCells(row, insight, about, { say, locale, track })),
      people: page.rows.map(({ id }) => id),
      next: page.next,
    }
  },
})

/** Sends a table while it is being read. */
async function fileOf(
  viewer: Viewer,
  name: string,
  format: Format,
  table: Table,
  source: Source,
): Promise<Response> {
  const pieces = writeTable(format, table)
  // The heading and the audit record come first: what fails here is still answered as an error.
  const head = [await pieces.next(), await pieces.next()]
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = head.shift() ?? (await pieces.next())
      if (done) controller.close()
      else controller.enqueue(value)
    },
    // Reading stops when the reader goes away.
    cancel: async () => void (await pieces.return(undefined)),
  })
  const headers = {
    'content-type': CONTENT_TYPES[format],
    'content-disposition': disposition(viewer, name, format, source),
  }
  return new Response(body, { headers })
}

const files = FORMATS.flatMap((format) => [
  defineRoute({
    method: 'GET',
    path: `/insights/people.${format}`,
    permission: 'insights.read',
    summary: `The table of people under the given filters and order, all pages, as ${format.toUpperCase()}.`,
    query: Filters,
    response: z.string(),
    contentType: CONTENT_TYPES[format],
    limit: { points: 20, seconds: 60 },
    deadline: 60,
    async handle({ viewer, query }) {
      const source = await liveSource()
      return fileOf(viewer, 'people', format, peopleTable(viewer, query, source), source)
    },
  }),
  defineRoute({
    method: 'GET',
    path: `/insights/{figure}/rows.${format}`,
    permission: 'insights.read',
    summary: `All rows behind a figure as ${format.toUpperCase()}.`,
    params,
    query: Filters,
    response: z.string(),
    contentType: CONTENT_TYPES[format],
    limit: { points: 20, seconds: 60 },
    deadline: 60,
    async handle({ viewer, params: { figure: key }, query }) {
      const source = await liveSource()
      return fileOf(viewer, key, format, await figureTable(viewer, key, query, source), source)
    },
  }),
])

const SavedView = z.object({ id: z.uuid(), page: z.string(), name: z.string(), query: z.string() })

const save = defineRoute({
  method: 'POST',
  path: '/insights/views',
  permission: 'insights.read',
  summary: `Keeps a page with its filters under a name; the same name again replaces it. At most ${MOST_VIEWS} a person.`,
  body: NewView,
  response: SavedView,
  status: 201,
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, body }) {
    return (await saveView(viewer, body)) ?? refuse('conflict')
  },
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/insights/views/{view}',
  permission: 'insights.read',
  summary: "Removes one of the caller's own saved views.",
  params: z.object({ view: z.uuid() }),
  response: z.object({ removed: z.literal(true) }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params: { view } }) {
    return (await removeView(viewer, view)) ? { removed: true as const } : refuse('not_found')
  },
})

// Fixed addresses first: the figure's would take their names for its own.
export const routes = [...files, save, remove, rows, figure]
