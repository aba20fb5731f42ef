import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { AssignmentTable } from '@/components/assignments/assignment-table'
import { PageLinks } from '@/components/ui/page-links'
import { listAssignments } from '@/lib/assignments/read.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assignments'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function AssignmentsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('assignments.write')
  const cursor = Cursor.safeParse((await searchParams)['cursor']).data
  const [t, { rows, ...pages }] = await Promise.all([
    getTranslations('assignments'),
    listAssignments(viewer, cursor),
  ])
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6">
      <div className="flex flex-wrap items-baseline justify-between gap-4">
        <h1 className="font-body text-3xl">{t('title')}</h1>
        <Link href="/assignments/new" className="button button-loud">
          {t('new')}
        </Link>
      </div>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('lead')}</p>
      {rows.length === 0 ? (
        <p className="mt-8 text-ink-faint">{t('empty')}</p>
      ) : (
        <AssignmentTable rows={rows} />
      )}
      <PageLinks {...pages} href={(to) => `/assignments?${new URLSearchParams({ cursor: to })}`} />
    </div>
  )
}
