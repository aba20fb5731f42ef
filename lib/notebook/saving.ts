/** The learner's text on its way to the server: a pause, one request at a time, and an honest word when two windows differ. */
import type { Action, Effect, Step } from './effects'
import { patchCell } from './queue'
import type { Cell, NotebookState, Saving, Stored } from './state'

type State = NotebookState
type Of<T extends Action['type']> = Extract<Action, { type: T }>

const patchSaving = (state: State, cell: Cell, patch: Partial<Saving>): State =>
  patchCell(state, cell.id, { saving: { ...cell.saving, ...patch } })

const stay = (state: State): Step<State> => ({ state, effects: [] })

/** Seconds until the next attempt: 4, 8, 16, 32, then each minute. */
const pause = (tries: number) => Math.min(60, 2 ** (tries + 1))

export const isUnsaved = (cell: Cell) => !cell.scratch && cell.source !== cell.saving.source

/** Effects of a changed text: kept on this machine at once, on the server after a pause. */
export const keep = (cell: Cell): Effect[] =>
  cell.scratch
    ? []
    : [
        { type: 'keep-draft', cell: cell.id, source: cell.source, base: cell.saving.base },
        { type: 'save-later', cell: cell.id },
      ]

export function onSaveDue(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  if (!cell || state.readOnly || cell.saving.sending !== null || cell.saving.conflict) return stay(state)
  if (!isUnsaved(cell)) return stay(state)
  const next = patchSaving(state, cell, { sending: cell.source })
  return { state: next, effects: [{ type: 'save', cell: id, source: cell.source, base: cell.saving.base }] }
}

function adopt(state: State, cell: Cell, stored: Stored): Step<State> {
  const next = patchSaving(state, cell, {
    base: stored.revision,
    source: stored.source,
    savedAt: stored.savedAt,
    sending: null,
    trouble: null,
    tries: 0,
    conflict: null,
  })
  const settled = next.cells[cell.id]!
  return isUnsaved(settled)
    ? { state: next, effects: keep(settled) }
    : { state: next, effects: [{ type: 'drop-draft', cell: cell.id }] }
}

export function onSaveDone(state: State, action: Of<'save.done'>): Step<State> {
  const cell = state.cells[action.cell]
  return cell ? adopt(state, cell, action.stored) : stay(state)
}

export function onSaveFailed(state: State, action: Of<'save.failed'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell) return stay(state)
  const tries = cell.saving.tries + 1
  const next = patchSaving(state, cell, { sending: null, trouble: action.why, tries })
  // A refused text would be refused again; the next edit tries anew.
  if (action.why === 'refused') return stay(next)
  const ms = Math.max(pause(tries), action.retryAfter ?? 0) * 1000
  return { state: next, effects: [{ type: 'wait', ms, action: { type: 'save.due', cell: cell.id } }] }
}

export function onSaveConflicted(state: State, action: Of<'save.conflicted'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell) return stay(state)
  if (action.current.source === cell.source) return adopt(state, cell, action.current)
  return stay(patchSaving(state, cell, { sending: null, trouble: null, conflict: action.current }))
}

/** The learner's own text wins: it is saved on top of the other window's. */
export function keepMine(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  const theirs = cell?.saving.conflict
  if (!cell || !theirs) return stay(state)
  const { revision, source, savedAt } = theirs
  return onSaveDue(patchSaving(state, cell, { base: revision, source, savedAt, conflict: null }), id)
}

/** A text kept on this machine by a page that was closed before it could save. */
export function onDraftFound(state: State, action: Of<'draft.found'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell || state.readOnly || cell.scratch || action.source === cell.source) return stay(state)
  // The page was already edited, or the server has a newer text: the newer one wins, the draft stays in the history box.
  if (isUnsaved(cell)) return stay(state)
  if (action.base !== cell.saving.base) return stay(patchCell(state, cell.id, { undo: action.source }))
  const next = patchCell(state, cell.id, { source: action.source })
  return { state: next, effects: [{ type: 'save-later', cell: cell.id }] }
}
