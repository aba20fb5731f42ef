import 'server-only'
import { z } from 'zod'
import { compiledLesson, findLesson, solutionOf } from '../content/source.server'
import { LessonId, LOCALES, PartId } from '../curriculum/ids'
import { trialOf } from '../verify/attempts.server'
import { judgeTrial } from '../verify/tried'
import { sayLocked } from '../verify/words.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const show = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/solutions/{cell}',
  permission: 'progress.write',
  summary:
    "The author's solution of a cell, once the caller has tried: written something of their own in it, or had an attempt judged.",
  params: z.object({ lesson: LessonId, cell: PartId }),
  response: z.strictObject({ cell: PartId, source: z.string() }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    const source = lesson && solutionOf(lesson, params.cell, viewer.locale)
    if (!lesson || source === undefined) return refuse('not_found')
    const [trial, ...compiled] = await Promise.all([
      trialOf(viewer, lesson.id, params.cell),
      ...LOCALES.map((locale) => compiledLesson(lesson.id, locale)),
    ])
    const starters = compiled.flatMap(({ cells }) =>
      cells.filter(({ id }) => id === params.cell).map(({ starter }) => starter),
    )
    const standing = judgeTrial({ ...trial, starters }, new Date())
    if (standing.kind !== 'open') {
      const error = { code: 'forbidden', message: sayLocked(standing, viewer.locale) }
      return Response.json({ error }, { status: 403 })
    }
    return { cell: params.cell, source }
  },
})

export const routes = [show]
