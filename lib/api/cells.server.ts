import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { installedLessons } from '../progress/catalog.server'
import { CellSave, SavedCell } from '../progress/cells'
import { cellHistory, saveCell, savedCells } from '../progress/cells.server'
import { sayCellConflict } from '../verify/words.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const InLesson = z.object({ lesson: LessonId })
const InCell = InLesson.extend({ cell: PartId })

/** The lesson's present id, when the lesson and the cell exist. */
async function find(params: { lesson: string; cell?: string }): Promise<string | undefined> {
  const known = await installedLessons(params.lesson)
  if (!known || (params.cell !== undefined && !known.cells.has(params.cell))) return undefined
  return known.lesson.id
}

const list = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/cells',
  permission: 'progress.write',
  summary: "The newest saved text of each of the caller's cells in a lesson, by cell id.",
  params: InLesson,
  response: z.strictObject({ cells: z.record(z.string(), SavedCell) }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = await find(params)
    return lesson === undefined ? refuse('not_found') : { cells: await savedCells(viewer, lesson) }
  },
})

const save = defineRoute({
  method: 'PUT',
  path: '/lessons/{lesson}/cells/{cell}',
  permission: 'progress.write',
  summary: 'Save a cell on top of revision `base`; 409 with `current` when another window saved meanwhile.',
  params: InCell,
  body: CellSave,
  response: SavedCell,
  limit: { points: 240, seconds: 60 },
  // JSON may write a character as six.
  maxBytes: 400 * 1024,
  async handle({ viewer, params, body }) {
    if (body.learner !== undefined && body.learner.toLowerCase() !== viewer.id) return refuse('conflict')
    const lesson = await find(params)
    if (lesson === undefined) return refuse('not_found')
    const outcome = await saveCell(viewer, lesson, params.cell, body)
    if (outcome.kind === 'saved') return outcome.cell
    const error = { code: 'conflict', message: sayCellConflict(viewer.locale) }
    return Response.json({ error, current: outcome.current }, { status: 409 })
  },
})

const history = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/cells/{cell}/history',
  permission: 'progress.write',
  summary: "The latest 50 saved versions of one of the caller's cells, newest first.",
  params: InCell,
  response: z.strictObject({ revisions: z.array(SavedCell) }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = await find(params)
    return lesson === undefined
      ? refuse('not_found')
      : { revisions: await cellHistory(viewer, lesson, params.cell) }
  },
})

export const routes = [list, save, history]
