import clsx from 'clsx'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { PersonRow } from '@/lib/people/list.server'

const COLUMNS = ['name', 'number', 'role', 'status', 'department', 'cohort', 'mentor'] as const

/** Everybody found: a table on a desk, a list on a phone. */
export async function PeopleTable({ rows }: { rows: PersonRow[] }) {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()])
  const cellsOf = (row: PersonRow) => ({
    number: row.number ?? t('none'),
    role: t(`roles.${row.role}`),
    status: t(`statuses.${row.status}`),
    department: row.department?.[locale] ?? t('none'),
    cohort: row.cohort?.[locale] ?? t('none'),
    mentor: row.mentor ?? t('none'),
  })
  return (
    <>
      <ScrollBox className="mt-6 hidden overflow-x-auto sm:block" label={t('title')}>
        <table className="w-full text-left text-small">
          <thead className="border-b border-rule-strong text-ink-soft">
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="py-2 pr-6 font-medium">
                  {t(`fields.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const cells = cellsOf(row)
              return (
                <tr key={row.id} className="border-b border-rule">
                  <th scope="row" className="pr-6 font-medium">
                    <Tick row={row} label={t('track.tick', { name: row.name })} />
                    <PersonLink row={row} />
                  </th>
                  {COLUMNS.slice(1).map((column) => (
                    <td
                      key={column}
                      className={clsx(
                        'whitespace-nowrap py-2 pr-6',
                        column === 'status' && row.status !== 'active' && 'text-caution',
                      )}
                    >
                      <bdi>{cells[column as keyof typeof cells]}</bdi>
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
      <ul className="mt-4 border-t border-rule sm:hidden">
        {rows.map((row) => {
          const cells = cellsOf(row)
          return (
            <li key={row.id} className="border-b border-rule py-2">
              <p className="flex items-center justify-between gap-3">
                <span>
                  <Tick row={row} label={t('track.tick', { name: row.name })} />
                  <PersonLink row={row} />
                </span>
                <span className={clsx('text-small', row.status !== 'active' && 'text-caution')}>
                  {cells.status}
                </span>
              </p>
              <p className="text-small text-ink-soft">
                {[cells.role, cells.department, cells.number].join(' · ')}
              </p>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Chooses a person for what is done to many at once; only people with a place can follow a track. */
function Tick({ row, label }: { row: PersonRow; label: string }) {
  if (!hasTrack(row)) return <span className="mr-3 inline-block size-4" />
  return (
    <input
      type="checkbox"
      name="chosen"
      value={row.id}
      aria-label={label}
      className="mr-3 size-4 align-middle accent-[var(--ember)]"
    />
  )
}

export const hasTrack = (row: PersonRow): boolean => row.number !== null && row.status !== 'inactive'

function PersonLink({ row }: { row: PersonRow }) {
  return (
    <Link href={`/people/${row.id}`} prefetch={false} className="link inline-flex min-h-10 items-center">
      <bdi>{row.name}</bdi>
    </Link>
  )
}
