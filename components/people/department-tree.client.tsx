'use client'
import { useTranslations } from 'next-intl'
import { NamedForm, NamedList } from './named-list.client'

export type Department = {
  id: string
  parentId: string | null
  nameZh: string
  nameEn: string
  name: string
  depth: number
  people: number
  openAssignments: number
}
type Fields = { nameZh: string; nameEn: string; parentId: string | null }

export function DepartmentTree({ departments }: { departments: Department[] }) {
  const t = useTranslations('people')
  return (
    <NamedList<Department, Fields>
      items={departments}
      path="/departments"
      empty={t('tree.empty')}
      add={t('tree.add')}
      depthOf={({ depth }) => depth}
      renderAbout={({ people, openAssignments }) => (
        <>
          {t('tree.people', { count: people })}
          {openAssignments > 0 && ` · ${t('tree.assignments', { count: openAssignments })}`}
        </>
      )}
      renderForm={(department, handles) => (
        <NamedForm<Fields>
          names={department}
          handles={handles}
          read={(text) => ({ parentId: text('parentId') || null })}
        >
          <label className="grid gap-1 text-small text-ink-soft">
            {t('tree.parent')}
            <select
              name="parentId"
              defaultValue={department?.parentId ?? ''}
              className="field max-w-56 text-ui"
            >
              <option value="">{t('tree.top')}</option>
              {departments
                .filter(({ id }) => id !== department?.id)
                .map(({ id, name, depth }) => (
                  <option key={id} value={id}>
                    {'\u3000'.repeat(depth) + name}
                  </option>
                ))}
            </select>
          </label>
        </NamedForm>
      )}
    />
  )
}
