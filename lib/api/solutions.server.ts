import 'server-only'
import { z } from 'zod'
import { findLesson, solutionOf } from '../content/source.server'
import { LessonId, PartId } from '../curriculum/ids'
import { hasRun } from '../verify/attempts.server'
import { sayLocked } from '../verify/words.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const show = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/solutions/{cell}',
  permission: 'progress.write',
  summary: "The author's solution of a cell, once the caller has run that cell at least once.",
  params: z.object({ lesson: LessonId, cell: PartId }),
  response: z.strictObject({ cell: PartId, source: z.string() }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    const source = lesson && solutionOf(lesson, params.cell, viewer.locale)
    if (!lesson || source === undefined) return refuse('not_found')
    if (!(await hasRun(viewer, lesson.id, params.cell))) {
      const error = { code: 'forbidden', message: sayLocked(viewer.locale) }
      return Response.json({ error }, { status: 403 })
    }
    return { cell: params.cell, source }
  },
})

export const routes = [show]
