import 'server-only'
import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Viewer } from '../auth/permissions'
import { people } from '../db/schema'

/**
 * Whose work a mentor may answer or judge: that of one's own mentees, and of people without a mentor; never one's own.
 * `people` is joined on the learner, left.
 */
export function isOpenTo(
  viewer: Viewer<'reviews.write'> | Viewer<'questions.answer'>,
  learner: PgColumn,
): SQL {
  return and(
    ne(learner, viewer.id),
    or(eq(people.mentorId, viewer.id), isNull(people.mentorId)),
    // Someone without a place in the organisation has no mentor either.
    or(isNull(people.id), eq(people.status, 'active')),
  )!
}
