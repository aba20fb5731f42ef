import 'server-only'
import { z } from 'zod'
import { PublicQuestion } from '../checks/quiz'
import { LessonId, PartId } from '../curriculum/ids'
import { issuePaper } from '../verify/papers.server'
import { answerReason } from './reason.server'
import { defineRoute } from './route.server'

const issue = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/checks/{check}/papers',
  permission: 'progress.write',
  summary:
    "The questions of the caller's next attempt at a quiz, drawn for this person and version; the same ones until they are answered. The answers go to the submissions of the same check.",
  params: z.object({ lesson: LessonId, check: PartId }),
  body: z.strictObject({
    /** The lesson's version that the page showed. */
    version: z.int().positive(),
    /** Whose work this is; compared with the session when given. */
    learner: z.uuid().optional(),
  }),
  response: z.strictObject({
    id: z.uuid(),
    questions: z.array(PublicQuestion),
    /** Attempts before each costs the longest pause. */
    left: z.int(),
    /** When an attempt may be made; null: now. */
    nextAt: z.iso.datetime().nullable(),
  }),
  status: 201,
  limit: { points: 60, seconds: 600 },
  async handle({ viewer, params, body }) {
    const outcome = await issuePaper(viewer, params.lesson, params.check, body)
    if (outcome.kind === 'turned-away') return answerReason(outcome, viewer.locale)
    const { id, questions, pace } = outcome
    return { id, questions, left: pace.left, nextAt: pace.nextAt?.toISOString() ?? null }
  },
})

export const routes = [issue]
