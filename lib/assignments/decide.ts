import { z } from 'zod'
import { Day } from '../db/day'
import { text } from '../text/words'

/** How one person stands with one assignment. */
export type Standing = 'done' | 'waived' | 'overdue' | 'open'

/** ISO days compare as text. A lesson that is proved counts whatever the date; a waiver counts where it is not. */
export function standingOf(
  work: { verified: number; total: number; dueOn: string; isWaived: boolean },
  today: string,
): Standing {
  if (work.total > 0 && work.verified >= work.total) return 'done'
  if (work.isWaived) return 'waived'
  return work.dueOn < today ? 'overdue' : 'open'
}

export const daysUntil = (dueOn: string, today: string): number =>
  Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)

/** Days after which nobody is told any more that something is overdue. */
export const FORGET_AFTER = 30

/**
 * Which reminder is due today; each is sent once, so a day on which nothing ran is made up for on the next.
 * @param givenOn the day on which the present date was set: what was given within the last week is still in mind
 */
export function reminderOn(
  today: string,
  { dueOn, givenOn }: { dueOn: string; givenOn: string },
): 'week' | 'day' | 'overdue' | undefined {
  const days = daysUntil(dueOn, today)
  if (days < 0) return days >= -FORGET_AFTER ? 'overdue' : undefined
  if (days <= 1) return 'day'
  return days <= 7 && daysUntil(dueOn, givenOn) > 7 ? 'week' : undefined
}

/** Days ahead for which a due date may be set. */
const FURTHEST = 3 * 366

export const isPossibleDay = (dueOn: string, today: string): boolean => {
  const days = daysUntil(dueOn, today)
  return days >= 0 && days <= FURTHEST
}

/** What HR writes down to give something to somebody. */
export const NewAssignment = z.object({
  subject: z.enum(['track', 'lesson']),
  subjectId: z.string().min(1).max(60),
  audience: z.enum(['department', 'cohort', 'person']),
  audienceId: z.uuid(),
  dueOn: Day,
  note: text(500, 0).optional(),
})
export type NewAssignment = z.infer<typeof NewAssignment>

/** Why somebody is let off, or given until another day. */
export const NewException = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiver'), person: z.uuid(), reason: text(500, 2) }),
  z.strictObject({
    kind: z.literal('extension'),
    person: z.uuid(),
    dueOn: Day,
    reason: text(500, 2),
  }),
])
export type NewException = z.infer<typeof NewException>
