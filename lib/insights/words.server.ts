import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'

/** The messages of insights in a given language, for the page and for the export alike. */
export type Words = (key: string, values?: Record<string, string | number>) => string

export function insightWords(locale: Locale): Words {
  const { insights } = loadMessages(locale) as { insights: object }
  return createTranslator({ locale, messages: { insights }, namespace: 'insights' }) as unknown as Words
}
