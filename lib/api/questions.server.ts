import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
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
  response: z.strictObject({ questions: z.array(Question) }),
  limit,
  async handle({ viewer, params }) {
    const known = await installedLessons(params.lesson)
    return known ? { questions: await questionsOf(viewer, known.lesson.id) } : refuse('not_found')
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
  summary: 'Questions that are not settled: unanswered ones first, then whoever has waited longest.',
  response: z.strictObject({ questions: z.array(QueuedQuestion) }),
  limit,
  async handle({ viewer }) {
    return { questions: await questionQueue(viewer) }
  },
})

const answerRoute = defineRoute({
  method: 'POST',
  path: '/questions/{learner}/{question}/answers',
  permission: 'questions.answer',
  summary: 'Answer a question; who asked it is told.',
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
