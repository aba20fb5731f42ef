import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GiveForm } from '@/components/assignments/give-form.client'
import { placeOptions } from '@/components/people/choices'
import { ClientWords } from '@/components/people/client-words'
import { allSubjects } from '@/lib/assignments/subjects.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { day } from '@/lib/insights/dates'
import { peopleChoices } from '@/lib/people/choices.server'
import { readPerson } from '@/lib/people/person.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assignments'))('form.title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function NewAssignmentPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('assignments.write')
  const readers = await requirePermission('people.read')
  const asked = (await searchParams)['person']
  const [t, choices, found] = await Promise.all([
    getTranslations('assignments.form'),
    peopleChoices(viewer),
    typeof asked === 'string' ? readPerson(readers, asked) : undefined,
  ])
  const person = found?.person.place && {
    id: found.person.id,
    name: `${found.person.name} ${found.person.place.number}`,
  }
  const { departments, cohorts } = placeOptions(choices, viewer.locale)
  const subjects = allSubjects()
    .filter(({ lessons }) => lessons.length > 0)
    .map(({ subject, id, title }) => ({ subject, id, title: title[viewer.locale] }))
  return (
    <div className="mx-auto max-w-[56rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <ClientWords of="assignments">
        <GiveForm
          subjects={subjects}
          departments={departments}
          cohorts={cohorts}
          person={person ?? undefined}
          today={day(new Date())}
        />
      </ClientWords>
    </div>
  )
}
