import { z } from 'zod'
import { Day } from '../db/day'

/** Everything that is done later, with what it needs to know. No secrets and no names: ids, looked up when it runs. */
export const JOB_KINDS = {
  /** Mails one notification, unless it was read meanwhile. */
  'notification.mail': z.object({ user: z.uuid(), notification: z.uuid() }),
  /** Makes a fresh link for someone invited and mails it, so that no link lies in a table. */
  'invitation.mail': z.object({ user: z.uuid() }),
  /** Makes a fresh link for someone without a password and mails it; for nobody's id it does nothing. */
  'recovery.mail': z.object({ user: z.uuid(), reason: z.enum(['asked', 'given']) }),
  /** Tells everybody concerned that an assignment was given, moved to another day, taken back, or is being reminded of. */
  'assignment.announce': z.object({
    assignment: z.uuid(),
    change: z.enum(['given', 'cancelled', 'moved', 'reminded']),
    /** Tells what was said before from what is said anew: the new date, or the day of the reminder. */
    on: z.string().max(40).optional(),
  }),
  /** Once a day: who has to be reminded of what. */
  'assignment.remind': z.object({ day: Day }),
  /** Once a day: removes what has expired. */
  cleanup: z.object({ day: Day }),
} as const satisfies Record<string, z.ZodObject>

export type JobKind = keyof typeof JOB_KINDS
export type JobData<K extends JobKind> = z.infer<(typeof JOB_KINDS)[K]>
