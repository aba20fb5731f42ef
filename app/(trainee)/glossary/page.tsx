import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { TermList } from '@/components/glossary/term-list'
import { requirePermission } from '@/lib/auth/viewer.server'
import { findLesson } from '@/lib/content/source.server'
import { findTerms, sectionsOf } from '@/lib/glossary/glossary'
import { glossary } from '@/lib/glossary/glossary.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('glossary'))('title') }
}

type Props = { searchParams: Promise<{ q?: string | string[] }> }

export default async function GlossaryPage({ searchParams }: Props) {
  await requirePermission('lessons.read')
  const [t, locale, { q }] = await Promise.all([getTranslations('glossary'), getLocale(), searchParams])
  const typed = (typeof q === 'string' ? q : '').slice(0, 60)
  const terms = glossary()
  const found = findTerms(terms, typed)
  const lessons = Object.fromEntries(
    found.flatMap(({ lesson }) => {
      const title = findLesson(lesson)?.text[locale].title
      return title === undefined ? [] : [[lesson, title]]
    }),
  )
  return (
    <div className="mx-auto max-w-[52rem] px-4 py-10 sm:px-6 sm:py-14">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{t('lead', { count: terms.length })}</p>
      <form method="get" className="mt-6 flex flex-wrap items-end gap-3">
        <label className="flex min-w-56 flex-1 flex-col gap-1">
          <span className="text-small text-ink-faint">{t('search')}</span>
          <input
            type="search"
            name="q"
            defaultValue={typed}
            maxLength={60}
            className="min-h-10 rounded border border-rule-strong bg-paper-raised px-3"
          />
        </label>
        <button type="submit" className="min-h-10 rounded border border-rule-strong px-4">
          {t('find')}
        </button>
      </form>
      {typed !== '' && (
        <p className="mt-4 text-ink-soft">
          <output>{t('found', { count: found.length, typed })}</output>{' '}
          <Link href="/glossary" className="link inline-flex min-h-10 items-center">
            {t('all')}
          </Link>
        </p>
      )}
      <TermList sections={sectionsOf(found, locale)} lessons={lessons} locale={locale} />
      <p className="mt-12 border-t border-rule pt-3">
        <Link href="/sources" className="link inline-flex min-h-10 items-center">
          {t('sources')}
        </Link>
      </p>
    </div>
  )
}
