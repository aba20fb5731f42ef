/** The filters in words, in the order a sentence would name them. */
import type { Locale } from '@/lib/curriculum/ids'
import type { Choices } from '@/lib/insights/choices.server'
import type { InsightFilters } from '@/lib/insights/filters'

type Words = (key: string, values?: Record<string, string | number>) => string

export function describeFilters(
  filters: InsightFilters,
  choices: Choices,
  words: Words,
  locale: Locale,
): string {
  const { department, cohort, mentor, stage, status, behind, q } = filters
  const named = (items: readonly { id: string; zh: string; en: string }[], id: string) =>
    items.find((item) => item.id === id)?.[locale]
  const parts = [
    department === undefined
      ? words('filters.all.department')
      : (named(choices.departments, department) ?? words('filters.gone.department')),
    words(`filters.period.${filters.period}`),
    stage === undefined ? words('filters.all.stage') : words(`stages.${stage}`),
  ]
  if (cohort !== undefined) parts.push(named(choices.cohorts, cohort) ?? words('filters.gone.cohort'))
  if (mentor !== undefined) {
    const name = choices.mentors.find((one) => one.id === mentor)?.name
    parts.push(name === undefined ? words('filters.gone.mentor') : words('filters.mentorOf', { name }))
  }
  if (status !== undefined) parts.push(words(`status.${status}`))
  if (behind !== undefined) parts.push(words(`filters.behind.${behind}`))
  if (q !== undefined) parts.push(words('filters.search', { q }))
  return parts.join(' · ')
}
