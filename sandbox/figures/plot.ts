import type { OutputOf } from '../../lib/runtime/outputs'
import { label } from '../outputs'
import type { PlotOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { wordsOf } from './read'

const POINTS = 241
const WANTED = ' { functions: { name: (x) => number, … } /* 1 … 6 */, from: -6, to: 6 }'

/** @throws Misuse, and whatever a function throws */
export function plotOutput(options: PlotOptions): OutputOf<'plot'> {
  const { functions, from, to } = options ?? {}
  if (typeof functions !== 'object' || functions === null) throw new Misuse(WANTED)
  const named = Object.entries(functions)
  if (named.length === 0 || named.length > 6) throw new Misuse(WANTED)
  if (!Number.isFinite(from) || !Number.isFinite(to) || from >= to) throw new Misuse(WANTED)
  const x = Array.from({ length: POINTS }, (_, index) => from + ((to - from) * index) / (POINTS - 1))
  const curves = named.flatMap(([name, of]) => {
    const at = (position: number) => {
      const value: unknown = typeof of === 'function' ? of(position) : undefined
      if (typeof value !== 'number') throw new Misuse(WANTED)
      return value
    }
    const values = x.map(at)
    const curve = { label: label(name), values, slope: false }
    if (!options.derivatives) return [curve]
    // A third of the way to the next point would blur a kink; far below it rounding would show.
    const step = (to - from) * 1e-5
    const slopes = x.map((position) => (at(position + step) - at(position - step)) / (2 * step))
    return [curve, { label: label(`${name}′`), values: slopes, slope: true }]
  })
  const marks = (options.marks ?? []).slice(0, 20).map((mark) => {
    if (!Number.isFinite(mark?.x) || !Number.isFinite(mark.y)) {
      throw new Misuse(" { marks: [{ x: 0, y: 0.5, label: 'A' }] }")
    }
    return { x: mark.x, y: mark.y, label: label(mark.label ?? '') }
  })
  return { kind: 'plot', ...wordsOf(options, 'caption', 'xLabel', 'yLabel'), x, curves, marks }
}
