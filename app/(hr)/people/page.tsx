import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { BulkTrack } from '@/components/people/bulk-track.client'
import { placeOptions } from '@/components/people/choices'
import { ClientWords } from '@/components/people/client-words'
import { PeopleFilterForm } from '@/components/people/people-filters'
import { hasTrack, PeopleTable } from '@/components/people/people-table'
import { PageLinks } from '@/components/ui/page-links'
import { can } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/viewer.server'
import { catalog } from '@/lib/curriculum/catalog.server'
import { peopleChoices } from '@/lib/people/choices.server'
import { peopleHref, readPeopleFilters } from '@/lib/people/filters'
import { listPeople } from '@/lib/people/list.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

type Search = Record<string, string | string[] | undefined>
const WORK = [
  ['/people/invite', 'invite'],
  ['/people/import', 'import'],
  ['/people/mentors', 'mentorPlan'],
  ['/departments', 'departments'],
  ['/cohorts', 'cohorts'],
] as const

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('people.read')
  const filters = readPeopleFilters(await searchParams)
  const [t, choices, { rows, ...pages }] = await Promise.all([
    getTranslations('people'),
    peopleChoices(viewer),
    listPeople(viewer, filters),
  ])
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-3">
        <h1 className="font-body text-3xl">{t('title')}</h1>
        {can(viewer.role, 'people.manage') && (
          <ul className="flex flex-wrap gap-2">
            {WORK.map(([href, name]) => (
              <li key={href}>
                <Link href={href} className="button">
                  {t(name)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="mt-2 text-ink-soft">{t('lead', { count: pages.shown.count })}</p>
      <div className="mt-6">
        <PeopleFilterForm filters={filters} options={placeOptions(choices, viewer.locale)} />
      </div>
      {rows.length > 0 && (
        <ClientWords of="people">
          <BulkTrack
            // Another page of people begins with nobody chosen.
            key={rows.map(({ id }) => id).join()}
            tracks={catalog().tracks.map(({ id, title }) => ({ id, title: title[viewer.locale] }))}
            people={rows.filter(hasTrack).map(({ id }) => id)}
          >
            <PeopleTable rows={rows} />
          </BulkTrack>
        </ClientWords>
      )}
      <PageLinks {...pages} href={(cursor) => peopleHref(filters, { cursor })} />
    </div>
  )
}
