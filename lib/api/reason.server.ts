import 'server-only'
import type { Locale } from '../curriculum/ids'
import type { TurnedAway } from '../verify/attempt.server'
import type { ReasonCode } from '../verify/verdict'
import { sayReason } from '../verify/words.server'
import { ERRORS, type ErrorCode } from './errors'

/** How work that was not judged is answered. */
function errorOf(code: ReasonCode): ErrorCode {
  switch (code) {
    case 'unknown-lesson':
    case 'unknown-check':
    case 'challenge-unknown':
    case 'paper-unknown':
      return 'not_found'
    case 'stale-version':
    case 'other-account':
    case 'id-reused':
    case 'pending':
    case 'review-waiting':
    case 'challenge-other':
    case 'challenge-used':
    case 'paper-used':
    case 'challenge-late':
    case 'challenge-changed':
      return 'conflict'
    case 'attempts':
    case 'pause':
    case 'slow':
    case 'challenges-open':
      return 'too_many_requests'
    case 'busy':
      return 'unavailable'
    default:
      return 'invalid'
  }
}

/** The reason in the reader's words, and as data in `error.reason`. */
export function answerReason({ reason, retryAfter }: TurnedAway, locale: Locale): Response {
  const code = errorOf(reason.code)
  return Response.json(
    { error: { code, message: sayReason(reason, locale), reason } },
    { status: ERRORS[code], headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } },
  )
}
