/** Live curves as arrays, bounded because the kernel that sends them is not trusted. */
import type { Curve } from '../progress/events'
import type { KernelEventOf } from '../runtime/protocol'
import type { Series } from './state'

/** Points one series may hold on the page; beyond, every second one is let go. */
export const POINTS_PER_SERIES = 20_000
export const SERIES_PER_RUN = 8

const halve = (values: number[]) => values.filter((_, index) => index % 2 === 0)

export function appendPoints(curve: Series[], points: KernelEventOf<'points'>['points']): Series[] {
  const next = curve.map((series) => ({ series, x: [] as number[], y: [] as number[] }))
  for (const point of points) {
    let entry = next.find((candidate) => candidate.series.name === point.series)
    if (!entry) {
      if (next.length >= SERIES_PER_RUN) continue
      entry = { series: { name: point.series, x: [], y: [] }, x: [], y: [] }
      next.push(entry)
    }
    // uPlot and the reader need x in order; a point that goes back is not drawn.
    const last = entry.x.at(-1) ?? entry.series.x.at(-1) ?? -Infinity
    if (!(point.x > last) || !Number.isFinite(point.x)) continue
    entry.x.push(point.x)
    entry.y.push(point.y)
  }
  return next.map(({ series, x, y }) => {
    if (x.length === 0) return series
    const long = { name: series.name, x: series.x.concat(x), y: series.y.concat(y) }
    return long.x.length > POINTS_PER_SERIES ? { ...long, x: halve(long.x), y: halve(long.y) } : long
  })
}

/** At most `most` points a series, first and last kept, the others evenly spaced; NaN and ∞ become null. */
export function thinCurve(curve: Series[], most = 200): Curve {
  return {
    series: curve.map(({ name, x, y }) => {
      const count = Math.min(most, x.length)
      const picks = Array.from({ length: count }, (_, index) =>
        count === 1 ? 0 : Math.round((index * (x.length - 1)) / (count - 1)),
      )
      return {
        name,
        x: picks.map((pick) => x[pick]!),
        y: picks.map((pick) => (Number.isFinite(y[pick]!) ? y[pick]! : null)),
      }
    }),
  }
}

/** A stored curve as the live chart draws it. */
export const widenCurve = (curve: Curve): Series[] =>
  curve.series.map(({ name, x, y }) => ({ name, x, y: y.map((value) => value ?? NaN) }))
