import 'server-only'
import { z } from 'zod'
import { site } from '../auth/environment.server'

const Environment = z.object({
  /** `smtp://user:password@mail.example:587`, or `smtps://` for encryption from the first byte. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Who the mails come from, `铸才 <learn@example.com>`. */
  MAIL_FROM: z.string().min(3).max(200).optional(),
})

export type Smtp = { url: string; from: string }

/** The mail server of this installation; undefined when none is configured and everything stays in the application. */
export function smtp(): Smtp | undefined {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    )
  }
  const { SMTP_URL: url, MAIL_FROM: from } = parsed.data
  if (url === undefined) return undefined
  return { url, from: from ?? `Zhucai <zhucai@${new URL(site().origin).hostname.replaceAll(/[[\]:]/g, '')}>` }
}
