import 'server-only'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import type { Standing } from './tried'
import type { Reason, ReasonCode } from './verdict'

type Words = { reason: Record<ReasonCode, string>; remedy: Record<ReasonCode, string> } & Record<
  'solution-locked' | 'solution-early' | 'cell-conflict',
  string
>
const words = (locale: Locale) => loadMessages(locale)['verify'] as Words

/**
 * A reason in words: what is wrong, then what to do. These messages take plain `{name}` arguments, so that they need
 * no message formatter here; only `reason.score`, which the interface words itself, has more.
 */
export function sayReason({ code, data }: Reason, locale: Locale): string {
  const { reason, remedy } = words(locale)
  const numbers = new Intl.NumberFormat(locale)
  return `${reason[code]}${locale === 'zh' ? '' : ' '}${remedy[code]}`.replace(
    /\{(\w+)\}/g,
    (_, name: string) => {
      const value = data[name] ?? ''
      return typeof value === 'number' ? numbers.format(value) : value
    },
  )
}

/** Why a solution is still closed. */
export const sayLocked = (standing: Exclude<Standing, { kind: 'open' }>, locale: Locale): string =>
  standing.kind === 'untried'
    ? words(locale)['solution-locked']
    : words(locale)['solution-early'].replace('{minutes}', String(standing.minutes))

/** What another window's save means. */
export const sayCellConflict = (locale: Locale): string => words(locale)['cell-conflict']
