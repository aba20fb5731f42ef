/** A figure's rows as text and numbers: the page, the API and every export show the same cells under the same headings. */
import type { Locale } from '../curriculum/ids'
import { dateOfNumber } from './days'
import type { About, Insight, Label, RowValue } from './insight'
import type { FigureRow } from './rows.server'

export type Say = (key: string, values?: Record<string, string | number>) => string

const PLACE = ['name', 'number', 'department', 'cohort', 'mentor', 'track'] as const

/** @param say messages of the `insights` namespace */
export function sayLabel(label: Label, say: Say, locale: Locale): string {
  if (typeof label !== 'string') return label[locale]
  if (label.startsWith('day:')) return dateOfNumber(Number(label.slice(4)))
  return say(`labels.${label}`)
}

export const headingsOf = (insight: Insight, say: Say): string[] =>
  [...PLACE, ...insight.rowColumns].map((column) => say(`rowColumns.${column}`))

type Wording = { say: Say; locale: Locale; track: (id: string) => string }

/** One row's cells: numbers stay numbers, so that a spreadsheet can count with them. */
export function rowCells(
  row: FigureRow,
  insight: Insight,
  about: About,
  { say, locale, track }: Wording,
): (string | number)[] {
  const spell = (value: RowValue): string | number => {
    if (value === null) return ''
    if (typeof value === 'number') return value
    if (typeof value === 'object' && 'day' in value) return dateOfNumber(value.day)
    if (typeof value === 'object' && 'list' in value)
      return value.list.map((label) => sayLabel(label, say, locale)).join(locale === 'zh' ? '、' : ', ')
    return sayLabel(value, say, locale)
  }
  return [
    row.name,
    row.number,
    row.department[locale],
    row.cohort?.[locale] ?? '',
    row.mentor ?? '',
    track(row.track),
    ...insight.row(row.cells, about).map(spell),
  ]
}
