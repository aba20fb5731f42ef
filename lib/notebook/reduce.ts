/**
 * The hinge of the notebook: every action passes here, and nothing happens that is not in the effects it returns.
 * Pure; `now` is milliseconds since 1970.
 */
import { onCaseExpired, onChallenge } from './challenge'
import { findNames } from './dependencies'
import type { Action, Effect, Step } from './effects'
import { createCell } from './initial'
import { onKernelEvent } from './on-kernel-event'
import { advance, dequeue, emptyQueue, enqueue, patchCell, removeFrame } from './queue'
import { recordRun } from './record'
import { onOwnFound, onRemembered } from './remembered'
import {
  isWaiting,
  keep,
  keepMine,
  onDraftFound,
  onFileDone,
  onSaveConflicted,
  onSaveDone,
  onSaveDue,
  onSaveFailed,
  onServerSeen,
  replaceText,
  takeTheirs,
} from './saving'
import { markStale } from './staleness'
import type { NotebookState } from './state'
import {
  beginSubmission,
  failSubmission,
  handIn,
  interruptSubmission,
  isSubmitting,
  onJudged,
  onQueued,
  sendAgain,
} from './submission'

type State = NotebookState

/** The polite stop has this long, in milliseconds, before the frame is removed. */
export const STOP_PATIENCE = 700

const stay = (state: State): Step<State> => ({ state, effects: [] })

function run(state: State, ids: string[], now: number): Step<State> {
  return isSubmitting(state) || state.readOnly ? stay(state) : advance(enqueue(state, ids), now)
}

/** Remembers that all cells were asked for, so that the end can be summed up. */
const sweep = (step: Step<State>, before: State): Step<State> =>
  step.state === before ? step : { ...step, state: { ...step.state, sweep: { since: before.runs } } }

/** The learner types: what stood before is part of the same text. */
function edit(state: State, id: string, source: string): Step<State> {
  const cell = state.cells[id]
  // The editor repeats a text that a reset has just set; that is no edit, and must not spend the undo.
  if (!cell || state.readOnly || source === cell.source) return stay(state)
  const next = patchCell(state, id, { source, undo: null })
  return { state: next, effects: keep(next.cells[id]!) }
}

function replace(state: State, id: string, source: string | null, undo: string | null): Step<State> {
  const cell = state.cells[id]
  if (!cell || state.readOnly || source === null || source === cell.source) return stay(state)
  const next = replaceText(state, cell, source, undo)
  return { state: next, effects: keep(next.cells[id]!) }
}

function stop(state: State): Step<State> {
  const { current } = state
  const cleared = interruptSubmission(emptyQueue(state), { why: 'stopped' })
  if (!current) return stay(cleared)
  if (state.stopping === current.run) return stay(cleared)
  return {
    state: { ...cleared, stopping: current.run },
    effects: [
      {
        type: 'command',
        generation: state.kernel.generation,
        command: { type: 'interrupt', run: current.run },
      },
      { type: 'wait', ms: STOP_PATIENCE, action: { type: 'stop.expired', run: current.run } },
    ],
  }
}

/** Removes the frame and says what became of the run in it. */
function discard(state: State, now: number, why: 'stopped' | 'restarted'): Step<State> {
  const job = state.current
  const step = removeFrame(state, now, { why })
  const effects: Effect[] = [
    ...step.effects,
    ...(job?.type === 'evaluate' ? recordRun(step.state, job.cell) : []),
  ]
  return { state: interruptSubmission(step.state, { why: 'stopped' }), effects }
}

function restart(state: State, now: number): Step<State> {
  if (state.readOnly) return stay(state)
  const step = discard(state, now, 'restarted')
  const kernel = { ...step.state.kernel, status: 'starting' as const, backend: null }
  return {
    state: { ...step.state, kernel },
    effects: [...step.effects, { type: 'open', generation: kernel.generation, backend: kernel.choice }],
  }
}

function removeScratch(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  if (!cell?.scratch || cell.status === 'running' || cell.status === 'queued') return stay(state)
  const { [id]: _, ...cells } = state.cells
  const removed = { cell, index: state.order.indexOf(id) }
  return stay({ ...state, cells, order: state.order.filter((other) => other !== id), removed })
}

function insertScratch(state: State, after: string, id: string, source = ''): Step<State> {
  if (state.readOnly || state.cells[id] || !state.cells[after]) return stay(state)
  const index = state.order.indexOf(after) + 1
  const cells = { ...state.cells, [id]: createCell({ id, starter: source }, true) }
  return stay({ ...state, cells, order: state.order.toSpliced(index, 0, id) })
}

function moveScratch(state: State, id: string, by: -1 | 1): State {
  const from = state.order.indexOf(id)
  const to = from + by
  // Above the first cell there is no place: own cells stand behind one of the lesson.
  if (!state.cells[id]?.scratch || state.readOnly || to < 1 || to >= state.order.length) return state
  const order = state.order.toSpliced(from, 1).toSpliced(to, 0, id)
  return { ...state, order }
}

function undoRemove(state: State): Step<State> {
  if (!state.removed || state.cells[state.removed.cell.id]) return stay(state)
  const { cell, index } = state.removed
  return stay({
    ...state,
    cells: { ...state.cells, [cell.id]: cell },
    order: state.order.toSpliced(index, 0, cell.id),
    removed: null,
  })
}

function clear(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  if (!cell?.run?.ended) return stay(state)
  const run = { ...cell.run, outputs: [], curve: [], progress: null, checks: [], problem: null, dropped: 0 }
  return stay(patchCell(state, id, { run }))
}

const pick = ({ waiting, durable, online, signedIn }: State['outbox']): State['outbox'] => ({
  waiting,
  durable,
  online,
  signedIn,
})

function decide(state: State, action: Action, now: number): Step<State> {
  switch (action.type) {
    case 'edit':
      return edit(state, action.cell, action.source)
    case 'run':
      return run({ ...state, sweep: null }, [action.cell], now)
    case 'run-above':
      return run(
        { ...state, sweep: null },
        state.order.slice(0, Math.max(0, state.order.indexOf(action.cell))),
        now,
      )
    case 'run-all':
      return sweep(run(state, state.order, now), state)
    case 'restart':
      return restart(state, now)
    case 'restart-and-run-all': {
      const fresh = restart(state, now)
      const queued = enqueue(fresh.state, state.readOnly ? [] : state.order)
      return sweep({ state: queued, effects: fresh.effects }, state)
    }
    case 'stop':
      // A submission is one run of all cells: without one of them it is none.
      return action.cell !== undefined &&
        state.cells[action.cell]?.status === 'queued' &&
        !isSubmitting(state)
        ? stay(dequeue(state, action.cell))
        : stop(state)
    case 'stop.expired':
      return state.current?.run === action.run ? discard(state, now, 'stopped') : stay(state)
    case 'reset': {
      const cell = state.cells[action.cell]
      return cell ? replace(state, cell.id, cell.starter, cell.source) : stay(state)
    }
    case 'restore': {
      const cell = state.cells[action.cell]
      return cell ? replace(state, cell.id, action.source, cell.source) : stay(state)
    }
    case 'undo':
      return replace(state, action.cell, state.cells[action.cell]?.undo ?? null, null)
    case 'clear':
      return clear(state, action.cell)
    case 'choose-backend': {
      if (state.readOnly || action.choice === state.kernel.choice) return stay(state)
      const chosen = { ...state, kernel: { ...state.kernel, choice: action.choice } }
      return chosen.kernel.status === 'absent' ? stay(chosen) : restart(chosen, now)
    }
    case 'insert':
      return insertScratch(state, action.after, action.cell, action.source)
    case 'remove':
      return removeScratch(state, action.cell)
    case 'move':
      return stay(moveScratch(state, action.cell, action.by))
    case 'undo-remove':
      return undoRemove(state)
    case 'keep-mine':
      return keepMine(state, action.cell)
    case 'take-theirs':
      return takeTheirs(state, action.cell)
    case 'submit':
      return beginSubmission(state, action, now)
    case 'hand-in':
      return handIn(state, action, now)
    case 'challenge.issued':
      return onChallenge(state, action, now)
    case 'case.expired':
      return onCaseExpired(state, action, now)
    case 'send-again':
      return sendAgain(state)
    case 'dismiss-submission': {
      const phase = state.submission?.phase
      return phase === 'judged' || phase === 'failed' ? stay({ ...state, submission: null }) : stay(state)
    }
    case 'warm': {
      const { kernel } = state
      if (state.readOnly || kernel.status !== 'absent' || kernel.generation > 0) return stay(state)
      return {
        state: { ...state, kernel: { ...kernel, status: 'starting' } },
        effects: [{ type: 'open', generation: kernel.generation, backend: kernel.choice }],
      }
    }
    case 'kernel.event':
      return action.generation === state.kernel.generation
        ? onKernelEvent(state, action.event, now)
        : stay(state)
    case 'save.due':
      return onSaveDue(state, action.cell)
    case 'save.done':
      return onSaveDone(state, action)
    case 'file.done':
      return onFileDone(state, action)
    case 'save.failed':
      return onSaveFailed(state, action)
    case 'save.conflicted':
      return onSaveConflicted(state, action)
    case 'server.seen':
      return onServerSeen(state, action)
    case 'memory.found':
      return stay(onRemembered(state, action.results))
    case 'own.found':
      return stay(onOwnFound(state, action.own))
    case 'draft.found':
      return onDraftFound(state, action)
    case 'outbox.changed':
      return stay({ ...state, outbox: pick(action) })
    case 'drafts.kept':
      return stay(action.kept === state.keepsDrafts ? state : { ...state, keepsDrafts: action.kept })
    case 'dataset.loading': {
      const { dataset, loaded, total } = action
      return stay({ ...state, loading: loaded < total ? { dataset, loaded, total } : null })
    }
    case 'network.changed': {
      const next = action.online === state.online ? state : { ...state, online: action.online }
      if (!action.online) return stay(next)
      const troubled = next.order.filter((id) => isWaiting(next.cells[id]!))
      return { state: next, effects: troubled.map((cell) => ({ type: 'save-later' as const, cell })) }
    }
    case 'submission.queued':
      return stay(onQueued(state, action))
    case 'submission.judged':
      return onJudged(state, action)
    case 'submission.failed':
      return state.submission?.id === action.id && state.submission.phase === action.failure.at
        ? failSubmission(state, action.failure)
        : stay(state)
    default:
      return action satisfies never
  }
}

/** Names are read and stale marks set only when a text or a run changed. */
export function reduce(state: State, action: Action, now: number): Step<State> {
  const step = decide(state, action, now)
  if (step.state.cells === state.cells && step.state.kernel === state.kernel) return step
  let next = step.state
  for (const id of next.order) {
    const cell = next.cells[id]!
    if (cell.source !== state.cells[id]?.source) next = patchCell(next, id, { names: findNames(cell.source) })
  }
  return { state: markStale(next), effects: step.effects }
}
