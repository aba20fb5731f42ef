/** Live curves sorted into panels: one per measure, its training line solid, its validation line dashed, own y-axis. */
import type { Series } from '@/lib/notebook/state'

export type PanelLine = { name: string; part: 'training' | 'validation' | 'other'; x: number[]; y: number[] }
export type Panel = { measure: string; lines: PanelLine[] }

/** Keras's names and ours for the same measure. */
const ALIASES: Record<string, string> = {
  acc: 'accuracy',
  categoricalAccuracy: 'accuracy',
  mse: 'meanSquaredError',
}

export function sortPanels(curve: Series[]): Panel[] {
  const panels: Panel[] = []
  for (const { name, x, y } of curve) {
    const validation = /^val[_-]?(?=.)/i.exec(name)
    const bare = validation ? name.slice(validation[0].length) : name
    const measure = ALIASES[bare] ?? bare
    let panel = panels.find((candidate) => candidate.measure === measure)
    if (!panel) panels.push((panel = { measure, lines: [] }))
    panel.lines.push({ name, part: validation ? 'validation' : 'training', x, y })
  }
  return panels
}

/** Lines of one panel over the union of their x, with null where a line has no point: what uPlot draws. */
export function alignLines(lines: { x: number[]; y: number[] }[]): (number | null)[][] {
  const xs = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b)
  const columns = lines.map((line) => {
    const found = new Map(line.x.map((x, index) => [x, line.y[index]!]))
    return xs.map((x) => {
      const y = found.get(x)
      return y === undefined || !Number.isFinite(y) ? null : y
    })
  })
  return [xs, ...columns]
}

export type Range = [number, number]

/** A bound a little beyond `value`, at a step that readers know, so that the axis moves seldom and by much. */
function beyond(value: number, span: number, direction: 1 | -1): number {
  const step = 10 ** Math.floor(Math.log10(span || Math.abs(value) || 1)) / 2
  // A span too small for a step of its own is its own bound.
  if (step === 0) return value
  return direction > 0
    ? Math.max(value, Math.ceil(value / step) * step)
    : Math.min(value, Math.floor(value / step) * step)
}

/** The y-axis only ever grows: a curve being read must not jump. Accuracy keeps 0 to 1; a loss begins at 0. */
export function growRange(range: Range | null, measure: string, lines: { y: number[] }[]): Range {
  if (/accuracy|auc|precision|recall|^f1/i.test(measure)) {
    const inside = lines.every((line) => line.y.every((y) => !(y > 1 || y < 0)))
    if (inside) return [0, 1]
  }
  let [low, high] = range ?? [0, -Infinity]
  const [oldLow, oldHigh] = [low, high]
  for (const line of lines) {
    for (const y of line.y) {
      if (!Number.isFinite(y)) continue
      if (y < low) low = y
      if (y > high) high = y
    }
  }
  if (high === -Infinity) return [0, 1]
  if (high === low) high = low + 1
  const span = high - low
  return [low < oldLow ? beyond(low, span, -1) : low, high > oldHigh ? beyond(high, span, 1) : high]
}

/** At most `count` rows for the table: evenly chosen x, the first and the last among them. */
export function sampleRows(aligned: (number | null)[][], count: number): (number | null)[][] {
  const xs = aligned[0] ?? []
  const size = Math.min(count, xs.length)
  return Array.from({ length: size }, (_, index) => {
    const at = size === 1 ? 0 : Math.round((index * (xs.length - 1)) / (size - 1))
    return aligned.map((column) => column[at] ?? null)
  })
}
