/** What matters this week, in a sentence or two. */
import type { Locale } from '@/lib/curriculum/ids'
import type { Figure } from '@/lib/insights/figure.server'
import type { WeekStory } from '@/lib/insights/figures/week.server'

type Words = (key: string, values?: Record<string, string | number>) => string

/** @param people how many the group has; nobody is not "too few" */
export function leadText(
  figure: Figure<'week', WeekStory>,
  people: number,
  words: Words,
  locale: Locale,
): string {
  if (people === 0) return words('lead.nobody')
  if (figure.kind !== 'shown') return words('lead.hidden')
  const { verified, before, atRisk, most } = figure.value
  const achieved =
    verified === 0
      ? words('lead.none', { before })
      : words('lead.verified', {
          verified,
          change: verified > before ? 'more' : verified < before ? 'fewer' : 'same',
          by: Math.abs(verified - before),
        })
  const risk = words('lead.risk', {
    atRisk,
    most: most === null ? 'no' : 'yes',
    department: most === null ? '' : locale === 'zh' ? most.nameZh : most.nameEn,
    people: most?.people ?? 0,
  })
  return locale === 'zh' ? achieved + risk : `${achieved} ${risk}`
}
