import 'server-only'
import { z } from 'zod'
import { Locale, StageId } from '../curriculum/ids'
import { PASSAGE_KINDS } from '../search/passages'
import { search } from '../search/search.server'
import { defineRoute } from './route.server'

const Results = z.object({
  lessons: z.array(
    z.object({
      lesson: z.string(),
      title: z.string(),
      stage: StageId,
      hits: z.array(
        z.object({
          kind: z.enum(PASSAGE_KINDS),
          /** Heading or cell on the lesson's page; empty at its top. */
          anchor: z.string(),
          under: z.string(),
          excerpt: z.array(z.object({ text: z.string(), found: z.boolean() })),
        }),
      ),
    }),
  ),
})

const lookUp = defineRoute({
  method: 'GET',
  path: '/search',
  permission: 'lessons.read',
  summary: 'Lessons by title, headings, prose, formulas and code, best first, with the passages found.',
  query: z.object({ q: z.string().max(200), locale: Locale.optional() }),
  response: Results,
  limit: { points: 240, seconds: 60 },
  async handle({ viewer, query }) {
    return { lessons: await search(viewer, query.q, query.locale ?? viewer.locale) }
  },
})

export const routes = [lookUp]
