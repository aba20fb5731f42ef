import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Lesson } from '@/lib/curriculum/lesson'
import type { PathEntry, PathStage } from './standing'
import { StandingMark } from './standing-mark'

/** Stages on one line drawn down the page, lessons beside it. */
export async function Path({ path, lessons }: { path: PathStage[]; lessons: readonly Lesson[] }) {
  const t = await getTranslations()
  return (
    <ol className="mt-6">
      {path.map((stage, index) => (
        <li
          key={stage.id}
          className="relative border-l-2 border-rule pb-8 pl-6 last:border-transparent last:pb-0 sm:pl-8"
        >
          <span
            aria-hidden="true"
            className="absolute -left-[0.9rem] top-0 flex size-[1.65rem] items-center justify-center rounded-full border-2 border-rule bg-paper text-small tabular-nums text-ink-faint"
          >
            {index + 1}
          </span>
          <h3 className="text-lg font-semibold">{t(`curriculum.stages.${stage.id}.name`)}</h3>
          <p className="text-small text-ink-faint">{t(`curriculum.stages.${stage.id}.about`)}</p>
          {stage.entries.length === 0 ? (
            <p className="mt-2 text-small text-ink-faint">{t('learn.noLessons')}</p>
          ) : (
            <ul className="mt-2">
              {stage.entries.map((entry) => (
                <LessonRow key={entry.lesson.id} entry={entry} lessons={lessons} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

async function LessonRow({ entry, lessons }: { entry: PathEntry; lessons: readonly Lesson[] }) {
  const [t, locale, format] = await Promise.all([getTranslations('learn'), getLocale(), getFormatter()])
  const { lesson, progress, standing } = entry
  const requires = lesson.requires.map(
    (id) => lessons.find((other) => other.id === id)?.text[locale].title ?? id,
  )
  return (
    <li className="border-t border-rule first:border-t-0">
      <Link href={`/learn/${lesson.id}`} className="group flex gap-3 py-3">
        <span className="mt-0.5">
          <StandingMark standing={standing} />
        </span>
        <span className="min-w-0">
          <span className="font-body text-lg group-hover:text-ember">{lesson.text[locale].title}</span>
          <span className="block text-ink-soft">{lesson.text[locale].summary}</span>
          <span className="mt-1 block text-small text-ink-faint">
            <span className={standing === 'verified' ? 'text-verdigris' : undefined}>
              {progress?.verifiedAt
                ? t('verifiedOn', {
                    date: format.dateTime(progress.verifiedAt, { dateStyle: 'medium' }),
                    score:
                      progress.bestScore === null
                        ? '—'
                        : format.number(progress.bestScore, {
                            style: 'percent',
                            minimumFractionDigits: 1,
                            maximumFractionDigits: 2,
                          }),
                  })
                : t(`status.${standing}`)}
            </span>
            {' · '}
            {t('minutes', { minutes: lesson.minutes })}
            {requires.length > 0 && (
              <> · {t('requires', { lessons: requires.join(locale === 'zh' ? '、' : ', ') })}</>
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}
