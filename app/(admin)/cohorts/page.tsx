import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClientWords } from '@/components/people/client-words'
import { CohortList } from '@/components/people/cohort-list.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { listCohorts } from '@/lib/people/cohorts.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('classes.title') }
}

export default async function CohortsPage() {
  const viewer = await requirePermission('people.manage')
  const [t, rows] = await Promise.all([getTranslations('people.classes'), listCohorts(viewer)])
  const named = rows.map((row) => ({ ...row, name: viewer.locale === 'zh' ? row.nameZh : row.nameEn }))
  return (
    <div className="mx-auto max-w-[56rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('lead')}</p>
      <ClientWords of="people">
        <CohortList cohorts={named} />
      </ClientWords>
    </div>
  )
}
