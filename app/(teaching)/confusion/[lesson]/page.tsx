import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ConfusionMap } from '@/components/confusion/confusion-map'
import { requirePermission } from '@/lib/auth/viewer.server'
import { confusionOf, PEOPLE } from '@/lib/confusion/confusion.server'
import { cellNames } from '@/lib/content/cell-names.server'
import { findLesson } from '@/lib/content/source.server'

type Params = { params: Promise<{ lesson: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const lesson = findLesson((await params).lesson)
  const [t, locale] = await Promise.all([getTranslations('confusion'), getLocale()])
  return { title: lesson ? `${lesson.text[locale].title} · ${t('title')}` : t('title') }
}

export default async function ConfusionPage({ params }: Params) {
  const viewer = await requirePermission('confusion.read')
  const lesson = findLesson((await params).lesson)
  if (!lesson) notFound()
  const [t, locale, format] = await Promise.all([getTranslations('confusion'), getLocale(), getFormatter()])
  const [{ cells, asOf }, nameOf] = await Promise.all([
    confusionOf(viewer, lesson.id),
    cellNames([lesson.id], locale),
  ])
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <Link href="/confusion" className="link inline-flex min-h-10 items-center text-small">
        {t('all')}
      </Link>
      <h1 className="font-body text-3xl">{lesson.text[locale].title}</h1>
      <p className="mt-2 max-w-[44em] text-small text-ink-soft">
        {t('definition', { people: PEOPLE })}{' '}
        {t('asOf', { at: format.dateTime(asOf, { dateStyle: 'medium', timeStyle: 'short' }) })}
      </p>
      <ConfusionMap lesson={lesson.id} cells={cells} nameOf={(cell) => nameOf(lesson.id, cell)} />
    </div>
  )
}
