import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ROLES } from '@/lib/auth/permissions'
import { PERSON_STATUSES, type PeopleFilters } from '@/lib/people/filters'
import { indented, type Option, type PlaceOptions } from './choices'

/** A plain form that sends its fields in the address: works without scripts, and a link keeps the view. */
export async function PeopleFilterForm({
  filters,
  options,
}: {
  filters: PeopleFilters
  options: PlaceOptions
}) {
  const t = await getTranslations('people')
  const { cursor: _, ...set } = filters
  const mentors: Option[] = [{ id: 'none', name: t('filters.withoutMentor') }, ...options.mentors]
  const roles = ROLES.map((id) => ({ id, name: t(`roles.${id}`) }))
  const statuses = PERSON_STATUSES.map((id) => ({ id, name: t(`statuses.${id}`) }))
  const choices = [
    ['role', roles],
    ['status', statuses],
    ['department', options.departments],
    ['cohort', options.cohorts],
    ['mentor', mentors],
  ] as const
  return (
    <form
      action="/people"
      aria-label={t('filters.label')}
      className="flex flex-wrap items-end gap-x-4 gap-y-3"
      // A new key per view: after following a link, the fields show that view and not what was typed before.
      key={JSON.stringify(set)}
    >
      <label className="grid gap-1 text-small text-ink-soft">
        {t('filters.q')}
        <input
          type="search"
          name="q"
          defaultValue={filters.q ?? ''}
          maxLength={60}
          className="field w-56 text-ui"
        />
      </label>
      {choices.map(([name, list]) => (
        <label key={name} className="grid gap-1 text-small text-ink-soft">
          {t(`filters.${name}`)}
          <select name={name} defaultValue={filters[name] ?? ''} className="field max-w-48 text-ui">
            <option value="">{t('filters.all')}</option>
            {list.map((option) => (
              <option key={option.id} value={option.id}>
                {indented(option)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" className="button">
        {t('filters.apply')}
      </button>
      {Object.keys(set).length > 0 && (
        <Link href="/people" prefetch={false} className="link flex min-h-10 items-center">
          {t('filters.clear')}
        </Link>
      )}
    </form>
  )
}
