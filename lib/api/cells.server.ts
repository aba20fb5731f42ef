import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { installedLessons } from '../progress/catalog.server'
import type { Viewer } from '../auth/permissions'
import { CellFile, CellSave, SavedCell } from '../progress/cells'
import { cellHistory, fileCell, holdings, saveCell, savedCells } from '../progress/cells.server'
import { sayCellConflict } from '../verify/words.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const InLesson = z.object({ lesson: LessonId })
const InCell = InLesson.extend({ cell: PartId })

/**
 * Where a person's code of a lesson lies: under the lesson's present id, and for a lesson that is gone under its last.
 * A cell must be one of the lesson, one the person has code of, or one of the version that an open page shows: an
 * author renames and removes cells, and nobody's code may be lost by it.
 */
async function find(
  viewer: Viewer<'progress.write'>,
  params: { lesson: string; cell?: string },
  version?: number,
): Promise<string | undefined> {
  const known = await installedLessons(params.lesson)
  if (known && (params.cell === undefined || known.cells.has(params.cell))) return known.lesson.id
  const lesson = known?.lesson.id ?? params.lesson
  const held = await holdings(viewer, lesson, params.cell)
  if (params.cell === undefined) return held.any ? lesson : undefined
  return held.this || ((known || held.any) && version !== undefined && held.room) ? lesson : undefined
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
    const lesson = await find(viewer, params)
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
    const lesson = await find(viewer, params, body.version)
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
    const lesson = await find(viewer, params)
    return lesson === undefined
      ? refuse('not_found')
      : { revisions: await cellHistory(viewer, lesson, params.cell) }
  },
})

const file = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/cells/{cell}/history',
  permission: 'progress.write',
  summary:
    'Keep a text among the versions of a cell, beneath the newest one, which is answered with its new number.',
  params: InCell,
  body: CellFile,
  response: SavedCell,
  limit: { points: 120, seconds: 60 },
  maxBytes: 400 * 1024,
  async handle({ viewer, params, body }) {
    if (body.learner !== undefined && body.learner.toLowerCase() !== viewer.id) return refuse('conflict')
    const lesson = await find(viewer, params, body.version)
    return lesson === undefined ? refuse('not_found') : fileCell(viewer, lesson, params.cell, body.source)
  },
})

export const routes = [list, save, history, file]
