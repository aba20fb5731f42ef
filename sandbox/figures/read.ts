/** What trainees pass, as plain numbers of a known shape. */
import { label } from '../outputs'
import { Misuse } from './misuse'

export type Table = { rows: number; columns: number; values: number[] }

export function vectorOf(value: unknown, wanted: string): number[] {
  const list = value as ArrayLike<unknown> | null | undefined
  if (typeof list !== 'object' || list === null || typeof list.length !== 'number') throw new Misuse(wanted)
  return Array.from(list, Number)
}

/** Rows of one length. */
export function tableOf(value: unknown, wanted: string): Table {
  if (!Array.isArray(value) || value.length === 0) throw new Misuse(wanted)
  const rows = value.map((row) => vectorOf(row, wanted))
  const columns = rows[0]!.length
  if (columns === 0 || rows.some((row) => row.length !== columns)) throw new Misuse(wanted)
  return { rows: rows.length, columns, values: rows.flat() }
}

/** The upper left part of a table. */
export function crop({ rows, columns, values }: Table, most: { rows: number; columns: number }): Table {
  const [height, width] = [Math.min(rows, most.rows), Math.min(columns, most.columns)]
  const kept: number[] = []
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) kept.push(values[row * columns + column]!)
  }
  return { rows: height, columns: width, values: kept }
}

/** Names for `count` things: those given, then their numbers. */
export const namesOf = (names: ArrayLike<unknown> | undefined, count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => label(names?.[index] ?? index + from))

export const isFinitePair = (value: unknown): value is [number, number] =>
  typeof value === 'object' &&
  value !== null &&
  Number.isFinite(Number((value as ArrayLike<unknown>)[0])) &&
  Number.isFinite(Number((value as ArrayLike<unknown>)[1]))

type Named = { caption?: unknown; xLabel?: unknown; yLabel?: unknown }

/** The words that are there, cut to a label's length. */
export function wordsOf<K extends keyof Named>(options: Named, ...keys: K[]): { [key in K]?: string } {
  const said = keys.filter((key) => options[key] !== undefined)
  return Object.fromEntries(said.map((key) => [key, label(options[key])])) as { [key in K]?: string }
}

/** Positions of `most` of `count` things, from the first to the last. */
export function thin(count: number, most: number): number[] {
  const kept = Math.min(count, most)
  return Array.from({ length: kept }, (_, index) =>
    kept === count ? index : Math.round((index * (count - 1)) / (kept - 1)),
  )
}
