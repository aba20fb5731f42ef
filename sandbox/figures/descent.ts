import type { OutputOf } from '../../lib/runtime/outputs'
import { label } from '../outputs'
import type { DescentOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { isFinitePair, thin, wordsOf } from './read'
import { gridOver } from './surface'

const SIDE = 48
const MOST_STEPS = 500
const WANTED =
  ' { loss: (x, y) => number, paths: { SGD: [[x, y], …] } /* 1 … 8 */, from: [x0, y0], to: [x1, y1] }'

/** @throws Misuse, and whatever the loss throws */
export function descentOutput(options: DescentOptions): OutputOf<'descent'> {
  const { loss, paths, from, to } = options ?? {}
  const wrong =
    typeof loss !== 'function' || typeof paths !== 'object' || paths === null || !isFinitePair(from)
  if (wrong || !isFinitePair(to) || from[0] >= to[0] || from[1] >= to[1]) throw new Misuse(WANTED)
  const named = Object.entries(paths)
  if (named.length === 0 || named.length > 8) throw new Misuse(WANTED)
  const at = (x: number, y: number) => {
    const value: unknown = loss(x, y)
    if (typeof value !== 'number') throw new Misuse(WANTED)
    return value
  }
  const range = { x0: from[0], x1: to[0], y0: from[1], y1: to[1] }
  return {
    kind: 'descent',
    ...wordsOf(options, 'caption', 'xLabel', 'yLabel'),
    range,
    columns: SIDE,
    rows: SIDE,
    surface: gridOver(range, SIDE, SIDE).map(([x, y]) => at(x, y)),
    paths: named.map(([name, points]) => {
      if (!Array.isArray(points) || points.length === 0) throw new Misuse(WANTED)
      const step = thin(points.length, MOST_STEPS)
      const kept = step.map((index) => {
        const point = points[index] as ArrayLike<unknown> | undefined
        if (typeof point !== 'object' || point === null) throw new Misuse(WANTED)
        return [Number(point[0]), Number(point[1])] as const
      })
      return {
        label: label(name),
        x: kept.map(([x]) => x),
        y: kept.map(([, y]) => y),
        loss: kept.map(([x, y]) => at(x, y)),
        step,
      }
    }),
  }
}
