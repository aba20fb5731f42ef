/**
 * Folds events into a learner's state of one lesson. Every operation is a minimum, a maximum, a union or a sum over
 * distinct events, so any order gives the same state; the recorder sees to it that no event is folded twice.
 */
import type { Curve, ProgressEvent } from './events'



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
  checksPassed: string[]
  curve: Curve | null
  curveAt: Date | null
}

export type Folded = ProgressEvent & { /** The event time after the server clamped it. */ time: Date }

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
