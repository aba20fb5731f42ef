/** Which projects a mentor may see: of one's own mentees, and of people without a mentor; never one's own. */
import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { reviews } from '../db/schema'
import { isOpenTo } from '../mentoring/scope.server'

export type Reviewer = Viewer<'reviews.write'>

/** Milliseconds that a claim keeps others away. */
export const CLAIM = 30 * 60_000

/** The condition every query about a review carries; `people` is joined on the learner, left. */
export const isMine = (viewer: Reviewer): SQL => isOpenTo(viewer, reviews.learnerId)

/** Whether a claim still counts. */
export const isHeld = (claimedAt: Date | null, now: Date): claimedAt is Date =>
  claimedAt !== null && claimedAt.getTime() > now.getTime() - CLAIM
