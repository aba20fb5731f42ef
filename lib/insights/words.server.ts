import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'

type Curriculum = { stages: Record<string, { name: string }> }

/** The messages of insights in a given language, for the page and for the export alike. */
export type Words = (key: string, values?: Record<string, string | number>) => string

export function insightWords(locale: Locale): Words {
  const { curriculum, insights } = loadMessages(locale) as { curriculum: Curriculum; insights: object }
  const stages = Object.fromEntries(
    Object.entries(curriculum.stages).map(([stage, { name }]) => [stage, name]),
  )
  const messages = { insights: { ...insights, stages } }
  return createTranslator({ locale, messages, namespace: 'insights' }) as Words
}
