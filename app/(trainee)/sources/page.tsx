import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Article } from '@/components/glossary/article'
import { requirePermission } from '@/lib/auth/viewer.server'
import { readSources } from '@/lib/glossary/sources.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sources'))('title') }
}

export default async function SourcesPage() {
  const viewer = await requirePermission('lessons.read')
  const [t, locale] = await Promise.all([getTranslations('sources'), getLocale()])
  const { author, articles } = await readSources(viewer, locale)
  const errata = articles.reduce((count, article) => count + article.errata.length, 0)
  return (
    <div className="mx-auto max-w-[52rem] px-4 py-10 sm:px-6 sm:py-14">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-3 max-w-[40em] text-ink-soft">
        {t('lead', { articles: articles.length, author, errata })}
      </p>
      {articles.map((article) => (
        <Article key={article.id} article={article} />
      ))}
    </div>
  )
}
