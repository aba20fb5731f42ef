import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClientWords } from '@/components/people/client-words'
import { DepartmentTree } from '@/components/people/department-tree.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { listDepartments } from '@/lib/people/departments.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('tree.title') }
}

export default async function DepartmentsPage() {
  const viewer = await requirePermission('people.manage')
  const [t, rows] = await Promise.all([getTranslations('people.tree'), listDepartments(viewer)])
  const named = rows.map((row) => ({ ...row, name: viewer.locale === 'zh' ? row.nameZh : row.nameEn }))
  return (
    <div className="mx-auto max-w-[56rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('lead')}</p>
      <ClientWords of="people">
        <DepartmentTree departments={named} />
      </ClientWords>
    </div>
  )
}
