import Link from 'next/link'
import type { Locale } from '@/lib/curriculum/ids'
import type { Figure } from '@/lib/insights/figure.server'
import type { InsightFilters } from '@/lib/insights/filters'
import type { Words } from '@/lib/insights/words.server'
import { Definition } from './definition'
import { FigureLines } from './figure-lines'
import { figureHref } from './figure-tile'

type Props = { figure: Figure; filters: InsightFilters; words: Words; locale: Locale }

/** A figure at length on the overview. */
export function FigurePanel({ figure, filters, words, locale }: Props) {
  const name = words(`figures.${figure.key}`)
  return (
    <section aria-labelledby={figure.key} className="min-w-0 border-t border-rule-strong pt-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={figure.key} className="font-body text-xl">
          {name}
        </h2>
        <Link
          href={figureHref(filters, figure.key)}
          prefetch={false}
          aria-label={`${words('figure.open')}: ${name}`}
          className="link flex min-h-10 items-center text-small"
        >
          {words('figure.open')}
        </Link>
      </div>
      {figure.kind === 'shown' ? (
        <FigureLines {...{ figure, filters, words, locale }} />
      ) : (
        <p className="py-3 text-ink-soft">{words(`hidden.${figure.kind}`)}</p>
      )}
      <Definition figure={figure} words={words} />
    </section>
  )
}
