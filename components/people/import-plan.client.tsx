'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PlanTable } from './plan-table'

export type Preview = {
  digest: string
  create: {
    line: number
    person: { name: string; email: string; number: string; role: 'trainee' | 'mentor' | 'hr' | 'admin' }
    shown: Record<string, string>
  }[]
  update: {
    line: number
    id: string
    name: string
    number: string
    fields: {
      field: 'name' | 'email' | 'department' | 'cohort' | 'mentor' | 'joined'
      from: string
      to: string
    }[]
  }[]
  unchanged: number
  refused: { line: number; reason: string; value: string }[]
}

/** Line by line, what would change and what would not. */
export function ImportPlan({ plan }: { plan: Preview }) {
  const t = useTranslations('people')
  const named = (value: string) => value || t('importForm.empty')
  return (
    <>
      <Rows
        title={t('importForm.refused')}
        heads={[t('importForm.line'), t('importForm.reason'), t('importForm.value')]}
        rows={plan.refused.map(({ line, reason, value }) => ({
          key: line,
          cells: [line, t(`reasons.${reason}` as never, { value } as never), value],
        }))}
      />
      <Rows
        title={t('importForm.create')}
        heads={[
          t('importForm.line'),
          ...(['name', 'number', 'email', 'role', 'department', 'cohort', 'mentor'] as const).map((field) =>
            t(`fields.${field}`),
          ),
        ]}
        rows={plan.create.map(({ line, person, shown }) => ({
          key: line,
          cells: [
            line,
            person.name,
            person.number,
            person.email,
            t(`roles.${person.role}`),
            shown['department'],
            shown['cohort'],
            shown['mentor'],
          ],
        }))}
      />
      <Rows
        title={t('importForm.update')}
        heads={[t('importForm.line'), t('fields.name'), t('fields.number'), t('importForm.value')]}
        rows={plan.update.map(({ line, name, number, fields }) => ({
          key: line,
          cells: [
            line,
            name,
            number,
            <ul key="changes">
              {fields.map(({ field, from, to }) => (
                <li key={field}>
                  {t('importForm.change', { field: t(`fields.${field}`), from: named(from), to: named(to) })}
                </li>
              ))}
            </ul>,
          ],
        }))}
      />
    </>
  )
}

type RowsProps = { title: string; heads: string[]; rows: { key: number; cells: ReactNode[] }[] }

function Rows({ title, heads, rows }: RowsProps) {
  if (rows.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="text-lg font-semibold">
        {title} <span className="font-normal text-ink-soft tabular-nums">{rows.length}</span>
      </h2>
      <PlanTable className="mt-2" label={title} heads={heads} rows={rows} />
    </section>
  )
}
