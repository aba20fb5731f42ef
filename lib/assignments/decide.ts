import { z } from 'zod'
import { Day } from '../db/day'
import { text } from '../text/words'
import { addDays } from '../insights/dates'

/**
 * How one person stands with one assignment. Of the people it concerns those count who have accepted their invitation,
 * the same whom the insights count; whoever has not is `invited`, is asked for nothing and reminded of nothing.
 */
export const STANDINGS = ['done', 'waived', 'overdue', 'open', 'invited'] as const
export type Standing = (typeof STANDINGS)[number]

/** ISO days compare as text. A lesson that is proved counts whatever the date; a waiver counts where it is not. */
export function standingOf(
  work: { verified: number; total: number; dueOn: string; isWaived: boolean; isInvited?: boolean },
  today: string,
): Standing {
  if (work.isInvited) return 'invited'
  if (work.total > 0 && work.verified >= work.total) return 'done'
  if (work.isWaived) return 'waived'
  return work.dueOn < today ? 'overdue' : 'open'
}

/** Days that somebody has at least who came, moved or accepted the invitation after a date was set. */
export const GRACE_DAYS = 14

export type Dated = {
  /** The day by which those are asked who were there when it was given. */
  dueOn: string
  /** Days that whoever comes later has from then on; null where the day is one for all. */
  dueDays: number | null
  givenOn: string
}

/**
 * By which day one person is asked. Nobody is late by having come late: a day set before is pushed back to leave the
 * grace, and days after joining count from joining. An extension only ever gives more time.
 * @param since since when the person has had their place
 */
export function dueDayOf(
  { dueOn, dueDays, givenOn }: Dated,
  since: string,
  extendedTo: string | null,
): string {
  const base =
    since <= givenOn
      ? dueOn
      : dueDays === null
        ? latest(dueOn, addDays(since, GRACE_DAYS))
        : addDays(since, dueDays)
  return extendedTo === null ? base : latest(base, extendedTo)
}

const latest = (one: string, other: string): string => (one > other ? one : other)

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

const Subject = z.enum(['track', 'lesson'])
const Audience = z.enum(['department', 'cohort', 'person'])
/** Days after joining. */
const DueDays = z.int().min(1).max(366)

/** One day for all, or days from joining for each. */
export const NewDate = z.union([z.strictObject({ dueOn: Day }), z.strictObject({ dueDays: DueDays })])
export type NewDate = z.infer<typeof NewDate>

/** What HR writes down to give something to somebody: with `dueOn`, or with `dueDays`. */
export const NewAssignment = z
  .object({
    subject: Subject,
    subjectId: z.string().min(1).max(60),
    audience: Audience,
    audienceId: z.uuid(),
    dueOn: Day.optional(),
    dueDays: DueDays.optional(),
    note: text(500, 0).optional(),
    /** Also puts them on the track that is given. */
    follow: z.boolean().optional(),
  })
  .refine(({ dueOn, dueDays }) => (dueOn === undefined) !== (dueDays === undefined), {
    path: ['dueOn'],
    message: 'Give either dueOn or dueDays.',
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
