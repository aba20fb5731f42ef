import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { Cursor } from '../db/keyset'
import { installedLessons } from '../progress/catalog.server'
import { Question, QueuedQuestion, Words } from '../questions/questions'
import { answer, ask, questionQueue, questionsOf, settle } from '../questions/questions.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Sent = z.object({ id: z.uuidv7(), body: Words })
const limit = { points: 120, seconds: 60 }

const list = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/questions',
  permission: 'progress.write',
  summary: "The caller's questions of a lesson, and other people's that were answered, without their names.",
  params: z.object({ lesson: LessonId }),
  query: z.object({ cell: PartId.optional(), cursor: Cursor.optional() }),
  response: z.strictObject({ questions: z.array(Question), next: Cursor.nullable() }),
  limit,
  async handle({ viewer, params, query }) {
    const known = await installedLessons(params.lesson)
    if (!known) return refuse('not_found')
    const { rows, next } = await questionsOf(viewer, { lesson: known.lesson.id, ...query })
    return { questions: rows, next }
  },
})

const askRoute = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/cells/{cell}/questions',
  permission: 'progress.write',
  summary: 'Ask a question under a cell; the id is made by the browser, so that sending it twice asks once.',
  params: z.object({ lesson: LessonId, cell: PartId }),
  body: Sent,
  response: Question,
  limit: { points: 30, seconds: 600 },
  async handle({ viewer, params, body }) {
    const known = await installedLessons(params.lesson)
    if (!known?.cells.has(params.cell)) return refuse('not_found')
    const place = { lesson: known.lesson.id, cell: params.cell }
    const outcome = await ask(viewer, place, { ...body, id: body.id.toLowerCase() })
    if (outcome.kind === 'asked') return outcome.question
    return refuse(outcome.kind === 'id-reused' ? 'conflict' : 'too_many_requests')
  },
})

const settleRoute = defineRoute({
  method: 'PUT',
  path: '/me/questions/{id}',
  permission: 'progress.write',
  summary: "Say that one of the caller's questions is settled, or open again.",
  params: z.object({ id: z.uuid() }),
  body: z.object({ settled: z.boolean() }),
  response: z.strictObject({ ok: z.literal(true) }),
  limit,
  async handle({ viewer, params, body }) {
    const known = await settle(viewer, params.id, body.settled)
    return known ? { ok: true as const } : refuse('not_found')
  },
})

const queue = defineRoute({
  method: 'GET',
  path: '/questions',
  permission: 'questions.answer',
  summary:
    'Open questions of one’s own mentees and of people without a mentor: unanswered ones first, then whoever has waited longest.',
  query: z.object({ cursor: Cursor.optional() }),
  response: z.strictObject({ questions: z.array(QueuedQuestion), count: z.int(), next: Cursor.nullable() }),
  limit,
  async handle({ viewer, query }) {
    const { rows, shown, next } = await questionQueue(viewer, query.cursor)
    return { questions: rows, count: shown.count, next }
  },
})

const answerRoute = defineRoute({
  method: 'POST',
  path: '/questions/{learner}/{question}/answers',
  permission: 'questions.answer',
  summary: 'Answer a question of the queue; who asked it is told.',
  params: z.object({ learner: z.uuid(), question: z.uuid() }),
  body: Sent,
  response: QueuedQuestion,
  limit,
  async handle({ viewer, params, body }) {
    const outcome = await answer(viewer, params, { ...body, id: body.id.toLowerCase() })
    switch (outcome.kind) {
      case 'answered':
        return outcome.question
      case 'unknown':
        return refuse('not_found')
      case 'id-reused':
        return refuse('conflict')
      default:
        return outcome satisfies never
    }
  },
})

export const routes = [list, askRoute, settleRoute, queue, answerRoute]
