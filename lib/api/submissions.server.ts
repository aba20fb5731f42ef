import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { submit } from '../verify/submit.server'
import { Upload, UPLOAD_LIMIT } from '../verify/upload'
import { type Reason, type ReasonCode, Verdict } from '../verify/verdict'
import { sayReason } from '../verify/words.server'
import { ERRORS, type ErrorCode } from './errors'
import { defineRoute } from './route.server'

/** How a submission that was not judged is answered. */
function errorOf(code: ReasonCode): ErrorCode {
  switch (code) {
    case 'unknown-lesson':
    case 'unknown-check':
      return 'not_found'
    case 'stale-version':
    case 'other-account':
    case 'id-reused':
    case 'pending':
      return 'conflict'
    case 'attempts':
      return 'too_many_requests'
    case 'busy':
      return 'unavailable'
    default:
      return 'invalid'
  }
}

function answerReason(reason: Reason, locale: 'zh' | 'en', retryAfter: number | undefined): Response {
  const code = errorOf(reason.code)
  return Response.json(
    { error: { code, message: sayReason(reason, locale), reason } },
    { status: ERRORS[code], headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } },
  )
}

const send = defineRoute({
  method: 'POST',
  path: '/lessons/{lesson}/checks/{check}/submissions',
  permission: 'progress.write',
  summary:
    "Submit trained weights for a lesson's check. The server scores them on hidden data; `error.reason` says why a submission was not judged.",
  params: z.object({ lesson: LessonId, check: PartId }),
  body: Upload,
  response: Verdict,
  limit: { points: 60, seconds: 600 },
  maxBytes: UPLOAD_LIMIT,
  deadline: 30,
  async handle({ viewer, params, body }) {
    const outcome = await submit(viewer, params.lesson, params.check, body)
    return outcome.kind === 'judged'
      ? outcome.verdict
      : answerReason(outcome.reason, viewer.locale, outcome.retryAfter)
  },
})

export const routes = [send]
