import { clsx } from 'clsx'
import Link from 'next/link'
import { ChartFigure } from '@/components/charts/chart-figure'
import { bars } from '@/components/charts/options'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { Locale } from '@/lib/curriculum/ids'
import { shortDay } from '@/lib/insights/dates'
import { dateOfNumber } from '@/lib/insights/days'
import type { Figure } from '@/lib/insights/figure.server'
import type { InsightFilters } from '@/lib/insights/filters'
import { sayLabel } from '@/lib/insights/row-table'
import type { Words } from '@/lib/insights/words.server'
import { figureHref } from './figure-tile'

type Shown = Extract<Figure, { kind: 'shown' }>
type Props = { figure: Shown; filters: InsightFilters; words: Words; locale: Locale }

/** What a figure is made up of: a chart over time, or a table whose numbers are also lengths or shades. */
export function FigureLines(props: Props) {
  if (props.figure.lines.length === 0)
    return <p className="py-3 text-ink-soft">{props.words('figure.empty')}</p>
  if (props.figure.drawn === 'time') return <Trend {...props} />
  return <LinesTable {...props} />
}

function Trend(props: Props) {
  const { figure, words, locale } = props
  const counts = figure.lines.map(({ values }) => values[0] ?? 0)
  const days = figure.lines.map(({ id }) => shortDay(dateOfNumber(Number(id)), locale))
  return (
    <ChartFigure
      description={words('figure.chart')}
      caption={words('figure.caption', {
        weeks: counts.length,
        total: figure.main ?? 0,
        most: Math.max(...counts),
      })}
      tableLabel={words('figure.table')}
      draw={(narrow) =>
        bars({
          labels: days,
          values: counts,
          xName: words('figure.week'),
          yName: words('labels.columns.completions'),
          numbered: counts.length <= (narrow ? 14 : 30),
        })
      }
      table={<LinesTable {...props} />}
    />
  )
}

function LinesTable({ figure, filters, words, locale }: Props) {
  const { columns, lines, drawn } = figure
  const name = words(`figures.${figure.key}`)
  // The column that is drawn: the share where there is one, otherwise the first.
  const at = drawn === 'shares' ? shareColumn(columns) : 0
  const most = drawn === 'shares' ? 100 : Math.max(1, ...lines.map(({ values }) => values[at] ?? 0))
  const anyHidden = lines.some(({ hidden }) => hidden)
  return (
    <>
      <ScrollBox className="overflow-x-auto" label={words('figure.description', { name })}>
        <table className="mt-2 w-full text-left text-ui">
          <thead className="border-b border-rule text-small text-ink-soft">
            <tr>
              <th scope="col" className="py-2 pr-4 font-medium">
                <span className="sr-only">{name}</span>
              </th>
              {columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  className={clsx('py-2 pr-4 font-medium', drawn !== 'heat' && 'text-right')}
                >
                  {sayLabel(column, words, locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} className="border-b border-rule">
                <th
                  scope="row"
                  className={clsx(
                    'py-1 pr-4 font-normal whitespace-nowrap',
                    line.inside && 'pl-6 text-small text-ink-soft',
                  )}
                >
                  <LineName line={line} figure={figure} filters={filters} words={words} locale={locale} />
                </th>
                {line.hidden ? (
                  <td colSpan={columns.length} className="py-1 pr-4 text-small text-ink-faint">
                    {words(`hidden.${line.hidden}`)}
                  </td>
                ) : (
                  line.values.map((value, index) => (
                    <td
                      key={index}
                      className={clsx('py-1 pr-4 tabular-nums', drawn !== 'heat' && 'text-right')}
                    >
                      {drawn === 'heat' ? (
                        <Shade value={value} words={words} />
                      ) : (
                        <Amount
                          value={value}
                          isShare={isShare(columns[index])}
                          verified={VERIFIED.has(figure.key)}
                          length={drawn !== 'table' && index === at ? ((value ?? 0) / most) * 100 : undefined}
                          words={words}
                        />
                      )}
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {anyHidden && <p className="mt-2 max-w-[40em] text-small text-ink-faint">{words('hidden.note')}</p>}
    </>
  )
}

const isShare = (column: Shown['columns'][number] | undefined): boolean =>
  typeof column === 'string' && /[sS]hare$/.test(column)
const shareColumn = (columns: Shown['columns']): number => Math.max(0, columns.findIndex(isShare))

type NameProps = Props & { line: Shown['lines'][number] }

function LineName({ line, figure, filters, words, locale }: NameProps) {
  const text = sayLabel(line.label, words, locale)
  const said = line.inside ? words('figure.missingPart', { name: text }) : text
  if (line.check) return <CheckName check={line.check} title={text} words={words} />
  // A line already asked for leads nowhere new.
  const isNew = Object.entries(line.within ?? {}).some(
    ([name, value]) => filters[name as keyof InsightFilters] !== value,
  )
  if (!line.within || !isNew) return <span className="flex min-h-10 items-center">{said}</span>
  return (
    <Link
      href={figureHref(filters, figure.key, line.within)}
      prefetch={false}
      className="link flex min-h-10 w-fit items-center"
    >
      {said}
    </Link>
  )
}

type Check = NonNullable<Shown['lines'][number]['check']>

/** A check by its lesson and kind; it leads to where the lesson shows it. */
function CheckName({ check, title, words }: { check: Check; title: string; words: Words }) {
  const kind = words(`checks.${check.kind}`)
  return (
    <Link href={`/learn/${check.lesson}`} prefetch={false} className="link flex min-h-10 w-fit items-center">
      {words('figure.check', { title, kind: check.number ? `${kind} ${check.number}` : kind })}
    </Link>
  )
}

/** Figures whose lengths are verified work: verdigris is for nothing else. */
const VERIFIED = new Set<Figure['key']>(['verified-completions', 'coverage', 'certificates', 'funnel'])

type AmountProps = {
  value: number | null
  isShare: boolean
  length: number | undefined
  verified: boolean
  words: Words
}

function Amount({ value, isShare: share, length, verified, words }: AmountProps) {
  if (value === null) return null
  return (
    <>
      {share ? words('figure.share', { percent: value }) : value}
      {length !== undefined && (
        <span aria-hidden="true" className="mt-0.5 ml-auto block h-1 w-full min-w-24 bg-rule">
          <span
            data-bar
            className={clsx('block h-full', verified ? 'bg-verdigris' : 'bg-data-1')}
            style={{ width: `${length}%` }}
          />
        </span>
      )}
    </>
  )
}

/** A share whose shade is its size; the number stays readable on every shade. */
function Shade({ value, words }: { value: number | null; words: Words }) {
  if (value === null) return <span className="text-small text-ink-faint">{words('figure.none')}</span>
  return (
    <span
      className="flex min-h-10 min-w-16 items-center px-2"
      style={{
        backgroundColor: `color-mix(in oklab, var(--verdigris) ${Math.round(value * 0.35)}%, transparent)`,
      }}
    >
      {words('figure.share', { percent: value })}
    </span>
  )
}
