import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditFilterForm } from '@/components/audit/audit-filters'
import { AuditTable } from '@/components/audit/audit-table'
import { PageLinks } from '@/components/ui/page-links'
import { readAuditFilters, writeAuditFilters } from '@/lib/audit/filters'
import { listAudit } from '@/lib/audit/list.server'
import { auditWords } from '@/lib/audit/words.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('audit.read')
  const search = await searchParams
  const filters = readAuditFilters(search)
  const { rows, names, ...pages } = await listAudit(viewer, filters, Cursor.safeParse(search['cursor']).data)
  const say = auditWords(viewer.locale)
  const asked = writeAuditFilters(filters)
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{say('title')}</h1>
      <p className="mt-2 text-ink-soft">{say('about')}</p>
      <AuditFilterForm filters={filters} say={say} />
      {rows.length === 0 ? (
        <p className="mt-8 text-ink-faint">{say('empty')}</p>
      ) : (
        <>
          <p className="mt-4 flex flex-wrap items-center gap-x-4">
            <a href={`/api/v1/audit.csv?${asked}`} className="link flex min-h-10 items-center">
              {say('csv')}
            </a>
            <span className="text-small text-ink-faint">{say('allUnder')}</span>
          </p>
          <AuditTable rows={rows} wording={{ locale: viewer.locale, say, names }} />
        </>
      )}
      <PageLinks
        {...pages}
        href={(cursor) => `/audit?${new URLSearchParams([...asked, ['cursor', cursor]])}`}
      />
    </div>
  )
}
