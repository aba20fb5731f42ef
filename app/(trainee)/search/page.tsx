import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { SearchResults } from '@/components/search/results'
import { requirePermission } from '@/lib/auth/viewer.server'
import { search } from '@/lib/search/search.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('search'))('title') }
}

type Params = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The search as a page of its own: an address to share, and it works before any script has loaded. */
export default async function SearchPage({ searchParams }: Params) {
  const viewer = await requirePermission('lessons.read')
  const [t, locale, { q }] = await Promise.all([getTranslations('search'), getLocale(), searchParams])
  const query = (typeof q === 'string' ? q : '').trim().slice(0, 200)
  const found = query === '' ? [] : await search(viewer, query, locale)
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <search>
        <form className="mt-6 flex flex-wrap gap-2">
          <input
            type="search"
            name="q"
            defaultValue={query}
            maxLength={200}
            aria-label={t('label')}
            placeholder={t('placeholder')}
            className="field min-w-0 grow"
          />
          <button type="submit" className="button button-loud">
            {t('submit')}
          </button>
        </form>
      </search>
      <output className="mt-6 mb-4 block text-small text-ink-soft">
        {query === '' && t('start')}
        {query !== '' && (found.length === 0 ? t('none', { query }) : t('count', { count: found.length }))}
      </output>
      <SearchResults found={found} />
    </div>
  )
}
