import 'server-only'
import { announceAssignment } from '../assignments/announce.server'
import { remindEverybody } from '../assignments/remind.server'
import { mailInvitation, mailRecovery } from '../auth/mail-invitation.server'
import { mailNotification } from '../notifications/mail.server'
import { cleanUp } from './cleanup.server'
import type { JobContext } from './context.server'
import type { JobData, JobKind } from './kinds'

/**
 * Each may run more than once for one job, when its process dies between doing and noting it: what must happen once
 * carries a key of its own.
 */
export const HANDLERS: { [K in JobKind]: (data: JobData<K>, context: JobContext) => Promise<void> } = {
  'notification.mail': mailNotification,
  'invitation.mail': mailInvitation,
  'recovery.mail': mailRecovery,
  'assignment.announce': announceAssignment,
  'assignment.remind': ({ day }, context) => remindEverybody(day, context),
  cleanup: (_data, { database }) => cleanUp(database),
}
