import 'server-only'
import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { Answers, PublicQuestion } from '../checks/quiz'
import { LessonId, type Locale, StageId } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import { answerPlacement, beginPlacement } from '../placement/placement.server'
import { PLACEMENT_REASONS, type PlacementRefusal } from '../placement/reasons'
import { ERRORS } from './errors'
import { defineRoute } from './route.server'

function answerReason({ reason, data, retryAfter }: PlacementRefusal, locale: Locale): Response {
  const say = createTranslator({ locale, messages: loadMessages(locale), namespace: 'placement' }) as (
    key: string,
    values?: PlacementRefusal['data'],
  ) => string
  const code = PLACEMENT_REASONS[reason]
  return Response.json(
    { error: { code, message: say(`reason.${reason}`, data), reason: { code: reason, data: data ?? {} } } },
    { status: ERRORS[code], headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } },
  )
}

const begin = defineRoute({
  method: 'POST',
  path: '/placements',
  permission: 'progress.write',
  summary:
    "Begin a stage's placement test, or go on with the one that is open: questions drawn at random about lessons not verified yet, an hour to answer, one try a week.",
  body: z.strictObject({ stage: StageId }),
  response: z.strictObject({
    id: z.uuid(),
    stage: StageId,
    expiresAt: z.iso.datetime(),
    lessons: z.array(
      z.strictObject({
        lesson: LessonId,
        title: z.strictObject({ zh: z.string(), en: z.string() }),
        questions: z.array(PublicQuestion),
      }),
    ),
  }),
  status: 201,
  limit: { points: 20, seconds: 600 },
  async handle({ viewer, body }) {
    const outcome = await beginPlacement(viewer, body.stage, viewer.locale)
    if (outcome.kind === 'turned-away') return answerReason(outcome, viewer.locale)
    return { ...outcome.test, expiresAt: outcome.test.expiresAt.toISOString() }
  },
})

const answer = defineRoute({
  method: 'POST',
  path: '/placements/{placement}/answers',
  permission: 'progress.write',
  summary: 'Answer a placement test, once. Lessons whose questions are all right are verified by it.',
  params: z.object({ placement: z.uuid() }),
  body: z.strictObject({
    /** By lesson, then by question. */
    answers: z.record(LessonId, Answers).refine((answers) => Object.keys(answers).length <= 100, 'too many'),
    /** Whose work this is; compared with the session when given. */
    learner: z.uuid().optional(),
  }),
  response: z.strictObject({ results: z.record(LessonId, z.boolean()) }),
  limit: { points: 20, seconds: 600 },
  async handle({ viewer, params, body }) {
    if (body.learner !== undefined && body.learner.toLowerCase() !== viewer.id)
      return answerReason({ kind: 'turned-away', reason: 'other-account' }, viewer.locale)
    const outcome = await answerPlacement(viewer, params.placement, body.answers)
    return outcome.kind === 'judged' ? { results: outcome.results } : answerReason(outcome, viewer.locale)
  },
})

export const routes = [begin, answer]
