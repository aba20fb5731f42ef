import clsx from 'clsx'
import Link from 'next/link'
import { PageLinks } from '@/components/ui/page-links'
import { ScrollBox } from '@/components/ui/scroll-box'
import { ExportButton } from './export-button.client'
import {
  type InsightFilters,
  insightsHref,
  readSort,
  SORTS,
  type SortColumn,
  writeFilters,
} from '@/lib/insights/filters'
import type { People } from '@/lib/insights/people.server'
import { type Column, COLUMNS, COUNTS, personCells, type Wording } from '@/lib/insights/people-table'

type Props = { people: People; filters: InsightFilters; wording: Wording }
type Row = { id: string; status: string; cells: Record<Column, string> }

export function PeopleTable({ people, filters, wording }: Props) {
  const { words } = wording
  const account = filters.status === 'inactive' || filters.status === 'invited' ? filters.status : undefined
  const rows = people.rows.map((row): Row => ({
    id: row.id,
    status: account ?? row.status,
    cells: personCells(row, filters.status, wording),
  }))
  return (
    <section
      id="people"
      aria-labelledby="people-title"
      className="scroll-mt-4 border-t border-rule-strong pt-3"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="people-title" className="font-body text-xl">
          {words('people.title')}
          <span className="ml-3 font-ui text-ui text-ink-soft">
            {words('people.count', { count: people.shown.count })}
          </span>
        </h2>
        {people.shown.count > 0 && (
          <div className="flex flex-wrap gap-3">
            {(['csv', 'xlsx'] as const).map((format) => (
              <ExportButton
                key={format}
                format={format}
                href={`/api/v1/insights/people.${format}?${writeFilters({ ...filters, cursor: undefined })}`}
              />
            ))}
          </div>
        )}
      </div>
      <p className="text-small text-ink-faint">{words('people.audited')}</p>
      {rows.length === 0 ? (
        <p className="py-6 text-ink-soft">{words('people.empty')}</p>
      ) : (
        <>
          <WideTable rows={rows} filters={filters} wording={wording} />
          <NarrowList rows={rows} wording={wording} />
          <PageLinks
            {...people}
            href={(cursor) => insightsHref(filters, { cursor }, { anchor: '#people' })}
          />
        </>
      )}
    </section>
  )
}

function WideTable({ rows, filters, wording }: { rows: Row[]; filters: InsightFilters; wording: Wording }) {
  const sort = readSort(filters.sort)
  const direction = (column: Column) =>
    sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending'
  return (
    <ScrollBox className="hidden overflow-x-auto sm:block" label={wording.words('people.title')}>
      <table className="mt-2 w-full text-left text-small">
        <thead className="border-b border-rule-strong text-ink-soft">
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={direction(column)}
                className={clsx('pr-4 align-bottom font-medium', COUNTS.has(column) && 'text-right')}
              >
                {isSort(column) ? (
                  <SortLink column={column} filters={filters} sort={sort} wording={wording} />
                ) : (
                  <span className="flex min-h-10 items-center">{wording.words(`columns.${column}`)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, status, cells }) => (
            <tr key={id} className="border-b border-rule align-top">
              {COLUMNS.map((column) =>
                column === 'name' ? (
                  <th key={column} scope="row" className="whitespace-nowrap py-2 pr-4 font-medium">
                    <PersonName id={id} name={cells.name} />
                  </th>
                ) : (
                  <td
                    key={column}
                    className={clsx(
                      'py-2 pr-4',
                      COUNTS.has(column) && 'text-right tabular-nums',
                      column === 'reason' ? 'min-w-64 text-ink-soft' : 'whitespace-nowrap',
                      column === 'status' && STATUS_COLOUR[status],
                    )}
                  >
                    {column === 'mentor' ? <bdi>{cells.mentor}</bdi> : cells[column]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const isSort = (column: Column): column is SortColumn => (SORTS as readonly string[]).includes(column)

/** Colour repeats what the word says. */
const STATUS_COLOUR: Record<string, string> = { verified: 'text-verdigris', 'at-risk': 'text-caution' }

type SortLinkProps = {
  column: SortColumn
  filters: InsightFilters
  sort: ReturnType<typeof readSort>
  wording: Wording
}

function SortLink({ column, filters, sort, wording }: SortLinkProps) {
  const here = sort.column === column
  const next = here && !sort.descending ? (`-${column}` as const) : column
  const name = wording.words(`columns.${column}`)
  return (
    <Link
      href={insightsHref(filters, { sort: next }, { anchor: '#people' })}
      prefetch={false}
      aria-label={wording.words('people.sortBy', { column: name })}
      className={clsx(
        'flex min-h-10 items-center gap-1 hover:text-ember',
        COUNTS.has(column) && 'justify-end',
        here && 'text-ink',
      )}
    >
      {name}
      <span aria-hidden="true" className={clsx(!here && 'invisible')}>
        {sort.descending ? '↓' : '↑'}
      </span>
    </Link>
  )
}

/** On a phone each person is a short paragraph instead of a row that runs off the screen. */
function NarrowList({ rows, wording }: { rows: Row[]; wording: Wording }) {
  const details = COLUMNS.filter((column) => !['name', 'number', 'status', 'reason'].includes(column))
  return (
    <ul className="sm:hidden">
      {rows.map(({ id, status, cells }) => (
        <li key={id} className="border-b border-rule py-3">
          <p className="flex items-baseline justify-between gap-3">
            <span className="font-medium">
              <PersonName id={id} name={cells.name} />{' '}
              <span className="text-small font-normal text-ink-faint">{cells.number}</span>
            </span>
            <span className={clsx('text-small', STATUS_COLOUR[status])}>{cells.status}</span>
          </p>
          {cells.reason && <p className="mt-1 text-small text-ink-soft">{cells.reason}</p>}
          <dl className="mt-1 grid grid-cols-2 gap-x-4 text-small">
            {details.map(
              (column) =>
                cells[column] && (
                  <div key={column} className="flex justify-between gap-2">
                    <dt className="text-ink-faint">{wording.words(`columns.${column}`)}</dt>
                    <dd className="text-right tabular-nums">{cells[column]}</dd>
                  </div>
                ),
            )}
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** Whoever stands in a list can be looked at, and given something to do. */
function PersonName({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/people/${id}`} prefetch={false} className="link inline-flex min-h-6 items-center">
      <bdi>{name}</bdi>
    </Link>
  )
}
