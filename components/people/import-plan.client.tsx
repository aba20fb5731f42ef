'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { FIELDS, type Plan } from '@/lib/people/import/planned'
import { downloadCsv } from './download.client'
import { PlanTable } from './plan-table'

/** Line by line, what would change and what would not. */
export function ImportPlan({ plan }: { plan: Plan }) {
  const t = useTranslations('people')
  const named = (value: string) => value || t('importForm.empty')
  const reasonOf = ({ reason, value }: Plan['refused'][number]) => t(`reasons.${reason}`, { value })
  const heads = (...names: ('line' | 'reason' | 'value')[]) => names.map((name) => t(`importForm.${name}`))
  const someone = [t('fields.name'), t('fields.number')]
  const saveRefused = () =>
    downloadCsv('refused.csv', [
      heads('line', 'reason', 'value'),
      ...plan.refused.map((one) => [String(one.line), reasonOf(one), one.value]),
    ])
  return (
    <>
      <Rows
        title={t('importForm.refused')}
        heads={heads('line', 'reason', 'value')}
        items={plan.refused}
        keyOf={({ line }) => line}
        cells={(one) => [one.line, reasonOf(one), one.value]}
      >
        <button type="button" className="button" onClick={saveRefused}>
          {t('importForm.saveRefused')}
        </button>
      </Rows>
      <Rows
        title={t('importForm.leave')}
        heads={[...heads('line'), ...someone, t('fields.role')]}
        items={plan.leave}
        keyOf={({ id }) => id}
        cells={({ line, name, number, role }) => [
          line ?? t('importForm.notInFile'),
          name,
          number,
          t(`roles.${role}`),
        ]}
      />
      <Rows
        title={t('importForm.roles')}
        heads={[...heads('line'), ...someone, t('importForm.value')]}
        items={plan.roles}
        keyOf={({ line }) => line}
        cells={({ line, name, number, from, to }) => [
          line,
          name,
          number,
          t('importForm.change', {
            field: t('fields.role'),
            from: t(`roles.${from}`),
            to: t(`roles.${to}`),
          }),
        ]}
      />
      <Rows
        title={t('importForm.create')}
        heads={[
          ...heads('line'),
          ...someone,
          ...(['email', 'role', 'department', 'cohort', 'mentor', 'track', 'joined'] as const).map((field) =>
            t(`fields.${field}`),
          ),
        ]}
        items={plan.create}
        keyOf={({ line }) => line}
        cells={({ line, person, shown }) => [
          line,
          person.name,
          person.number,
          person.email,
          t(`roles.${person.role}`),
          ...FIELDS.slice(2).map((field) => shown[field]),
        ]}
      />
      <Rows
        title={t('importForm.update')}
        heads={[...heads('line'), ...someone, t('importForm.value')]}
        items={plan.update}
        keyOf={({ line }) => line}
        cells={({ line, name, number, fields }) => [
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
        ]}
      />
    </>
  )
}

/** Rows a page. */
const PAGE = 100
type RowsProps<T> = {
  title: string
  heads: string[]
  items: readonly T[]
  keyOf: (item: T) => string | number
  cells: (item: T) => ReactNode[]
  children?: ReactNode
}

function Rows<T>({ title, heads, items, keyOf, cells, children }: RowsProps<T>) {
  const t = useTranslations('people.importForm')
  const [wanted, setPage] = useState(0)
  if (items.length === 0) return null
  const last = Math.ceil(items.length / PAGE) - 1
  const page = Math.min(wanted, last)
  const rows = items.slice(page * PAGE, (page + 1) * PAGE)
  return (
    <section className="mt-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">
          {title} <span className="font-normal text-ink-soft tabular-nums">{items.length}</span>
        </h2>
        {children}
      </div>
      <PlanTable
        className="mt-2"
        label={title}
        heads={heads}
        rows={rows.map((item) => ({ key: keyOf(item), cells: cells(item) }))}
      />
      {last > 0 && (
        <div className="mt-2 flex items-center gap-3 text-small">
          <button
            type="button"
            className="button"
            aria-disabled={page === 0}
            onClick={() => setPage(Math.max(page - 1, 0))}
          >
            {t('before')}
          </button>
          <span className="text-ink-soft tabular-nums" aria-live="polite">
            {t('page', { from: page * PAGE + 1, to: page * PAGE + rows.length, of: items.length })}
          </span>
          <button
            type="button"
            className="button"
            aria-disabled={page === last}
            onClick={() => setPage(Math.min(page + 1, last))}
          >
            {t('after')}
          </button>
        </div>
      )}
    </section>
  )
}
