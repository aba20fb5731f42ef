/**
 * Where everything of the map stands. Rows have fixed heights, so the drawing and the list of links laid over it agree
 * without a script. All numbers are sixteenths of a rem: they grow with the reader's text size.
 */
import type { Part, PathLesson } from '@/lib/curriculum/path'
import type { StageId } from '@/lib/curriculum/ids'

export const ROW = { stage: 116, empty: 68, module: 40, lesson: 72, gap: 24 } as const
/** Of a stop's centre from the left edge of its column: on the line, or beside it. */
const RAIL: Record<Part, number> = { required: 16, elective: 34, other: 34 }
export type MapModule = { id: string; title: string; lessons: PathLesson[] }
export type MapStage = { id: StageId; modules: MapModule[] }

export type Stop = { x: number; y: number; lesson: PathLesson }
/** `d` of an SVG path. A leg is travelled when the stops at both ends are verified. */
export type Leg = { d: string; isTravelled: boolean }
export type Column = { id: StageId; left: number; top: number; width: number; height: number }
export type MapDrawing = {
  width: number
  height: number
  columns: Column[]
  stops: Stop[]
  legs: Leg[]
  /** From an elective to the line. */
  spurs: string[]
}

export const heightOf = ({ modules }: MapStage): number =>
  modules.length === 0
    ? ROW.empty
    : modules.reduce<number>((sum, { lessons }) => sum + ROW.module + lessons.length * ROW.lesson, ROW.stage)

/** Stages side by side in the given width; those without lessons take no more than their heading needs. */
export function layColumns(stages: readonly MapStage[], width: number): MapDrawing {
  const full = stages.filter(({ modules }) => modules.length > 0).length
  const narrow = full === 0 ? width / stages.length : Math.min(136, width / 8)
  const wide = (width - narrow * (stages.length - full)) / Math.max(1, full)
  let left = 0
  const columns = stages.map((stage): Column => {
    const own = stage.modules.length > 0 ? wide : narrow
    const column = { id: stage.id, left, top: 0, width: own, height: heightOf(stage) }
    left += own
    return column
  })
  return draw(stages, columns, Math.max(...columns.map(({ height }) => height)) + ROW.gap)
}

/** Stages one below the other, for a phone. */
export function layLine(stages: readonly MapStage[], width: number): MapDrawing {
  let top = 0
  const columns = stages.map((stage): Column => {
    const column = { id: stage.id, left: 0, top, width, height: heightOf(stage) }
    top += column.height + ROW.gap
    return column
  })
  return draw(stages, columns, top)
}

function draw(stages: readonly MapStage[], columns: Column[], height: number): MapDrawing {
  const stops = stages.flatMap((stage, index) => stopsOf(stage, columns[index]!))
  const line = stops.filter(({ lesson }) => lesson.part === 'required')
  const legs = line.slice(1).map((to, index): Leg => {
    const from = line[index]!
    const isTravelled = [from, to].every(({ lesson }) => lesson.standing === 'verified')
    return { d: leg(from, to, columns), isTravelled }
  })
  const spurs = stops.flatMap(({ x, y, lesson }) => {
    if (lesson.part !== 'elective') return []
    const rail = x - RAIL.elective + RAIL.required
    const isBeside = line.some((one) => one.x === rail)
    return isBeside ? [`M${rail} ${y - 22}Q${rail} ${y} ${x} ${y}`] : []
  })
  const width = Math.max(...columns.map((column) => column.left + column.width))
  return { width, height, columns, stops, legs, spurs }
}

function stopsOf({ modules }: MapStage, { left, top }: Column): Stop[] {
  let y = top + ROW.stage
  return modules.flatMap(({ lessons }) => {
    y += ROW.module
    return lessons.map((lesson) => {
      const stop = { x: left + RAIL[lesson.part], y: y + 22, lesson }
      y += ROW.lesson
      return stop
    })
  })
}

/** Straight down a column; to another column under everything between, up its left edge and over its first stop. */
function leg(from: Stop, to: Stop, columns: readonly Column[]): string {
  if (from.x === to.x) return `M${from.x} ${from.y}V${to.y}`
  const columnAt = ({ x }: Stop) => columns.findLastIndex((column) => column.left <= x)
  const [first, last] = [columnAt(from), columnAt(to)]
  const bottom = Math.max(...columns.slice(first, last).map(({ height }) => height)) + ROW.gap / 2
  const gutter = columns[last]!.left - 12
  const over = ROW.stage + ROW.module / 2
  const r = 10
  return (
    `M${from.x} ${from.y}V${bottom - r}q0 ${r} ${r} ${r}H${gutter - r}q${r} 0 ${r} ${-r}` +
    `V${over + r}q0 ${-r} ${r} ${-r}H${to.x - r}q${r} 0 ${r} ${r}V${to.y}`
  )
}
