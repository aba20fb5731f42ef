/** Where values fall on the paper of a chart, in CSS pixels. */
import { textWidth } from '@/lib/content/text-width'
import { chooseTicks } from './number'

export const WIDEST = 640
export const FONT = 12

/** `left` … `bottom` are the margins around the plot. */
export type Paper = {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

/** Room at the right for the names of the lines, and never more than a third of the paper. */
export function paperFor(width: number, height: number, names: string[] = []): Paper {
  const widest = names.reduce((most, name) => Math.max(most, textWidth(name) * FONT), 0)
  const right = names.length > 0 ? Math.min(widest + 12, width * 0.34) : 14
  return { width, height, left: 52, right, top: 12, bottom: 44 }
}

export type Axis = { from: number; to: number; ticks: number[]; at(value: number): number }

export function axisOf(from: number, to: number, start: number, end: number, count: number): Axis {
  return {
    from,
    to,
    ticks: chooseTicks(from, to, count),
    at: (value) => start + ((value - from) / (to - from)) * (end - start),
  }
}

/** Both axes of a paper; ticks about 90 px apart across and 50 px down. */
export function axesOf(
  { width, height, left, right, top, bottom }: Paper,
  x: readonly [number, number],
  y: readonly [number, number],
): { x: Axis; y: Axis } {
  const across = width - left - right
  const down = height - top - bottom
  return {
    x: axisOf(x[0], x[1], left, width - right, Math.max(2, Math.round(across / 90))),
    y: axisOf(y[0], y[1], height - bottom, top, Math.max(2, Math.round(down / 50))),
  }
}

/** Ends of the finite values; 0 … 1 where there is none, half a unit around a single one. */
export function extentOf(values: readonly number[], from: 'data' | 'zero' = 'data'): [number, number] {
  let [low, high] = from === 'zero' ? [0, 0] : [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return [0, 1]
  return low === high ? [low - 0.5, high + 0.5] : [low, high]
}

export const withAir = ([from, to]: readonly [number, number], share = 0.05): [number, number] => [
  from - (to - from) * share,
  to + (to - from) * share,
]

/** An SVG path through the points; a NaN or ∞ breaks the line. */
export function tracePath(xs: readonly number[], ys: readonly number[], x: Axis, y: Axis): string {
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

/** Places near `at` that are at least `gap` apart and within the ends, in the order given. */
export function spreadLabels(at: readonly number[], gap: number, from: number, to: number): number[] {
  const order = at.map((_, index) => index).sort((a, b) => at[a]! - at[b]!)
  const placed = [...at]
  let least = from
  for (const index of order) {
    placed[index] = Math.max(least, at[index]!)
    least = placed[index] + gap
  }
  let most = to
  for (const index of order.toReversed()) {
    placed[index] = Math.min(most, placed[index]!)
    most = placed[index] - gap
  }
  return placed
}

/** The text cut to fit a width in pixels. */
export function fitText(text: string, room: number): string {
  if (textWidth(text) * FONT <= room) return text
  let cut = text
  while (cut.length > 1 && textWidth(`${cut}…`) * FONT > room) cut = [...cut].slice(0, -1).join('')
  return `${cut}…`
}
