import clsx from 'clsx'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { distance } from '@/lib/careers/distance'
import type { MyCareers } from '@/lib/careers/my-distance.server'
import type { Ladder } from '@/lib/curriculum/career'
import type { Locale } from '@/lib/curriculum/ids'

type Props = { ladder: Ladder; careers: MyCareers; shown: string | undefined; locale: Locale }

/** A ladder's roles, the first step at the foot of the list's line, each with how much is missing. */
export async function LadderView({ ladder, careers: { mine, profile }, shown, locale }: Props) {
  const t = await getTranslations('careers')
  const heading = `ladder-${ladder.id}`
  return (
    <section aria-labelledby={heading} className="mb-8">
      <h2 id={heading} className="font-body text-xl">
        {ladder.title[locale]}
      </h2>
      <p className="text-small text-ink-faint">{ladder.summary[locale]}</p>
      <ol className="mt-2 border-l-2 border-rule-strong">
        {ladder.roles.map((role) => {
          const id = `${ladder.id}/${role.id}`
          const { missing, asked } = distance(role, profile)
          const isHere = id === shown
          return (
            <li key={role.id} className="relative">
              <span
                aria-hidden="true"
                className={clsx('absolute top-5 -left-px h-0.5 w-3', isHere ? 'bg-ember' : 'bg-rule-strong')}
              />
              <Link
                href={`/careers?role=${id}`}
                aria-current={isHere ? 'true' : undefined}
                className="group block min-h-10 py-1.5 pl-5"
                scroll={false}
              >
                <span
                  className={clsx('group-hover:text-ember group-hover:underline', isHere && 'font-semibold')}
                >
                  {role.title[locale]}
                </span>
                {mine.aim?.id === id && <span className="text-small text-ember"> · {t('aimed')}</span>}
                <span
                  className={clsx(
                    'block text-small',
                    missing.length === 0 ? 'text-verdigris' : 'text-ink-faint',
                  )}
                >
                  {missing.length === 0 ? t('ready') : t('missing', { count: missing.length, asked })}
                </span>
              </Link>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
