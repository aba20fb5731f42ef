import BadgeCheck from 'lucide-react/icons/badge-check'
import Circle from 'lucide-react/icons/circle'
import { useTranslations } from 'next-intl'
import Link from 'next/link'

export type LessonName = { lesson: string; title: string }

/** Which lessons a try proved, and the way to those it did not. */
export function Results({
  lessons,
  results,
}: {
  lessons: readonly LessonName[]
  results: Readonly<Record<string, boolean>>
}) {
  const t = useTranslations('placement')
  const asked = lessons.filter(({ lesson }) => Object.hasOwn(results, lesson))
  const proved = asked.filter(({ lesson }) => results[lesson])
  return (
    <div data-results>
      <p className="py-2 font-semibold">{t('summary', { proved: proved.length, total: asked.length })}</p>
      <ul>
        {asked.map(({ lesson, title }) => {
          const isProved = results[lesson] === true
          const Icon = isProved ? BadgeCheck : Circle
          return (
            <li
              key={lesson}
              className="flex min-h-11 flex-wrap items-center gap-x-3 border-t border-rule py-2"
              data-lesson={lesson}
              data-proved={isProved ? '' : undefined}
            >
              <Icon size={18} className={isProved ? 'text-verdigris' : 'text-ink-faint'} aria-hidden />
              <Link href={`/learn/${lesson}`} className="link">
                {title}
              </Link>
              <span className={isProved ? 'text-verdigris' : 'text-ink-soft'}>
                {t(isProved ? 'proved' : 'notProved')}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
