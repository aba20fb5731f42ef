import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { cellNames } from '@/lib/content/cell-names.server'
import type { MyPath } from '@/lib/path/my-path.server'
import { cellAnchor } from '@/lib/content/anchors'

/** The one thing to do now: what was left unfinished, else the track's next lesson, else why there is none. */
export async function LeftOff({ mine, name }: { mine: MyPath; name: string }) {
  const [t, locale, format] = await Promise.all([getTranslations('learn'), getLocale(), getFormatter()])
  const { left, path } = mine
  const next = path.next?.lesson
  const lesson = left?.lesson ?? next
  if (!lesson) {
    const state = path.isFinished ? 'finished' : 'waiting'
    return (
      <>
        <h1 className="font-body text-3xl leading-snug">{t(state, { name })}</h1>
        <p className="mt-4 text-ink-soft">{t(`${state}Note`)}</p>
      </>
    )
  }
  const progress = left?.progress
  const cell = progress?.lastCell
  const nameOf = await cellNames(cell ? [lesson.id] : [], locale)
  return (
    <>
      <h1 className="font-body text-3xl leading-snug">{t(left ? 'greeting' : 'welcome', { name })}</h1>
      <section className="mt-6 border-y border-rule py-5 sm:flex sm:items-center sm:justify-between sm:gap-8">
        <div>
          <h2 className="font-body text-xl">{lesson.text[locale].title}</h2>
          <p className="mt-1 text-small text-ink-faint">
            {!progress
              ? t('minutes', { minutes: lesson.minutes })
              : cell && progress.lastCellAt
                ? t('left', {
                    cell: nameOf(lesson.id, cell),
                    when: format.relativeTime(progress.lastCellAt, new Date()),
                  })
                : t('opened', { when: format.relativeTime(progress.lastAt, new Date()) })}
          </p>
          {left && next && next.id !== lesson.id && (
            <p className="mt-1 text-small">
              <Link href={`/learn/${next.id}`} className="link">
                {t('alsoNext', { title: next.text[locale].title })}
              </Link>
            </p>
          )}
        </div>
        <Link
          href={`/learn/${lesson.id}${cell ? `#${cellAnchor(cell)}` : ''}`}
          className="button button-loud mt-4 sm:mt-0"
        >
          {t(left ? 'resume' : 'begin')}
        </Link>
      </section>
    </>
  )
}
