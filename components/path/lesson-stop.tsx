import clsx from 'clsx'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Catalog } from '@/lib/curriculum/catalog'
import type { Lesson } from '@/lib/curriculum/lesson'
import type { PathLesson } from '@/lib/curriculum/path'
import { WhyLocked } from './why-locked'
import { percent } from './words'

type Props = {
  entry: PathLesson
  isNext: boolean
  /** 0 to 1; null where nothing was measured. */
  score: number | null
  course: { catalog: Catalog; lessons: readonly Lesson[]; placements: ReadonlySet<string> }
}

/** A stop of the map: its name leads to the lesson, or, while it is not open, to the reasons. */
export async function LessonStop({ entry, isNext, score, course }: Props) {
  const [t, locale] = await Promise.all([getTranslations('path'), getLocale()])
  const { lesson, standing, part, step } = entry
  const { title } = lesson.text[locale]
  const measured = standing === 'verified' && score !== null && score > 0
  const card = `why-${lesson.id}`
  const inside = (
    <>
      <span
        title={title}
        className={clsx(
          'map-two-lines leading-[1.35] group-hover:text-ember group-hover:underline',
          part === 'other' || standing === 'locked' ? 'text-ink-soft' : 'text-ink',
          isNext && 'font-semibold',
        )}
      >
        {title}
      </span>
      <span className="block max-w-full truncate text-small leading-5">
        <span
          className={standing === 'verified' ? 'text-verdigris' : isNext ? 'text-ember' : 'text-ink-faint'}
        >
          {isNext ? t('next') : t(`standing.${standing}`)}
        </span>
        <span className="text-ink-faint">
          {measured && <> {percent(score)}</>}
          {(standing === 'open' || isNext) && <> · {t('minutes', { minutes: lesson.minutes })}</>}
          {part === 'elective' && <> · {t('part.elective')}</>}
        </span>
        <span className="sr-only">
          {part !== 'elective' && t(`part.${part}`, { step: step ?? 0 })}
          {standing === 'locked' && ` ${t('why.button')}`}
        </span>
      </span>
    </>
  )
  const shape = 'group flex min-h-14 w-full flex-col items-start text-left text-ui'
  return (
    <li className="map-lesson" data-lesson={lesson.id} data-standing={standing}>
      {standing === 'locked' ? (
        <>
          <button type="button" popoverTarget={card} className={shape}>
            {inside}
          </button>
          <WhyLocked id={card} entry={entry} {...course} />
        </>
      ) : (
        <Link href={`/learn/${lesson.id}`} className={shape} prefetch={isNext ? undefined : false}>
          {inside}
        </Link>
      )}
    </li>
  )
}
