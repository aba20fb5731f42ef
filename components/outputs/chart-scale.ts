/** Where the values of a finished chart fall on its paper. */
import type { OutputOf } from '@/lib/runtime/outputs'
import { chooseTicks } from './number'

export const PAPER = { width: 640, height: 280, left: 56, right: 96, top: 12, bottom: 44 } as const

export type Axis = { from: number; to: number; ticks: number[]; at(value: number): number }

function range(values: number[], zero: boolean): [number, number] {
  let from = zero ? 0 : Infinity
  let to = zero ? 0 : -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    from = Math.min(from, value)
    to = Math.max(to, value)
  }
  if (from > to) return [0, 1]
  return from === to ? [from - 0.5, to + 0.5] : [from, to]
}

export function scaleChart(output: OutputOf<'chart'>): { x: Axis; y: Axis } {
  const [xFrom, xTo] = range(output.x.values, false)
  const bars = output.type === 'bar'
  const half = bars ? (xTo - xFrom) / Math.max(1, output.x.values.length - 1) / 2 : 0
  const [yFrom, yTo] = range(
    output.series.flatMap((series) => series.values),
    bars,
  )
  const pad = (yTo - yFrom) * 0.05
  const axis = (from: number, to: number, start: number, end: number, count: number): Axis => ({
    from,
    to,
    ticks: chooseTicks(from, to, count),
    at: (value) => start + ((value - from) / (to - from)) * (end - start),
  })
  return {
    x: axis(xFrom - half, xTo + half, PAPER.left, PAPER.width - PAPER.right, 6),
    y: axis(bars ? yFrom : yFrom - pad, yTo + pad, PAPER.height - PAPER.bottom, PAPER.top, 5),
  }
}

/** An SVG path through the points; a NaN or ∞ breaks the line. */
export function tracePath(xs: number[], ys: number[], x: Axis, y: Axis): string {
  let path = ''
  let broken = true
  xs.forEach((value, index) => {
    const other = ys[index]
    if (other === undefined || !Number.isFinite(value) || !Number.isFinite(other)) {
      broken = true
      return
    }
    path += `${broken ? 'M' : 'L'}${x.at(value).toFixed(1)} ${y.at(other).toFixed(1)}`
    broken = false
  })
  return path
}
