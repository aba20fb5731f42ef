import 'server-only'
import { z } from 'zod'
import { confusionOf } from '../confusion/confusion.server'
import { findLesson } from '../content/source.server'
import { LessonId } from '../curriculum/ids'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const read = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/confusion',
  permission: 'confusion.read',
  summary: 'By cell: share of people passing, median runs to success, most frequent errors; no names.',
  params: z.object({ lesson: LessonId }),
  response: z.strictObject({
    asOf: z.iso.datetime(),
    cells: z.array(
      z.strictObject({
        cell: z.string(),
        people: z.int(),
        told: z
          .strictObject({
            passing: z.number(),
            medianRuns: z.int().nullable(),
            errors: z.array(z.strictObject({ error: z.string(), people: z.int() })),
          })
          .nullable(),
      }),
    ),
  }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    if (!lesson) return refuse('not_found')
    const { cells, asOf } = await confusionOf(viewer, lesson.id)
    return { cells, asOf: asOf.toISOString() }
  },
})

export const routes = [read]
