import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/curriculum/ids'
import type { Choices } from '@/lib/insights/choices.server'
import { DEFAULT_FILTERS, type InsightFilters, PEOPLE_STATUSES, PERIODS } from '@/lib/insights/filters'
import type { Words } from '@/lib/insights/words.server'

type Props = {
  filters: InsightFilters
  choices: Choices
  words: Words
  locale: Locale
  /** Where the answer stands: the overview, or one figure. */
  action: string
  /** What the page follows beside the group of people. */
  follows: readonly ('period' | 'stage' | 'rows')[]
}

/** A plain form that sends its fields in the address: works without scripts, and a link keeps the view. */
export function FilterForm({ filters, choices, words, locale, action, follows }: Props) {
  const everything = (name: 'department' | 'cohort' | 'track' | 'mentor' | 'stage' | 'status') => (
    <option value="">{words(`filters.all.${name}`)}</option>
  )
  const changed = (Object.keys(filters) as (keyof InsightFilters)[]).some(
    (name) => name !== 'sort' && name !== 'cursor' && filters[name] !== DEFAULT_FILTERS[name],
  )
  const named = (items: readonly { id: string; zh: string; en: string }[]) =>
    items.map((item) => (
      <option key={item.id} value={item.id}>
        {item[locale]}
      </option>
    ))
  // A new key per view: after following a link, the fields show that view and not what was typed before.
  return (
    <form action={action} className="flex flex-wrap items-end gap-x-4 gap-y-3" key={JSON.stringify(filters)}>
      {filters.sort !== DEFAULT_FILTERS.sort && <input type="hidden" name="sort" value={filters.sort} />}
      {follows.includes('period') ? (
        <Choice name="period" value={filters.period} words={words}>
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {words(`filters.period.${period}`)}
            </option>
          ))}
        </Choice>
      ) : (
        <Kept name="period" value={filters.period} />
      )}
      <Choice name="department" value={filters.department} words={words}>
        {everything('department')}
        {choices.departments.map((department) => (
          <option key={department.id} value={department.id}>
            {'\u3000'.repeat(department.depth) + department[locale]}
          </option>
        ))}
      </Choice>
      <Choice name="cohort" value={filters.cohort} words={words}>
        {everything('cohort')}
        {named(choices.cohorts)}
      </Choice>
      <Choice name="track" value={filters.track} words={words}>
        {everything('track')}
        {named(choices.tracks)}
      </Choice>
      <Choice name="mentor" value={filters.mentor} words={words}>
        {everything('mentor')}
        {choices.mentors.map((mentor) => (
          <option key={mentor.id} value={mentor.id}>
            {mentor.name}
          </option>
        ))}
      </Choice>
      {follows.includes('stage') ? (
        <Choice name="stage" value={filters.stage} words={words}>
          {everything('stage')}
          {named(choices.stages)}
        </Choice>
      ) : (
        <Kept name="stage" value={filters.stage} />
      )}
      {follows.includes('rows') && (
        <>
          <Choice name="status" value={filters.status} words={words}>
            {everything('status')}
            {PEOPLE_STATUSES.map((status) => (
              <option key={status} value={status}>
                {words(`status.${status}`)}
              </option>
            ))}
          </Choice>
          <label className="grid gap-1 text-small text-ink-soft">
            {words('filters.names.q')}
            <input
              type="search"
              name="q"
              defaultValue={filters.q ?? ''}
              maxLength={60}
              className="field w-44 text-ui"
            />
          </label>
        </>
      )}
      <button type="submit" className="button">
        {words('filters.apply')}
      </button>
      {changed && (
        <Link href={action} prefetch={false} className="link flex min-h-10 items-center">
          {words('filters.clear')}
        </Link>
      )}
    </form>
  )
}

/** What this page does not follow goes along to the next one. */
function Kept({ name, value }: { name: string; value: string | undefined }) {
  return value === undefined ? null : <input type="hidden" name={name} value={value} />
}

type ChoiceProps = {
  name: 'period' | 'department' | 'cohort' | 'track' | 'mentor' | 'stage' | 'status'
  value: string | undefined
  words: Words
  children: ReactNode
}

function Choice({ name, value, words, children }: ChoiceProps) {
  return (
    <label className="grid gap-1 text-small text-ink-soft">
      {words(`filters.names.${name}`)}
      <select name={name} defaultValue={value ?? ''} className="field max-w-48 text-ui">
        {children}
      </select>
    </label>
  )
}
