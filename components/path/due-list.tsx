import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Due } from '@/lib/assignments/due.server'

type Props = {
  due: readonly Due[]
  verified: ReadonlySet<string>
}

/** What one was asked to do, the nearest day first. */
export async function DueList({ due, verified }: Props) {
  const [t, locale, format] = await Promise.all([getTranslations('learn.due'), getLocale(), getFormatter()])
  if (due.length === 0) return null
  return (
    <section aria-labelledby="due" className="mt-6">
      <h2 id="due" className="text-small font-medium text-ink-faint">
        {t('title')}
      </h2>
      <ul>
        {due.map((one) => {
          // The lesson that is due next, or for a lone lesson that lesson.
          const lesson = one.lessons.find((id) => !verified.has(id)) ?? one.lessons[0]
          const href = one.subject === 'track' ? `/tracks#${one.subjectId}` : `/learn/${one.subjectId}`
          return (
            <li key={one.id} className="flex flex-wrap items-baseline gap-x-4 border-b border-rule py-2.5">
              <Link
                href={one.done || !lesson ? href : `/learn/${lesson}`}
                className="font-body text-lg hover:text-ember hover:underline"
              >
                {one.title[locale]}
                <span className="font-ui text-small text-ink-faint"> {t(one.subject)}</span>
              </Link>
              <span className="text-small text-ink-soft">
                {t('progress', { verified: one.verified, total: one.lessons.length })}
              </span>
              <span className={`ml-auto text-small ${one.isOverdue ? 'text-danger' : 'text-ink-soft'}`}>
                {one.done ? <span className="text-verdigris">{t('done')}</span> : <When due={one} />}
                {' · '}
                {t('on', {
                  day: format.dateTime(new Date(`${one.dueOn}T00:00:00+08:00`), { dateStyle: 'medium' }),
                })}
                {one.isExtended && ` · ${t('extended')}`}
              </span>
              {one.note && <p className="w-full text-small text-ink-faint">{one.note}</p>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

async function When({ due: { daysLeft } }: { due: Due }) {
  const t = await getTranslations('learn.due')
  if (daysLeft < 0) return t('overdue', { days: -daysLeft })
  return daysLeft === 0 ? t('today') : t('left', { days: daysLeft })
}
