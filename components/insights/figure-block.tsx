import Link from 'next/link'
import type { ReactNode } from 'react'
import { minute } from '@/lib/insights/dates'
import type { Figure } from '@/lib/insights/figure.server'
import { type InsightFilters, insightsHref } from '@/lib/insights/filters'
import type { Words } from '@/lib/insights/words.server'

/** The address of the people behind a figure: what chose rows before gives way to the figure's own choice. */
export function rowsHref(filters: InsightFilters, rows: Partial<InsightFilters>): string {
  return insightsHref(filters, { status: undefined, behind: undefined, q: undefined, ...rows }, '#people')
}

type DefinitionProps = { figure: Figure<string, unknown>; words: Words }

/** How it is counted and when it was: one key away from every figure. */
export function Definition({ figure, words }: DefinitionProps) {
  return (
    <details className="text-small text-ink-soft">
      <summary className="flex min-h-10 w-fit cursor-pointer items-center underline decoration-rule-strong underline-offset-4 hover:text-ember">
        {words('howCounted')}
      </summary>
      <p className="max-w-[34em] pb-2 leading-relaxed">{words(figure.definition)}</p>
      <p className="pb-2 text-ink-faint">{words('asOf', { time: minute(figure.asOf) })}</p>
    </details>
  )
}

type BlockProps<T> = {
  figure: Figure<string, T>
  filters: InsightFilters
  words: Words
  unit: (value: T) => string
  /** The number itself; null when there is none yet. */
  read: (value: T) => number | null
  note?: (value: T) => ReactNode
}

/** One number with its name, meaning, moment and people. */
export function FigureBlock<T>({ figure, filters, words, unit, read, note }: BlockProps<T>) {
  const name = words(`figures.${figure.key}`)
  return (
    <section className="border-t border-rule-strong pt-3" aria-label={name}>
      <h2 className="text-small text-ink-soft">{name}</h2>
      {figure.kind === 'shown' ? (
        <>
          <Value value={read(figure.value)} unit={unit(figure.value)} none={words('noValue')} />
          {note && <p className="text-small text-ink-soft">{note(figure.value)}</p>}
          <Link
            href={rowsHref(filters, figure.rows)}
            prefetch={false}
            className="link flex min-h-10 w-fit items-center text-small"
          >
            {words('whoTheyAre')}
          </Link>
        </>
      ) : (
        <p className="py-2 text-ui text-ink-soft">{words(`hidden.${figure.kind}`)}</p>
      )}
      <Definition figure={figure} words={words} />
    </section>
  )
}

function Value({ value, unit, none }: { value: number | null; unit: string; none: string }) {
  if (value === null) return <p className="py-2 text-ui text-ink-soft">{none}</p>
  return (
    <p className="py-1">
      <span className="font-body text-4xl tabular-nums">{value}</span>{' '}
      <span className="text-small text-ink-soft">{unit}</span>
    </p>
  )
}
