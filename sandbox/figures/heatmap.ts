import type { OutputOf } from '../../lib/runtime/outputs'
import { label } from '../outputs'
import type { AttentionOptions, HeatmapOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { crop, namesOf, type Table, tableOf, wordsOf } from './read'

/** Beyond this many columns a number no longer fits into its cell. */
const WRITTEN = 14

/** @throws Misuse */
export function heatmapOutput(options: Omit<HeatmapOptions, 'values'>, given: Table): OutputOf<'heatmap'> {
  const { rows, columns, values } = crop(given, { rows: 64, columns: 64 })
  const digits = options.digits ?? (values.every((value) => Number.isInteger(value)) ? 0 : 2)
  const written = columns <= WRITTEN && Number.isInteger(digits) && digits >= 0 && digits <= 6
  return {
    kind: 'heatmap',
    ...wordsOf(options, 'caption'),
    ...(options.rowLabel !== undefined && { rowLabel: label(options.rowLabel) }),
    ...(options.columnLabel !== undefined && { columnLabel: label(options.columnLabel) }),
    rows: namesOf(options.rows, rows),
    columns: namesOf(options.columns, columns),
    values,
    scale: options.scale === 'diverging' ? 'diverging' : 'sequential',
    ...(written && { digits }),
    total: [given.rows, given.columns],
  }
}

const WANTED = " { weights /* [heads, queries, keys] | [queries, keys] */, tokens: ['我', …] }"
const MOST = { heads: 16, side: 64, weights: 30_000 }

/** The weights as heads of tables. @throws Misuse */
export function headsOf(value: unknown): Table[] {
  if (!Array.isArray(value) || value.length === 0) throw new Misuse(WANTED)
  const deep = Array.isArray(value[0]) && typeof value[0][0] === 'object'
  return deep ? value.map((head) => tableOf(head, WANTED)) : [tableOf(value, WANTED)]
}

/** @throws Misuse */
export function attentionOutput(
  options: Omit<AttentionOptions, 'weights'>,
  heads: Table[],
): OutputOf<'attention'> {
  const { tokens, keys = tokens } = options
  if (!Array.isArray(tokens) || !Array.isArray(keys)) throw new Misuse(WANTED)
  if (heads.some(({ rows, columns }) => rows !== tokens.length || columns !== keys.length)) {
    throw new Misuse(WANTED)
  }
  let side = MOST.side
  const kept = Math.min(heads.length, MOST.heads)
  while (kept * Math.min(side, tokens.length) * Math.min(side, keys.length) > MOST.weights) side--
  const shown = heads.slice(0, kept).map((head) => crop(head, { rows: side, columns: side }))
  return {
    kind: 'attention',
    ...wordsOf(options, 'caption'),
    heads: kept,
    queries: namesOf(tokens, shown[0]!.rows),
    keys: namesOf(keys, shown[0]!.columns),
    weights: shown.flatMap(({ values }) => values),
  }
}
