import 'server-only'
import { and, eq } from 'drizzle-orm'
import { createTranslator } from 'next-intl'
import { site } from '../auth/environment.server'
import type { Locale } from '../curriculum/ids'
import { notifications, users } from '../db/schema'
import { loadMessages } from '../i18n/messages.server'
import type { LooseContext } from '../jobs/context.server'
import type { JobData } from '../jobs/kinds'
import { sendMail, type Mail } from '../mail/send.server'
import { smtp } from '../mail/smtp.server'
import { learnerOf } from './inbox.server'
import { readTold } from './kinds'
import { wordNotification } from './words.server'

/** Mails a notification in the person's own language, unless it was read, or the account closed, in the meantime. */
export async function mailNotification(
  { user, notification }: JobData<'notification.mail'>,
  { database, signal, job }: LooseContext,
): Promise<void> {
  const server = smtp()
  if (!server) return
  const [row] = await database
    .select({
      kind: notifications.kind,
      data: notifications.data,
      readAt: notifications.readAt,
      name: users.name,
      email: users.email,
      locale: users.locale,
      banned: users.banned,
    })
    .from(notifications)
    .innerJoin(users, eq(users.id, notifications.userId))
    .where(and(eq(notifications.userId, user), eq(notifications.id, notification)))
  const told = row && readTold(row.kind, row.data)
  // Someone invited gets the mail with their link; this one would only double it.
  if (!row || !told || told.kind === 'account.invited') return
  // Whoever took an account over could read the notice away; and only mail reaches somebody whose account is closed.
  if (row.readAt !== null && told.kind !== 'account.password') return
  if (row.banned && told.kind !== 'account.closed') return
  const learner = learnerOf(told)
  const [about] =
    learner === undefined
      ? []
      : await database.select({ name: users.name }).from(users).where(eq(users.id, learner))
  const locale = row.locale ?? 'zh'
  const { text, href } = wordNotification(told, about?.name ?? null, locale)
  const mail = composeMail({ ...row, locale }, text, text, `${site().origin}${href}`)
  await sendMail(server, mail, { id: job?.id ?? notification, signal })
}

type Recipient = { name: string; email: string; locale: Locale }

/** Greeting, what it is about, the link, and why the mail came. */
export function composeMail(to: Recipient, subject: string, body: string, link: string): Mail {
  const messages = loadMessages(to.locale)
  const t = createTranslator({ locale: to.locale, messages, namespace: 'notifications.mail' as never }) as (
    key: string,
    values?: Record<string, string>,
  ) => string
  return {
    to: { name: to.name, address: to.email },
    subject,
    text: [t('greeting', { name: to.name }), body, `${t('open')}\n${link}`, `— ${t('why')}`].join('\n\n'),
  }
}
