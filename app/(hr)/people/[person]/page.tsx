import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { placeOptions } from '@/components/people/choices'
import { ClientWords } from '@/components/people/client-words'
import { PersonAdmin } from '@/components/people/person-admin'
import { PersonFacts } from '@/components/people/person-facts'
import { ResultsTable } from '@/components/people/results-table'
import { TrackForm } from '@/components/people/track-form.client'
import { findSubject } from '@/lib/assignments/subjects.server'
import { can } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/viewer.server'
import { findLesson } from '@/lib/content/source.server'
import { catalog } from '@/lib/curriculum/catalog.server'
import { peopleChoices } from '@/lib/people/choices.server'
import { readPerson } from '@/lib/people/person.server'

type Props = { params: Promise<{ person: string }> }
const read = cache(readPerson)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const viewer = await requirePermission('people.read')
  const found = await read(viewer, (await params).person)
  return { title: found?.person.name ?? (await getTranslations('people'))('title') }
}

export default async function PersonPage({ params }: Props) {
  const viewer = await requirePermission('people.read')
  const found = await read(viewer, (await params).person)
  if (!found) notFound()
  const { person, results } = found
  const [t, choices] = await Promise.all([getTranslations('people'), peopleChoices(viewer)])
  const { locale } = viewer
  const title = (lesson: string) => findLesson(lesson)?.text[locale].title ?? lesson
  const track = person.place && findSubject('track', person.place.track)
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <p>
        <Link href="/people" className="link inline-flex min-h-10 items-center">
          {t('person.back')}
        </Link>
      </p>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="font-body text-3xl">
          <bdi>{person.name}</bdi>
        </h1>
        {person.place && person.status !== 'inactive' && (
          <Link href={`/assignments/new?person=${person.id}`} className="button">
            {t('person.assign')}
          </Link>
        )}
      </div>
      <section className="mt-6" aria-labelledby="place">
        <h2 id="place" className="text-lg font-semibold">
          {t('person.place')}
        </h2>
        <PersonFacts person={person} track={track?.title[locale] ?? person.place?.track ?? null} />
        {person.place && person.status !== 'inactive' && can(viewer.role, 'people.track') && (
          <div className="mt-4">
            <ClientWords of="people">
              <TrackForm
                people={[person.id]}
                current={person.place.track}
                tracks={catalog().tracks.map(({ id, title: names }) => ({ id, title: names[locale] }))}
              />
            </ClientWords>
          </div>
        )}
      </section>
      <section className="mt-10" aria-labelledby="results">
        <h2 id="results" className="text-lg font-semibold">
          {t('person.results')}
        </h2>
        <ResultsTable rows={results} title={title} />
      </section>
      {can(viewer.role, 'people.manage') && (
        <PersonAdmin
          person={person}
          options={placeOptions(choices, locale)}
          isSelf={person.id === viewer.id}
        />
      )}
    </div>
  )
}
