import 'server-only'
import { createTranslator } from 'next-intl'
import { type Locale, LOCALES } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'

/** The messages of certificates in a given language: a certificate says the same to everybody, in both. */
export type Words = (key: string, values?: Record<string, string | number>) => string

export function certificateWords(locale: Locale): Words {
  const { certificates } = loadMessages(locale)
  return createTranslator({ locale, messages: { certificates }, namespace: 'certificates' }) as Words
}

/** A day as people write it, by Shanghai's calendar. */
export const dayIn = (locale: Locale, time: Date): string =>
  new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    dateStyle: 'long',
    timeZone: 'Asia/Shanghai',
  }).format(time)

export const inBoth = <T>(make: (locale: Locale) => T): Record<Locale, T> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, make(locale)])) as Record<Locale, T>
