/** The values of a tensor as rows: its last axis across, everything before it down. */
import type { OutputOf } from '@/lib/runtime/outputs'

type Value = OutputOf<'tensor'>['values'][number]
export type TensorRow = { index: string; values: Value[]; cut: boolean }
export type TensorGrid = { rows: TensorRow[]; cut: boolean }

export function layTensor(shape: number[], values: Value[], most = { rows: 20, columns: 16 }): TensorGrid {
  const width = shape.at(-1) ?? 1
  if (values.length === 0 || width === 0) return { rows: [], cut: false }
  const leading = shape.slice(0, -1)
  const count = leading.reduce((product, size) => product * size, 1)
  const rows: TensorRow[] = []
  for (let row = 0; row < Math.min(count, most.rows) && row * width < values.length; row++) {
    const taken = values.slice(row * width, row * width + Math.min(width, most.columns))
    const index: number[] = []
    let rest = row
    for (const size of leading.toReversed()) {
      index.unshift(rest % size)
      rest = Math.floor(rest / size)
    }
    rows.push({
      index: index.length > 0 ? `[${index.join(', ')}]` : '',
      values: taken,
      cut: taken.length < width,
    })
  }
  return { rows, cut: rows.length < count }
}
