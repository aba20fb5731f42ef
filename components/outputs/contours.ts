/** Lines of equal height on a grid: marching squares, each square cut where its edges cross the level. */
type Grid = { columns: number; rows: number; values: ArrayLike<number> }
type Place = readonly [column: number, row: number]

/** Pieces of line in grid units, (0, 0) at the first value. A square with a corner that is not finite has none. */
export function traceLevel({ columns, rows, values }: Grid, level: number): [Place, Place][] {
  const pieces: [Place, Place][] = []
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corner = row * columns + column
      const a = values[corner]! - level
      const b = values[corner + 1]! - level
      const c = values[corner + columns + 1]! - level
      const d = values[corner + columns]! - level
      if (!Number.isFinite(a + b + c + d)) continue
      const cuts: Place[] = []
      const cut = (from: number, to: number, at: (share: number) => Place) => {
        if (from < 0 !== to < 0) cuts.push(at(from / (from - to)))
      }
      cut(a, b, (share) => [column + share, row])
      cut(b, c, (share) => [column + 1, row + share])
      cut(d, c, (share) => [column + share, row + 1])
      cut(a, d, (share) => [column, row + share])
      if (cuts.length === 2) pieces.push([cuts[0]!, cuts[1]!])
      // A saddle: the middle says which corners belong together.
      if (cuts.length === 4) {
        const [top, right, bottom, left] = cuts as [Place, Place, Place, Place]
        const joined = a + b + c + d < 0 === a < 0
        pieces.push(joined ? [top, right] : [top, left], joined ? [bottom, left] : [bottom, right])
      }
    }
  }
  return pieces
}

/** Heights closer together near the bottom, where the floor is flat and the paths end. */
export function chooseLevels(values: ArrayLike<number>, count: number): number[] {
  let [low, high] = [Infinity, -Infinity]
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (!(high > low)) return []
  return Array.from({ length: count }, (_, index) => low + (high - low) * ((index + 1) / (count + 1)) ** 2)
}

/** The pieces as one SVG path. */
export const drawPieces = (
  pieces: [Place, Place][],
  at: (place: Place) => readonly [number, number],
): string =>
  pieces
    .map(([from, to]) => {
      const [[x0, y0], [x1, y1]] = [at(from), at(to)]
      return `M${x0.toFixed(1)} ${y0.toFixed(1)}L${x1.toFixed(1)} ${y1.toFixed(1)}`
    })
    .join('')

export type Band = { row: number; from: number; to: number; level: number }

/** Neighbours of one level in a row, together: far fewer shapes to draw than cells. */
export function bandsOf({ columns, rows, values }: Grid, levelOf: (value: number) => number): Band[] {
  const bands: Band[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const level = levelOf(values[row * columns + column]!)
      const last = bands.at(-1)
      if (last?.row === row && last.level === level) last.to = column + 1
      else bands.push({ row, from: column, to: column + 1, level })
    }
  }
  return bands
}
