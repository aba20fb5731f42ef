/** The filters in words, in the order a sentence would name them. */
import type { Locale } from '@/lib/curriculum/ids'
import type { Choices } from '@/lib/insights/choices.server'
import type { InsightFilters } from '@/lib/insights/filters'

type Words = (key: string, values?: Record<string, string | number>) => string

/** @param follows what the figure in question follows beside the group; a figure does not follow everything */
export function describeFilters(
  filters: InsightFilters,
  choices: Choices,
  words: Words,
  locale: Locale,
  follows: readonly ('period' | 'stage')[] = ['period', 'stage'],
): string {
  const { department, cohort, track, mentor, stage, status, q } = filters
  const named = (items: readonly { id: string; zh: string; en: string }[], id: string) =>
    items.find((item) => item.id === id)?.[locale]
  const parts = [
    department === undefined
      ? words('filters.all.department')
      : (named(choices.departments, department) ?? words('filters.gone.department')),
  ]
  if (follows.includes('period')) parts.push(words(`filters.period.${filters.period}`))
  if (follows.includes('stage'))
    parts.push(stage === undefined ? words('filters.all.stage') : (named(choices.stages, stage) ?? stage))
  if (cohort !== undefined) parts.push(named(choices.cohorts, cohort) ?? words('filters.gone.cohort'))
  if (track !== undefined) parts.push(named(choices.tracks, track) ?? words('filters.gone.track'))
  if (mentor !== undefined) {
    const name = choices.mentors.find((one) => one.id === mentor)?.name
    parts.push(name === undefined ? words('filters.gone.mentor') : words('filters.mentorOf', { name }))
  }
  if (status !== undefined) parts.push(words(`status.${status}`))
  if (q !== undefined) parts.push(words('filters.search', { q }))
  return parts.join(' · ')
}
