/** A grid over a rectangle of the plane, row by row from its lower edge. */
export type Range = { x0: number; x1: number; y0: number; y1: number }

export function gridOver({ x0, x1, y0, y1 }: Range, columns: number, rows: number): [number, number][] {
  return Array.from({ length: columns * rows }, (_, index) => [
    x0 + ((x1 - x0) * (index % columns)) / (columns - 1),
    y0 + ((y1 - y0) * Math.floor(index / columns)) / (rows - 1),
  ])
}

/** The points with a margin of a tenth on each side; around a single value, half a unit or a hundredth of it. */
export function rangeAround(points: readonly (readonly [number, number])[]): Range {
  const along = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis]).filter(Number.isFinite)
    const low = values.reduce((least, value) => Math.min(least, value), Infinity)
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
    if (low > high) return [-1, 1] as const
    const margin = high > low ? (high - low) * 0.1 : Math.max(0.5, Math.abs(high) * 0.01)
    return [low - margin, high + margin] as const
  }
  const [[x0, x1], [y0, y1]] = [along(0), along(1)]
  return { x0, x1, y0, y1 }
}

/** [x0, x1, y0, y1] as a range, if it is one. */
export function rangeOf(given: readonly number[]): Range | undefined {
  const [x0, x1, y0, y1] = given.map(Number)
  const range = { x0: x0!, x1: x1!, y0: y0!, y1: y1! }
  const finite = given.length === 4 && given.every((value) => Number.isFinite(Number(value)))
  return finite && range.x0 < range.x1 && range.y0 < range.y1 ? range : undefined
}
