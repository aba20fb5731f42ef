import type { Locale } from '@/lib/curriculum/ids'

/** One after another, as the language separates them. */
export const listed = (parts: readonly string[], locale: Locale): string =>
  parts.join(locale === 'zh' ? '、' : ', ')

export const percent = (score: number): string => `${(score * 100).toFixed(1)} %`
