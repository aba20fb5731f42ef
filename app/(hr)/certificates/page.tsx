import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { CertificateList } from '@/components/certificates/certificate-list'
import { PageLinks } from '@/components/ui/page-links'
import { requirePermission } from '@/lib/auth/viewer.server'
import { LIST_STATES, readListFilter } from '@/lib/certificates/list-filter'
import { listCertificates } from '@/lib/certificates/read.server'
import { catalog } from '@/lib/curriculum/catalog.server'
import type { Cursor } from '@/lib/db/keyset'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('certificates'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function CertificatesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('certificates.revoke')
  const filter = readListFilter(await searchParams)
  const { rows, ...pages } = await listCertificates(viewer, filter)
  const [t, shared, locale] = await Promise.all([
    getTranslations('certificates.hr'),
    getTranslations('certificates'),
    getLocale(),
  ])
  const pageHref = (cursor: Cursor) =>
    `/certificates?${new URLSearchParams({ q: filter.q, state: filter.state, cursor })}`
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{shared('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('about')}</p>
      <form className="mt-6 flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-small text-ink-soft">
          {t('search')}
          <input name="q" defaultValue={filter.q} maxLength={60} className="field text-ui" />
        </label>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('state')}
          <select name="state" defaultValue={filter.state} className="field text-ui">
            {LIST_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t('show')}
        </button>
        <p className="ml-auto text-small text-ink-faint">{t('count', { count: pages.shown.count })}</p>
      </form>
      {rows.length === 0 ? (
        <p className="mt-8 text-ink-faint">{t('empty')}</p>
      ) : (
        <CertificateList rows={rows} catalog={catalog()} locale={locale} />
      )}
      <PageLinks {...pages} href={pageHref} />
    </div>
  )
}
