import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { issueChallenge } from '../verify/challenges.server'
import { answerReason } from './reason.server'
import { defineRoute } from './route.server'

const Words = z.strictObject({ zh: z.string(), en: z.string() })

const issue = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/checks/{check}/challenges',
  permission: 'progress.write',
  summary:
    'Fresh random inputs for a code check, bound to the caller and good for one answer within 15 minutes; the outputs go to the submissions of the same check.',
  params: z.object({ lesson: LessonId, check: PartId }),
  body: z.strictObject({
    /** The lesson's version that the page showed. */
    version: z.int().positive(),
    /** Whose work this is; compared with the session when given. */
    learner: z.uuid().optional(),
  }),
  response: z.strictObject({
    id: z.uuid(),
    function: z.string(),
    /** Arguments in the spelling of `lib/checks/wire`. */
    cases: z.array(z.strictObject({ args: z.array(z.json()), says: Words })),
    expiresAt: z.iso.datetime(),
  }),
  status: 201,
  limit: { points: 30, seconds: 600 },
  async handle({ viewer, params, body }) {
    const outcome = await issueChallenge(viewer, params.lesson, params.check, body)
    if (outcome.kind === 'turned-away') return answerReason(outcome, viewer.locale)
    const { id, cases, expiresAt } = outcome
    return { id, function: outcome.function, cases, expiresAt: expiresAt.toISOString() }
  },
})

export const routes = [issue]
