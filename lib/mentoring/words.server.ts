import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'

/** The messages of the mentor's pages. */
export type Words = (key: string, values?: Record<string, string | number>) => string

export function menteeWords(locale: Locale): Words {
  return createTranslator({ locale, messages: loadMessages(locale), namespace: 'mentees' }) as Words
}
