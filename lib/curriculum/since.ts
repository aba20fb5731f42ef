/** From which version of a lesson on a check asks for the same thing. */
import { z } from 'zod'

/**
 * What was proved at this version of the lesson or later still counts. Left out, it is the lesson's own version: raising
 * a version asks for every proof again, unless the check says that it has not changed.
 */
export const Since = z.int().positive().optional()

/** Whether a proof of a check counts for the lesson as it is now. */
export const stillCounts = (
  check: { since?: number | undefined },
  lesson: { version: number },
  proved: number,
): boolean => proved >= (check.since ?? lesson.version)
