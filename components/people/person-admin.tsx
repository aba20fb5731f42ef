import { getTranslations } from 'next-intl/server'
import type { Person } from '@/lib/people/person.server'
import { AccountActions } from './account-actions.client'
import type { PlaceOptions } from './choices'
import { ClientWords } from './client-words'
import { EraseForm } from './erase-form.client'
import { PersonPlace } from './person-place.client'

type Props = { person: Person; options: PlaceOptions; isSelf: boolean }

/** What an administrator may do about somebody. */
export async function PersonAdmin({ person, options, isSelf }: Props) {
  const t = await getTranslations('people')
  const { name, email, place } = person
  const values = {
    name,
    email,
    ...(place && {
      number: place.number,
      departmentId: place.departmentId,
      cohortId: place.cohortId,
      mentorId: place.mentorId,
    }),
  }
  // Someone's mentor may have another role by now: the choice must still show who it is.
  const mentors = options.mentors.some(({ id }) => id === place?.mentorId)
    ? options.mentors
    : [...options.mentors, ...(place?.mentorId ? [{ id: place.mentorId, name: place.mentor ?? '' }] : [])]
  return (
    <ClientWords of="people">
      <section className="mt-10" aria-labelledby="details">
        <h2 id="details" className="text-lg font-semibold">
          {t('person.edit')}
        </h2>
        <PersonPlace
          key={JSON.stringify(values)}
          person={person.id}
          values={values}
          options={{ ...options, mentors: mentors.filter(({ id }) => id !== person.id) }}
        />
      </section>
      <section className="mt-10" aria-labelledby="account">
        <h2 id="account" className="text-lg font-semibold">
          {t('account.title')}
        </h2>
        {isSelf ? (
          <p className="mt-2 text-ink-soft">{t('account.self')}</p>
        ) : (
          <AccountActions person={person} />
        )}
      </section>
      <section className="mt-10" aria-labelledby="data">
        <h2 id="data" className="text-lg font-semibold">
          {t('data.title')}
        </h2>
        <p className="mt-2 text-small text-ink-faint">{t('data.exportNote')}</p>
        <p className="mt-2">
          <a href={`/api/v1/people/${person.id}/export`} className="button" download>
            {t('data.export')}
          </a>
        </p>
        {!isSelf && <EraseForm person={person.id} word={place?.number ?? email} />}
      </section>
    </ClientWords>
  )
}
