/** Questions a component asks of the state. Answers are primitives or parts of the state, so that they compare by identity. */
import type { BackendName } from '../runtime/protocol'
import { isWaiting } from './saving'
import type { Cell, NotebookState, Status } from './state'
import { isSubmitting } from './submission'

type State = NotebookState

/** What the state line says: the status, or that a finished result no longer fits its text or its kernel. */
export type Standing = Status | 'stale' | 'past'

export function standingOf(cell: Cell): Standing {
  if (cell.status !== 'done') return cell.status
  if (cell.validity === 'stale') return 'stale'
  return cell.validity === 'fresh' ? 'past' : 'done'
}

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
