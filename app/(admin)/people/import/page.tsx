import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClientWords } from '@/components/people/client-words'
import { Import } from '@/components/people/import.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { HEADINGS } from '@/lib/people/import/columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('importForm.title') }
}

export default async function ImportPage() {
  const viewer = await requirePermission('people.manage')
  const t = await getTranslations('people.importForm')
  const which = viewer.locale === 'zh' ? 0 : 1
  const heading = Object.values(HEADINGS).map((words) => words[which])
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('lead')}</p>
      <p className="mt-2 max-w-[44em] text-small text-ink-faint">{t('columns')}</p>
      <ClientWords of="people">
        <Import template={[heading]} />
      </ClientWords>
    </div>
  )
}
