import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Path } from '@/components/path/path'
import { nextEntry, pathOf } from '@/components/path/standing'
import { requirePermission } from '@/lib/auth/viewer.server'
import { lessons } from '@/lib/content/source.server'
import { lessonStatesOf } from '@/lib/progress/state.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('learn'))('title') }
}

export default async function LearnPage() {
  const viewer = await requirePermission('progress.write')
  const all = lessons()
  const progress = [...(await lessonStatesOf(viewer)).values()]
  const path = pathOf(all, progress)
  const next = nextEntry(path)
  const [t, locale, format] = await Promise.all([getTranslations('learn'), getLocale(), getFormatter()])
  const verified = progress.filter((row) => row.verifiedAt !== null).length
  const figures = [
    [t('figures.verified'), t('figures.lessons', { done: verified, all: all.length })],
    [t('figures.active'), t('figures.minutes', { minutes: sum(progress.map((row) => row.activeMinutes)) })],
    [t('figures.runs'), t('figures.times', { runs: sum(progress.map((row) => row.runs)) })],
  ] as const
  const greeting = next === null ? 'finished' : next.standing === 'open' ? 'greeting' : 'welcome'

  return (
    <div className="mx-auto max-w-[52rem] px-4 py-10 sm:px-6 sm:py-14">
      <h1 className="font-body text-3xl leading-snug">{t(greeting, { name: viewer.name })}</h1>
      {next !== null && (
        <section className="mt-6 border-y border-rule py-5 sm:flex sm:items-center sm:justify-between sm:gap-8">
          <div>
            <h2 className="font-body text-xl">{next.lesson.text[locale].title}</h2>
            <p className="mt-1 text-small text-ink-faint">
              {next.progress === null
                ? t('minutes', { minutes: next.lesson.minutes })
                : next.progress.lastCell !== null && next.progress.lastCellAt !== null
                  ? t('left', {
                      cell: next.progress.lastCell,
                      when: format.relativeTime(next.progress.lastCellAt),
                    })
                  : t('opened', { when: format.relativeTime(next.progress.lastAt) })}
            </p>
          </div>
          <Link
            href={`/learn/${next.lesson.id}${next.progress?.lastCell ? `#cell-${next.progress.lastCell}` : ''}`}
            className="button button-loud mt-4 sm:mt-0"
          >
            {t(next.standing === 'open' ? 'resume' : 'begin')}
          </Link>
        </section>
      )}
      <dl className="mt-5 flex flex-wrap gap-x-10 gap-y-3">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="text-small text-ink-faint">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-12 font-body text-2xl">{t('path')}</h2>
      <p className="mt-1 text-ink-soft">{t('pathNote')}</p>
      <Path path={path} lessons={all} />
    </div>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
