/**
 * What a visit leaves for the next one on this machine: results, as they were last seen, and the learner's own cells.
 * A sight to go on from and nothing else: no check, no completion and no run is ever taken from it.
 */
import { thinCurve, widenCurve } from './curve'
import { createCell } from './initial'
import {
  type Cell,
  type NotebookState,
  type OwnCell,
  REMEMBERED,
  type Remembered,
  type RememberedRun,
  type Run,
} from './state'

/** Bytes of one lesson's results, about. */
const ROOM = 3_000_000
/** Own cells of one lesson. */
const MOST_OWN = 50

/** Bytes that a value takes when it is stored, about. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 8
  if (ArrayBuffer.isView(value)) return value.byteLength + 16
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + weigh(one), 8)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce((sum, [key, one]) => sum + key.length + weigh(one), 8)
  return 8
}

function resultOf(run: Run): RememberedRun {
  const { source, outputs, checks, problem, dropped, startedAt } = run
  // A run that the closing page cuts off will have been stopped.
  const ended = run.ended ?? { outcome: 'stopped', ms: 0, backend: null }
  return { source, outputs, checks, problem, dropped, startedAt, curve: thinCurve(run.curve), ended }
}

/** The latest results first, as many as there is room for; of the others their ends and checks. */
export function remember(state: NotebookState): Remembered {
  const cells = state.order.map((id) => state.cells[id]!)
  const ran = cells.flatMap(({ id, run }) => (run ? [{ id, run }] : []))
  const results: Remembered = {}
  let room = ROOM
  for (const { id, run } of ran.toSorted((a, b) => b.run.startedAt - a.run.startedAt)) {
    const whole = resultOf(run)
    const weight = weigh(whole)
    if (weight <= room) results[id] = whole
    else results[id] = { ...whole, outputs: [], dropped: whole.dropped + whole.outputs.length }
    room -= Math.min(weight, room)
  }
  return results
}

/** The learner's own cells in their places; an empty one is not worth keeping. */
export function ownCells(state: NotebookState): OwnCell[] {
  const cells = state.order.map((id) => state.cells[id]!)
  const kept = cells.filter(({ scratch, source }) => !scratch || source.trim() !== '')
  const own = kept.flatMap(({ id, scratch, source }, index) =>
    scratch ? [{ id, after: kept[index - 1]?.id ?? '', source }] : [],
  )
  return own.slice(0, MOST_OWN)
}

const restored = (cell: Cell, { curve, ...result }: RememberedRun, session: string): Cell => ({
  ...cell,
  status: result.ended.outcome,
  run: {
    ...result,
    id: `${session}-remembered-${cell.id}`,
    order: 0,
    generation: REMEMBERED,
    progress: null,
    curve: widenCurve(curve),
  },
})

/** Puts the results of an earlier visit where this page has none of its own. */
export function onRemembered(state: NotebookState, results: Remembered): NotebookState {
  if (state.readOnly) return state
  const cells = { ...state.cells }
  for (const [id, result] of Object.entries(results)) {
    const cell = cells[id]
    if (cell && !cell.run && cell.status === 'idle') cells[id] = restored(cell, result, state.session)
  }
  return { ...state, cells }
}

export function onOwnFound(state: NotebookState, own: readonly OwnCell[]): NotebookState {
  if (state.readOnly) return state
  const cells = { ...state.cells }
  let { order } = state
  for (const { id, after, source } of own) {
    if (cells[id]) continue
    cells[id] = { ...createCell({ id, starter: '' }, true), source }
    const index = order.indexOf(after)
    order = order.toSpliced(index < 0 ? order.length : index + 1, 0, id)
  }
  return { ...state, cells, order }
}
