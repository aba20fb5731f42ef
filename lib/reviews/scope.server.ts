/** Which projects a mentor may see: of one's own mentees, and of people without a mentor; never one's own. */
import 'server-only'
import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { people, reviews } from '../db/schema'

export type Reviewer = Viewer<'reviews.write'>

/** Milliseconds that a claim keeps others away. */
export const CLAIM = 30 * 60_000

/** The condition every query about a review carries; `people` is joined on the learner, left. */
export function isMine(viewer: Reviewer): SQL {
  return and(
    ne(reviews.learnerId, viewer.id),
    or(eq(people.mentorId, viewer.id), isNull(people.mentorId)),
    // Someone without a place in the organisation has no mentor either.
    or(isNull(people.id), eq(people.status, 'active')),
  )!
}

/** Whether a claim still counts. */
export const isHeld = (claimedAt: Date | null, now: Date): claimedAt is Date =>
  claimedAt !== null && claimedAt.getTime() > now.getTime() - CLAIM
