import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Person } from '@/lib/people/person.server'

/** Place and standing, as a list of facts. `track` is the name of the track followed. */
export async function PersonFacts({ person, track }: { person: Person; track: string | null }) {
  const [t, format, locale] = await Promise.all([getTranslations('people'), getFormatter(), getLocale()])
  const { place } = person
  const facts: [string, string][] = [
    [t('fields.email'), person.email],
    [t('fields.role'), t(`roles.${person.role}`)],
    [t('fields.status'), t(`statuses.${person.status}`)],
    ...(place
      ? ([
          [t('fields.number'), place.number],
          [t('fields.department'), place.department[locale]],
          [t('fields.cohort'), place.cohort?.[locale] ?? t('none')],
          [t('fields.mentor'), place.mentor ?? t('none')],
          [t('fields.joined'), place.joinedOn],
        ] as [string, string][])
      : []),
    ...(track && person.role === 'trainee' ? ([[t('fields.track'), track]] as [string, string][]) : []),
    [
      t('fields.seen'),
      person.seenAt
        ? format.dateTime(new Date(person.seenAt), { dateStyle: 'medium', timeStyle: 'short' })
        : t('person.never'),
    ],
  ]
  return (
    <>
      <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="break-words">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        {person.mentees > 0 && (
          <div className="contents">
            <dt className="text-ink-faint">{t('fields.mentees')}</dt>
            <dd>
              <Link href={`/people?mentor=${person.id}`} prefetch={false} className="link">
                {person.mentees}
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {!place && <p className="mt-3 text-small text-ink-faint">{t('person.noPlace')}</p>}
    </>
  )
}
