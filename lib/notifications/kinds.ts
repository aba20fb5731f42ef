import { z } from 'zod'
import { Day } from '../db/day'

const LessonName = z.string().max(60)
const PartName = z.string().max(60)
const Assignment = z.object({
  assignment: z.uuid(),
  subject: z.enum(['track', 'lesson']),
  subjectId: z.string().max(60),
  dueOn: Day,
})

const When = z.enum(['overdue', 'day', 'week', 'given'])

/**
 * Everything a person can be told, and what is kept of it. People are named by id alone, so that a name changed or
 * erased later is changed or erased here too; `words.server` makes a sentence of it in the reader's language.
 */
export const KINDS = {
  'account.invited': z.object({}),
  /** Somebody closed the account, or opened it again. */
  'account.closed': z.object({}),
  'account.opened': z.object({}),
  /** A new password was set, in the account itself or with a link. */
  'account.password': z.object({ with: z.enum(['session', 'link']) }),
  'account.role': z.object({ role: z.enum(['trainee', 'mentor', 'hr', 'admin']) }),
  'assignment.given': Assignment,
  'assignment.due': Assignment.extend({ when: z.enum(['week', 'day', 'overdue']) }),
  'assignment.changed': Assignment.extend({
    change: z.enum(['extended', 'waived', 'cancelled', 'moved', 'reminded']),
  }),
  /** A day's reminders in one message: some of them, and how many there are of each. */
  'assignment.digest': z.object({
    items: z.array(Assignment.extend({ when: When })).max(30),
    count: z.record(When, z.int().min(0)),
  }),
  'path.track': z.object({ track: z.string().max(60) }),
  'review.waiting': z.object({ learner: z.uuid(), submission: z.uuid(), lesson: LessonName }),
  'review.decided': z.object({
    submission: z.uuid(),
    lesson: LessonName,
    decision: z.enum(['accepted', 'returned']),
  }),
  'question.asked': z.object({ learner: z.uuid(), question: z.uuid(), lesson: LessonName, cell: PartName }),
  'question.answered': z.object({ question: z.uuid(), lesson: LessonName, cell: PartName }),
  'certificate.issued': z.object({ stage: z.string().max(60), code: z.string().max(60) }),
  'certificate.revoked': z.object({ stage: z.string().max(60), code: z.string().max(60) }),
  'certificate.replaced': z.object({ stage: z.string().max(60), code: z.string().max(60) }),
  'review.reopened': z.object({ submission: z.uuid(), lesson: LessonName }),
  'check.flipped': z.object({
    lesson: LessonName,
    check: PartName,
    verdict: z.enum(['verified', 'refused']),
  }),
} as const satisfies Record<string, z.ZodObject>

export type NotificationKind = keyof typeof KINDS
export type NotificationData<K extends NotificationKind> = z.infer<(typeof KINDS)[K]>

/** A kind with what belongs to it. */
export type Told = { [K in NotificationKind]: { kind: K; data: NotificationData<K> } }[NotificationKind]

/** Reads a stored row; undefined for one that an older or newer version wrote and this one cannot word. */
export function readTold(kind: string, data: unknown): Told | undefined {
  if (!Object.hasOwn(KINDS, kind)) return undefined
  const parsed = KINDS[kind as NotificationKind].safeParse(data)
  return parsed.success ? ({ kind, data: parsed.data } as Told) : undefined
}
