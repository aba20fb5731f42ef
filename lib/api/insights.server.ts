import 'server-only'
import { z } from 'zod'
import { disposition, peopleCsv } from '../insights/csv.server'
import { InsightFilters } from '../insights/filters'
import { FIGURE_KEYS, FIGURES } from '../insights/registry.server'
import { liveSource } from '../insights/source.server'
import { defineRoute } from './route.server'

const FigureAnswer = z.object({
  key: z.string(),
  /** Key of the words that say how the figure is counted. */
  definition: z.string(),
  asOf: z.iso.datetime(),
  kind: z.enum(['shown', 'small', 'withheld']),
  value: z.unknown().optional(),
  rows: z.record(z.string(), z.unknown()).optional(),
})

const figure = defineRoute({
  method: 'GET',
  path: '/insights/{figure}',
  permission: 'insights.read',
  summary:
    'One figure of the insights page, with its definition, its moment and the filters of the people behind it.',
  params: z.object({ figure: z.enum(FIGURE_KEYS) }),
  query: InsightFilters,
  response: FigureAnswer,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params, query }) {
    const { asOf, ...answer } = await FIGURES[params.figure](viewer, query)
    return { ...answer, asOf: asOf.toISOString() }
  },
})

const people = defineRoute({
  method: 'GET',
  path: '/insights/people.csv',
  permission: 'insights.read',
  summary: 'The table of people under the given filters and order, all pages, as CSV for spreadsheets.',
  query: InsightFilters,
  response: z.string(),
  contentType: 'text/csv',
  limit: { points: 20, seconds: 60 },
  deadline: 60,
  async handle({ viewer, query }) {
    const source = liveSource()
    const pieces = peopleCsv(viewer, query, source)
    // The heading and the audit record come first: what fails here is still answered as an error.
    const head = [await pieces.next(), await pieces.next()]
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = head.shift() ?? (await pieces.next())
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      // Closes the database's cursor when the reader goes away.
      cancel: async () => void (await pieces.return(undefined)),
    })
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': disposition(viewer, source.asOf),
    }
    return new Response(body, { headers })
  },
})

// The fixed address first: the other would take its name for a figure's.
export const routes = [people, figure]
