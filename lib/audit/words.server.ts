import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'

/** The messages of the log in a given language, for the page and for the file alike. */
export type Words = ((key: string, values?: Record<string, string | number>) => string) & {
  has(key: string): boolean
}

export function auditWords(locale: Locale): Words {
  const { audit } = loadMessages(locale) as { audit: object }
  return createTranslator({ locale, messages: { audit }, namespace: 'audit' }) as unknown as Words
}
