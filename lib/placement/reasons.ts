/** Why a placement test was not given or not judged. `placement.reason.<code>` words it. */
import type { ErrorCode } from '../api/errors'

export const PLACEMENT_REASONS = {
  /** The stage has no test. */
  none: 'not_found',
  /** Every lesson that could be asked about is verified. */
  nothing: 'conflict',
  /** The last try is less than a week old. */
  wait: 'too_many_requests',
  unknown: 'not_found',
  late: 'conflict',
  used: 'conflict',
  answers: 'invalid',
  'other-account': 'conflict',
} as const satisfies Record<string, ErrorCode>
export type PlacementReason = keyof typeof PLACEMENT_REASONS

export type PlacementRefusal = {
  kind: 'turned-away'
  reason: PlacementReason
  data?: Record<string, string | number>
  /** Seconds, where waiting helps. */
  retryAfter?: number
}
