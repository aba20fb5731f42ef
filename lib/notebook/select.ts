/** Questions a component asks of the state. Answers are primitives or parts of the state, so that they compare by identity. */
import type { BackendName } from '../runtime/protocol'
import { isWaiting } from './saving'
import { findUpstream } from './dependencies'
import type { NotebookLesson } from './lesson'
import { type Cell, type NotebookState, REMEMBERED, type Status } from './state'
import { isSubmitting } from './submission'

type State = NotebookState

/** What the state line says: the status, or that a finished result no longer fits its text or its kernel. */
export type Standing = Status | 'stale' | 'past'

export function standingOf(cell: Cell): Standing {
  if (cell.status !== 'done') return cell.status
  if (cell.validity === 'stale') return 'stale'
  return cell.validity === 'fresh' ? 'past' : 'done'
}

/** A result of an earlier visit. */
export const isRemembered = (cell: Cell) => cell.run !== null && cell.run.generation === REMEMBERED

export const unmetChecks = (cell: Cell): number =>
  cell.run?.checks.filter((check) => !check.passed).length ?? 0

/**
 * What a cell asks of its reader: the author gives a cell that is to be completed a check or a solution. A cell of the
 * learner's own asks nothing.
 */
export function taskOf(
  { publicChecks, solutions }: Pick<NotebookLesson, 'publicChecks' | 'solutions'>,
  { id, scratch }: Pick<Cell, 'id' | 'scratch'>,
): 'fill' | 'run' | null {
  if (scratch) return null
  return solutions.includes(id) || publicChecks.some((check) => check.for === id) ? 'fill' : 'run'
}

/** Whether a run with all its checks has ended, and how; null while any of it is under way. */
export function endOf(state: State, id: string): 'good' | 'bad' | null {
  const cell = state.cells[id]
  if (!cell || cell.status === 'running' || cell.status === 'queued') return null
  const jobs = [state.current, ...state.queue]
  if (jobs.some((job) => job?.type === 'check' && job.cell === id)) return null
  return cell.status === 'done' && unmetChecks(cell) === 0 ? 'good' : 'bad'
}

/** How running everything went: the cell it stopped at, or how many have a check that is not met. */
export type Sweep = { stopped: string | null; unmet: string[] }

export function sweepOf(state: State): Sweep | null {
  const since = state.sweep?.since
  if (since === undefined || isBusy(state)) return null
  const ran = state.order.filter((id) => (state.cells[id]!.run?.order ?? 0) > since)
  return {
    stopped: ran.find((id) => state.cells[id]!.run?.ended?.outcome !== 'done') ?? null,
    unmet: ran.filter((id) => unmetChecks(state.cells[id]!) > 0),
  }
}

/**
 * The first cell that has still to be solved before this one can work: it makes what this one uses, and its own checks
 * are not met or it has failed.
 */
export function unsolvedBefore(state: State, id: string): Cell | null {
  const upstream = findUpstream(state.order.map((other) => state.cells[other]!))
  const reached = new Set([id])
  for (const other of reached) for (const maker of upstream[other] ?? []) reached.add(maker)
  reached.delete(id)
  const first = state.order.find((other) => {
    const cell = state.cells[other]!
    const isTask = state.publicChecks.some((check) => check.for === other)
    return (
      reached.has(other) &&
      isTask &&
      (unmetChecks(cell) > 0 ||
        cell.status === 'failed' ||
        (cell.status !== 'done' && cell.source === cell.starter))
    )
  })
  return first === undefined ? null : state.cells[first]!
}

/** Checks that the server has verified, as the page's own attempts say. */
export const verifiedChecks = ({ checks, attempts }: State): number =>
  checks.filter(({ id }) => isVerified(attempts, id)).length

/** The first check that is still to be handed in; null when none is. */
export const openCheck = ({ checks, attempts }: State): string | null =>
  checks.find(({ id }) => !isVerified(attempts, id))?.id ?? null

const isVerified = (attempts: State['attempts'], check: string): boolean =>
  attempts.some((one) => one.check === check && one.verdict === 'verified' && one.counts)

export const runningCell = (state: State): Cell | null => {
  const job = state.current
  return (job?.type === 'evaluate' && state.cells[job.cell]) || null
}

export const isBusy = (state: State) => state.current !== null || state.queue.length > 0
export const mayRun = (state: State) => !state.readOnly && !isSubmitting(state)

/** Place in the queue, 1 for the next; null when not waiting. */
export function placeInQueue(state: State, cell: string): number | null {
  const waiting = state.queue.filter((job) => job.type === 'evaluate')
  const index = waiting.findIndex((job) => job.cell === cell)
  return index < 0 ? null : index + 1
}

/** Texts and events that the server has not yet taken. */
export const waitingToSend = (state: State) =>
  state.outbox.waiting + state.order.filter((id) => isWaiting(state.cells[id]!)).length

/** Texts and events that closing the page would lose: the server cannot be told, and this machine keeps nothing. */
export const atRisk = (state: State): number => {
  const texts = state.order.filter((id) => {
    const cell = state.cells[id]!
    return isWaiting(cell) && cell.saving.trouble !== null
  }).length
  const { waiting, durable, online, signedIn } = state.outbox
  return (state.keepsDrafts ? 0 : texts) + (durable || (online && signedIn) ? 0 : waiting)
}

/** A run of this many milliseconds is one that a reader would not like to wait for again. */
const LONG = 3000

/** What leaving the page would end or lose; null when nothing. */
export type Leaving =
  | { why: 'training' | 'submitting' }
  /** `kept`: this machine holds them, the server does not. */
  | { why: 'unsaved' | 'kept'; count: number }

export function leaving(state: State, now: number): Leaving | null {
  if (isSubmitting(state)) return { why: 'submitting' }
  const run = runningCell(state)?.run
  if (run && (run.progress !== null || run.curve.length > 0 || now - run.startedAt > LONG))
    return { why: 'training' }
  const lost = atRisk(state)
  if (lost > 0) return { why: 'unsaved', count: lost }
  const kept = state.order.filter((id) => {
    const cell = state.cells[id]!
    return isWaiting(cell) && (cell.saving.trouble !== null || cell.saving.conflict !== null)
  }).length
  return kept > 0 ? { why: 'kept', count: kept } : null
}

/** The session has ended, or belongs to somebody else by now. */
export const isSignedOut = (state: State): boolean =>
  !state.outbox.signedIn || state.order.some((id) => state.cells[id]!.saving.trouble === 'signed-out')

export const isOffline = (state: State) =>
  !state.online ||
  !state.outbox.online ||
  state.order.some((id) => state.cells[id]!.saving.trouble === 'offline')

export const shownBackend = (cell: Cell, backend: BackendName | null): BackendName | null =>
  cell.run?.ended ? cell.run.ended.backend : cell.status === 'running' ? backend : null

/** Share of the whole run that is done, 0 to 1; null when nobody said how long it is. */
export function shareDone(cell: Cell): number | null {
  const progress = cell.run?.progress
  return progress && progress.totalSteps > 0 ? Math.min(1, progress.totalStep / progress.totalSteps) : null
}
