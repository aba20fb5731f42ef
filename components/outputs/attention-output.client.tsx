'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { FigureBox, FoldedTable } from './figure-box'
import { HeatGrid } from './heat-grid'
import { writeFixed } from './number'
import { shade, tint } from './shades'
import { useWidth } from './use-width.client'

const SCALE = { low: 0, high: 1, diverging: false }

/** Heads to switch, a token to look from, and what it looks at. Radio buttons: arrow keys go from one to the next. */
export function AttentionOutput({ output }: { output: OutputOf<'attention'> }) {
  const t = useTranslations('outputs')
  const group = useId()
  const [box, width] = useWidth()
  const [head, setHead] = useState(0)
  const [query, setQuery] = useState(output.queries.length - 1)
  const { heads, queries, keys, weights, caption } = output
  const size = queries.length * keys.length
  const shown = weights.slice(head * size, (head + 1) * size)
  const row = shown.slice(query * keys.length, (query + 1) * keys.length)
  const label = caption ?? t('attention')
  return (
    <FigureBox caption={caption} box={box}>
      {heads > 1 && (
        <Choice
          name={`${group}-head`}
          legend={t('heads')}
          options={Array.from({ length: heads }, (_, index) => t('head', { number: index + 1 }))}
          chosen={head}
          choose={setHead}
        />
      )}
      <HeatGrid
        rows={queries}
        columns={keys}
        values={shown}
        scale={SCALE}
        label={heads > 1 ? t('of', { name: label, caption: t('head', { number: head + 1 }) }) : label}
        width={width}
        row={query}
        rowLabel={t('queryRow')}
        columnLabel={t('keyColumn')}
      />
      <Choice
        name={`${group}-query`}
        legend={t('query')}
        options={queries}
        chosen={query}
        choose={setQuery}
      />
      <p className="mb-1 text-ink-soft" aria-live="polite">
        {t('attends', { query: queries[query]! })}
      </p>
      <ul className="m-0 flex list-none flex-wrap gap-1 p-0">
        {keys.map((key, index) => (
          <li key={index} className="m-0 p-0">
            <span
              className="inline-flex flex-col items-center rounded px-2 py-1 text-ink"
              style={{ background: tint(shade(row[index]!, SCALE)) }}
            >
              {key}
              <small className="tabular-nums">{writeFixed(row[index]!, 2)}</small>
            </span>
          </li>
        ))}
      </ul>
      <FoldedTable
        columns={['', ...keys]}
        rows={queries.map((name, index) => [
          name,
          ...shown.slice(index * keys.length, (index + 1) * keys.length).map((value) => writeFixed(value, 3)),
        ])}
      />
    </FigureBox>
  )
}

type ChoiceProps = {
  name: string
  legend: string
  options: string[]
  chosen: number
  choose(index: number): void
}

function Choice({ name, legend, options, chosen, choose }: ChoiceProps) {
  return (
    <fieldset className="m-0 my-2 flex flex-wrap items-center gap-1 border-0 p-0">
      <legend className="float-left mr-2 p-0 text-ink-soft">{legend}</legend>
      {options.map((option, index) => (
        <label
          key={index}
          className="flex min-h-10 min-w-10 cursor-pointer items-center justify-center rounded border border-rule px-2 text-ink has-checked:border-ink has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={index === chosen}
            onChange={() => choose(index)}
          />
          {option}
        </label>
      ))}
    </fieldset>
  )
}
