/**
 * Folds events into a learner's state of one lesson. Every operation is a minimum, a maximum, a union or a sum over
 * distinct events, so any order gives the same state; the recorder sees to it that no event is folded twice.
 */
import type { Curve, ProgressEvent } from './events'
import { minuteCounts } from './minutes'

export type LessonState = {
  openedAt: Date
  lastAt: Date
  /** The cell of the latest run, where the trainee left off. */
  lastCell: string | null
  lastCellAt: Date | null
  runs: number
  failedRuns: number
  activeMinutes: number
  /** Error of the latest failed run, cleared by nothing: compare `lastErrorAt` with `lastCellAt`. */
  lastError: string | null
  lastErrorAt: Date | null
  /** Public checks that passed in the browser, in alphabetical order. */
  checksPassed: string[]
  curve: Curve | null
  curveAt: Date | null
}

export type Folded = ProgressEvent & {
  /** The event time after the server clamped it. */
  time: Date
  /** When the server was told. */
  received: Date
}

export const emptyState = (time: Date): LessonState => ({
  openedAt: time,
  lastAt: time,
  lastCell: null,
  lastCellAt: null,
  runs: 0,
  failedRuns: 0,
  activeMinutes: 0,
  lastError: null,
  lastErrorAt: null,
  checksPassed: [],
  curve: null,
  curveAt: null,
})

/** Whether a value seen at `time` replaces the kept one. Equal times are decided by the values, not by arrival. */
function replaces(time: Date, value: string, keptAt: Date | null, kept: string): boolean {
  if (keptAt === null || time > keptAt) return true
  return time.getTime() === keptAt.getTime() && value > kept
}

/** Where the runs of a lesson stand after one more. */
function foldRun(state: LessonState, event: Extract<Folded, { type: 'cell.ran' }>): LessonState {
  const next = { ...state, runs: state.runs + 1 }
  if (replaces(event.time, event.cell, state.lastCellAt, state.lastCell ?? '')) {
    next.lastCell = event.cell
    next.lastCellAt = event.time
  }
  if (event.outcome !== 'failed') return next
  next.failedRuns += 1
  const error = event.error ?? ''
  if (replaces(event.time, error, state.lastErrorAt, state.lastError ?? '')) {
    next.lastError = error
    next.lastErrorAt = event.time
  }
  return next
}

/** Keys in a fixed order: a curve read back from `jsonb` must compare like the one that went in. */
const spell = (curve: Curve | null) =>
  curve === null ? '' : JSON.stringify(curve.series.map(({ name, x, y }) => [name, x, y]))

/** One more event. `null` is the state before the first. Never changes its arguments. */
export function foldEvent(before: LessonState | null, event: Folded): LessonState {
  const { time } = event
  const state = before === null ? emptyState(time) : { ...before }
  if (time < state.openedAt) state.openedAt = time
  if (time > state.lastAt) state.lastAt = time
  switch (event.type) {
    case 'lesson.opened':
      return state
    case 'cell.ran':
      return foldRun(state, event)
    case 'training.finished':
      return replaces(time, spell(event.curve), state.curveAt, spell(state.curve))
        ? { ...state, curve: event.curve, curveAt: time }
        : state
    case 'check.passed':
      return state.checksPassed.includes(event.check)
        ? state
        : { ...state, checksPassed: [...state.checksPassed, event.check].sort() }
    case 'lesson.active':
      return minuteCounts(time, event.received)
        ? { ...state, activeMinutes: state.activeMinutes + event.minutes }
        : state
    default:
      return event satisfies never
  }
}
