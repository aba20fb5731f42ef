import 'server-only'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { LessonId, type Locale, PartId } from '../curriculum/ids'
import type { Submitted } from '../verify/attempt.server'
import { HandIn } from '../verify/hand-in'
import { orPlace, type Queued } from '../verify/queued.server'
import { type Found, submit, submitted } from '../verify/submit.server'
import { submitCode } from '../verify/submit-code.server'
import { submitQuiz } from '../verify/submit-quiz.server'
import { UPLOAD_LIMIT } from '../runtime/sizes'
import { Verdict } from '../verify/verdict'
import { refuse, type Refusal } from './errors'
import { answerReason } from './reason.server'
import { defineRoute } from './route.server'

type Place = { lesson: string; check: string }

function judge(
  viewer: Viewer<'progress.write'>,
  { lesson, check }: Place,
  sent: z.output<typeof HandIn>,
): Promise<Submitted | Queued> {
  switch (sent.kind) {
    case 'quiz':
      return submitQuiz(viewer, lesson, check, sent)
    case 'code':
      return submitCode(viewer, lesson, check, sent)
    case 'model':
      return orPlace(sent.id, submit(viewer, lesson, check, sent))
    default:
      return sent satisfies never
  }
}

/** A verdict, a place in the queue to ask after again, or why there is neither. */
function answer(
  outcome: Submitted | Queued | Found,
  locale: Locale,
): z.input<typeof Verdict> | Response | Refusal {
  switch (outcome.kind) {
    case 'judged':
      return outcome.verdict
    case 'queued':
      return Response.json({ queued: { id: outcome.id, ahead: outcome.ahead } }, { status: 202 })
    case 'turned-away':
      return answerReason(outcome, locale)
    case 'unknown':
      return refuse('not_found')
    default:
      return outcome satisfies never
  }
}

const send = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/checks/{check}/submissions',
  permission: 'progress.write',
  summary:
    "Hand in what a lesson's check asks for: answers of a quiz, outputs of a challenge, trained weights. The server judges; `error.reason` says why something was not judged. 202 with `queued` when a model has to wait: then ask by its id.",
  params: z.object({ lesson: LessonId, check: PartId }),
  body: HandIn,
  response: Verdict,
  limit: { points: 60, seconds: 600 },
  maxBytes: UPLOAD_LIMIT,
  deadline: 30,
  async handle({ viewer, params, body }) {
    return answer(await judge(viewer, params, body), viewer.locale)
  },
})

const ask = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/checks/{check}/submissions/{submission}',
  permission: 'progress.write',
  summary:
    'What became of a model that was told to wait: its verdict, 202 with its place, or 404 when it has to be sent again.',
  params: z.object({ lesson: LessonId, check: PartId, submission: z.uuid() }),
  response: Verdict,
  limit: { points: 200, seconds: 600 },
  deadline: 30,
  async handle({ viewer, params }) {
    const { lesson, check, submission } = params
    const outcome = await orPlace(submission, submitted(viewer, lesson, check, submission))
    return answer(outcome, viewer.locale)
  },
})

export const routes = [send, ask]
