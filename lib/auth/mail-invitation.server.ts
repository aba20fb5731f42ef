import 'server-only'
import { and, eq } from 'drizzle-orm'
import { createTranslator } from 'next-intl'
import type { Database } from '../db/client.server'
import { people, users } from '../db/schema'
import { loadMessages } from '../i18n/messages.server'
import type { JobData } from '../jobs/kinds'
import { sendMail } from '../mail/send.server'
import { smtp } from '../mail/smtp.server'
import { composeMail } from '../notifications/mail.server'
import { INVITATION_DAYS, invitationLink, issueInvitation } from './invitations.server'

/** Mails a fresh link to someone who has not come yet. */
export async function mailInvitation(
  { user }: JobData<'invitation.mail'>,
  { database }: { database: Database },
): Promise<void> {
  const server = smtp()
  if (!server) return
  const [invited] = await database
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .innerJoin(people, eq(people.id, users.id))
    .where(and(eq(users.id, user), eq(users.banned, false), eq(people.status, 'invited')))
  if (!invited) return
  const locale = invited.locale ?? 'zh'
  const { token } = await database.transaction((tx) => issueInvitation(tx, invited.id))
  const t = createTranslator({
    locale,
    messages: loadMessages(locale),
    namespace: 'invitations.mail' as never,
  }) as (key: string, values?: Record<string, number>) => string
  const body = t('body', { days: INVITATION_DAYS })
  await sendMail(server, composeMail({ ...invited, locale }, t('subject'), body, invitationLink(token)))
}
