import 'server-only'
import { and, eq } from 'drizzle-orm'
import { createTranslator } from 'next-intl'
import { audit } from '../api/audit.server'
import { people, users } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { loadMessages } from '../i18n/messages.server'
import type { LooseContext } from '../jobs/context.server'
import type { JobData } from '../jobs/kinds'
import { sendMail, type Mail, type Posting } from '../mail/send.server'
import { smtp } from '../mail/smtp.server'
import { composeMail } from '../notifications/mail.server'
import { INVITATION_DAYS, invitationLink, issueInvitation } from './invitations.server'
import { issueRecovery, RECOVERY_HOURS, recoveryLink } from './recovery.server'

type Recipient = { id: string; name: string; email: string; locale: 'zh' | 'en' | null }

/** Mails a fresh link to someone who has not come yet. */
export async function mailInvitation(
  { user }: JobData<'invitation.mail'>,
  context: LooseContext,
): Promise<void> {
  const { database } = context
  const server = smtp()
  if (!server) return
  const [invited] = await database
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .innerJoin(people, eq(people.id, users.id))
    .where(and(eq(users.id, user), eq(users.banned, false), eq(people.status, 'invited')))
  if (!invited) return
  const { token } = await database.transaction((tx) => issueInvitation(tx, invited.id))
  const values = { days: INVITATION_DAYS }
  const mail = composeLink(invited, 'invitations.mail', values, invitationLink(token))
  await sendMail(server, mail, postingOf(context))
}

/** Mails a fresh link to someone who has lost their password, or has never got as far as to set one. */
export async function mailRecovery(
  { user, reason }: JobData<'recovery.mail'>,
  context: LooseContext,
): Promise<void> {
  const { database } = context
  const server = smtp()
  if (!server) return
  // Someone asked for an address that nobody has: the job exists so that this takes as long as any other answer.
  const [found] = await database
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      locale: users.locale,
      status: people.status,
    })
    .from(users)
    .leftJoin(people, eq(people.id, users.id))
    .where(and(eq(users.id, user), eq(users.banned, false)))
  if (!found) return
  const isFirst = (context.job?.attempts ?? 1) === 1
  if (reason === 'asked' && isFirst) await audit(database, null, 'password.recovery-asked', `user ${user}`)
  if (found.status === 'invited') return mailInvitation({ user }, context)
  const { token } = await database.transaction((tx) => issueRecovery(tx, user, reason))
  const values = { hours: RECOVERY_HOURS[reason], reason }
  const mail = composeLink(found, 'access.recovery.mail', values, recoveryLink(token))
  await sendMail(server, mail, postingOf(context))
}

/** Each try makes a link of its own and ends the one before, so its mail is another mail and not the same once more. */
const postingOf = ({ job, signal }: LooseContext): Posting => ({
  id: job ? `${job.id}.${job.attempts}` : uuidv7(),
  signal,
})

function composeLink(
  to: Recipient,
  namespace: string,
  values: Record<string, string | number>,
  link: string,
): Mail {
  const locale = to.locale ?? 'zh'
  const t = createTranslator({
    locale,
    messages: loadMessages(locale),
    namespace: namespace as never,
  }) as (key: string, values?: Record<string, string | number>) => string
  return composeMail({ ...to, locale }, t('subject'), t('body', values), link)
}
