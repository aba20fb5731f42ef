import Link from 'next/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { Locale } from '@/lib/curriculum/ids'
import type { Figure } from '@/lib/insights/figure.server'
import type { Completion, CompletionRow } from '@/lib/insights/figures/completion.server'
import type { InsightFilters } from '@/lib/insights/filters'
import type { Words } from '@/lib/insights/words.server'
import { Definition, rowsHref } from './figure-block'

type Props = {
  figure: Figure<'completion', Completion>
  filters: InsightFilters
  words: Words
  locale: Locale
}

export function CompletionTable({ figure, filters, words, locale }: Props) {
  const title = words('figures.completion')
  return (
    <section aria-labelledby="completion" className="border-t border-rule-strong pt-3">
      <h2 id="completion" className="font-body text-xl">
        {title}
      </h2>
      {figure.kind !== 'shown' ? (
        <p className="py-3 text-ink-soft">{words(`hidden.${figure.kind}`)}</p>
      ) : figure.value.stages.length === 0 ? (
        <p className="py-3 text-ink-soft">{words('completion.noLessons')}</p>
      ) : (
        <Matrix value={figure.value} filters={filters} words={words} locale={locale} title={title} />
      )}
      <Definition figure={figure} words={words} />
    </section>
  )
}

type MatrixProps = { value: Completion; filters: InsightFilters; words: Words; locale: Locale; title: string }

function Matrix({ value, filters, words, locale, title }: MatrixProps) {
  const { stages, departments, total } = value
  const anyHidden = departments.some(({ row }) => row.kind !== 'shown')
  return (
    <>
      <ScrollBox className="overflow-x-auto" label={title}>
        <table className="mt-2 w-full text-left text-ui">
          <thead className="border-b border-rule text-small text-ink-soft">
            <tr>
              <th scope="col" className="py-2 pr-4 font-medium">
                {words('completion.department')}
              </th>
              <th scope="col" className="py-2 pr-4 text-right font-medium">
                {words('completion.people')}
              </th>
              {stages.map((stage) => (
                <th key={stage} scope="col" className="min-w-32 py-2 pr-4 font-medium">
                  {words(`stages.${stage}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {departments.map(({ id, nameZh, nameEn, depth, row }) => {
              const name = locale === 'zh' ? nameZh : nameEn
              return (
                <tr key={id} className="border-b border-rule">
                  <th
                    scope="row"
                    className="py-1 pr-4 font-normal"
                    style={{ paddingInlineStart: `${depth * 1.25}em` }}
                  >
                    <Link
                      href={rowsHref(filters, { department: id })}
                      prefetch={false}
                      className="link flex min-h-10 w-fit items-center"
                    >
                      {name}
                    </Link>
                  </th>
                  {row.kind === 'shown' ? (
                    <>
                      <td className="py-1 pr-4 text-right tabular-nums">{row.people}</td>
                      {stages.map((stage, index) => (
                        <td key={stage} className="py-1 pr-4">
                          <Share
                            row={row}
                            index={index}
                            words={words}
                            href={rowsHref(filters, { department: id, stage, status: 'verified' })}
                            label={words('completion.rows', {
                              department: name,
                              stage: words(`stages.${stage}`),
                              verified: row.verified[index]!,
                            })}
                          />
                        </td>
                      ))}
                    </>
                  ) : (
                    <td colSpan={stages.length + 1} className="py-1 pr-4 text-small text-ink-faint">
                      {words(`hidden.${row.kind}`)}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr className="border-b border-rule-strong font-medium">
              <th scope="row" className="py-2 pr-4 font-medium">
                {words('completion.total')}
              </th>
              <td className="py-2 pr-4 text-right tabular-nums">{total.people}</td>
              {stages.map((stage, index) => (
                <td key={stage} className="py-2 pr-4">
                  <Share row={total} index={index} words={words} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
      {anyHidden && <p className="mt-2 max-w-[40em] text-small text-ink-faint">{words('hidden.note')}</p>}
    </>
  )
}

type ShareProps = { row: CompletionRow; index: number; words: Words; href?: string; label?: string }

/** A count of a count over a thin bar; verdigris, because only what the server verified is in it. */
function Share({ row, index, words, href, label }: ShareProps) {
  const verified = row.verified[index]!
  if (row.people === 0) return <span className="text-small text-ink-faint">{words('completion.nobody')}</span>
  const percent = Math.round((100 * verified) / row.people)
  const numbers = (
    <span className="flex items-baseline justify-between gap-3 tabular-nums">
      <span>{words('completion.cell', { verified, people: row.people })}</span>
      <span className="text-small text-ink-soft">{percent}%</span>
    </span>
  )
  return (
    <div className="max-w-48">
      {href && verified > 0 ? (
        <Link
          href={href}
          prefetch={false}
          aria-label={label}
          className="block min-h-10 content-end hover:text-ember"
        >
          {numbers}
        </Link>
      ) : (
        <div className="min-h-10 content-end">{numbers}</div>
      )}
      <div aria-hidden="true" className="mt-0.5 h-1 bg-rule">
        <div className="h-full bg-verdigris" style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}
