import Link from 'next/link'
import type { Figure } from '@/lib/insights/figure.server'
import { type InsightFilters, insightsHref } from '@/lib/insights/filters'
import type { Words } from '@/lib/insights/words.server'
import { Definition } from './definition'
import { MainNumber } from './main-number'

type Props = { figure: Figure; filters: InsightFilters; words: Words }

/** The address of a figure's own page under the same filters, without those that only choose rows. */
export const figureHref = (
  filters: InsightFilters,
  figure: string,
  within: Partial<InsightFilters> = {},
): string => insightsHref(filters, { status: undefined, q: undefined, sort: 'status', ...within }, { figure })

/** One number with its name, meaning and moment; its people are on the figure's own page. */
export function FigureTile({ figure, filters, words }: Props) {
  const name = words(`figures.${figure.key}`)
  return (
    <section className="border-t border-rule-strong pt-3" aria-label={name}>
      <h2 className="text-small text-ink-soft">{name}</h2>
      <MainNumber figure={figure} words={words} />
      <Link
        href={figureHref(filters, figure.key)}
        prefetch={false}
        aria-label={`${words('figure.open')}: ${name}`}
        className="link flex min-h-10 w-fit items-center text-small"
      >
        {words('figure.open')}
      </Link>
      <Definition figure={figure} words={words} />
    </section>
  )
}
