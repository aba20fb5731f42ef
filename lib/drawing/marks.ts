/**
 * What an output makes the page that shows it draw. Stored input is bounded twice: in bytes where it comes in, and in
 * marks where it is read, for a few hundred bytes can ask for a hundred thousand drawings.
 */
import type { Output, OutputOf } from '../runtime/outputs'

/** Marks of one cell's results that are drawn at once; what is beyond is drawn when a reader asks for it. */
export const ROOM = 30_000
/** Cells of a table that are drawn before a reader asks for the rest. */
export const TABLE_CELLS = 2000

/** A mark is an element of the page, or as many characters or points of a line as cost about the same. */
const CHARACTERS = 100
const POINTS = 8
/** Frame, axes and labels of any drawing. */
const FRAME = 160

/** Bands of equal shade in the rows of a surface: a smooth one has few, and noise has one a point. */
function bands({ surface, columns, classes }: OutputOf<'decision'>): number {
  const level = (value: number) => (classes > 2 ? value : value >> 3)
  let count = 0
  for (let at = 0; at < surface.length; at++) {
    if (at % columns === 0 || level(surface[at]!) !== level(surface[at - 1]!)) count += 1
  }
  return count
}

const text = (characters: number) => 2 + Math.ceil(characters / CHARACTERS)
const points = (...lists: readonly (readonly unknown[])[]) =>
  Math.ceil(lists.reduce((sum, list) => sum + list.length, 0) / POINTS)

/** Rows of a table that stand on the page at first: enough to see what it is, however wide. */
export const firstRows = ({ columns }: { columns: readonly unknown[] }): number =>
  Math.max(10, Math.floor(TABLE_CELLS / Math.max(1, columns.length)))

const MARKS: { [K in Output['kind']]: (output: OutputOf<K>) => number } = {
  text: (output) => text(output.text.length),
  value: (output) => text(output.text.length),
  tensor: ({ values }) => FRAME + Math.min(values.length, 400),
  table: (output) =>
    FRAME + (Math.min(output.rows.length, firstRows(output)) + 1) * (output.columns.length + 1),
  model: ({ layers }) => FRAME + layers.length * 6,
  images: ({ count }) => FRAME + count * 3,
  chart: ({ x, series }) =>
    FRAME + Math.min(100, x.values.length) * (series.length + 2) + points(...series.map((one) => one.values)),
  plot: ({ x, curves, marks }) =>
    FRAME + 3 * marks.length + x.length * (curves.length + 2) + points(...curves.map((one) => one.values)),
  decision: (output) => FRAME + bands(output) + output.points.length,
  descent: ({ surface, paths }) => FRAME + surface.length + points(...paths.map((path) => path.x)),
  heatmap: ({ values, rows, columns }) => FRAME + 2 * values.length + 3 * (rows.length + columns.length),
  attention: ({ queries, keys }) =>
    FRAME + 2 * queries.length * keys.length + 5 * (queries.length + keys.length),
  confusion: ({ counts }) => FRAME + counts.length * 2,
  roc: (output) => FRAME + output.points.length * 4,
  runs: ({ runs }) => FRAME + 12 * runs.length + points(...runs.map((run) => run.values)) * 2,
  convolution: ({ image, kernel, result }) => FRAME + 2 * (image.length + kernel.length + result.length),
  tokens: ({ tokens }) => FRAME + tokens.length * 3,
}

export function marksOf(output: Output): number {
  // The record pairs each kind with its own count; TypeScript cannot follow that through an index.
  const count = MARKS[output.kind] as (one: Output) => number
  return count(output)
}

/** How many of a list fit, from its beginning. */
export function countFitting<T>(list: readonly T[], room: number, marks: (one: T) => number): number {
  let left = room
  for (const [index, one] of list.entries()) {
    left -= marks(one)
    if (left < 0) return index
  }
  return list.length
}
