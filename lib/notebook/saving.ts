/**
 * The learner's text on its way to the server: a pause, one request at a time, and an honest word when two windows
 * differ. A text is replaced only by `replaceText`: what the server does not have yet is first set aside, kept on this
 * machine and then filed as a version, so that the history holds every text that was ever in the cell for a while.
 */
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

/** Whether the server lacks anything of a cell. */
export const isWaiting = (cell: Cell) => isUnsaved(cell) || cell.saving.aside.length > 0

/** Effects of a changed text: kept on this machine at once, on the server after a pause. */
export const keep = (cell: Cell): Effect[] =>
  cell.scratch
    ? []
    : [
        {
          type: 'keep-draft',
          cell: cell.id,
          source: cell.source,
          base: cell.saving.base,
          aside: cell.saving.aside,
        },
        { type: 'save-later', cell: cell.id },
      ]

const settle = (state: State, id: string): Step<State> => {
  const cell = state.cells[id]!
  return { state, effects: isWaiting(cell) ? keep(cell) : [{ type: 'drop-draft', cell: id }] }
}

const setAside = (cell: Cell, texts: readonly string[]): string[] => [
  ...new Set([
    ...cell.saving.aside,
    ...texts.filter((text) => text !== cell.starter && text !== cell.saving.source && text.trim() !== ''),
  ]),
]

/** Puts another text into a cell without the learner's typing it; `undo` is what one click brings back. */
export function replaceText(state: State, cell: Cell, source: string, undo: string | null): State {
  const aside = isUnsaved(cell) ? setAside(cell, [cell.source]) : cell.saving.aside
  return patchCell(state, cell.id, { source, undo, saving: { ...cell.saving, aside } })
}

export function onSaveDue(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  if (!cell || state.readOnly || cell.saving.sending !== null || cell.saving.filing !== null)
    return stay(state)
  const [first] = cell.saving.aside
  if (first !== undefined)
    return {
      state: patchSaving(state, cell, { filing: first }),
      effects: [{ type: 'file', cell: id, source: first }],
    }
  if (cell.saving.conflict || !isUnsaved(cell)) return stay(state)
  const next = patchSaving(state, cell, { sending: cell.source })
  return { state: next, effects: [{ type: 'save', cell: id, source: cell.source, base: cell.saving.base }] }
}

const adopt = (state: State, cell: Cell, stored: Stored): State =>
  patchSaving(state, cell, {
    base: stored.revision,
    source: stored.source,
    savedAt: stored.savedAt,
    conflict: null,
  })

/** The server's newest text meets the page's: followed where nobody wrote here, asked about where both did. */
function meet(state: State, cell: Cell, stored: Stored): State {
  const { saving } = cell
  // Only the number has moved on, or both say the same.
  if (stored.source === saving.source || stored.source === cell.source) return adopt(state, cell, stored)
  if (isUnsaved(cell) || saving.conflict) return patchSaving(state, cell, { conflict: stored })
  const followed = replaceText(state, cell, stored.source, null)
  return adopt(followed, followed.cells[cell.id]!, stored)
}

const REACHED = { trouble: null, tries: 0 } as const

export function onSaveDone(state: State, action: Of<'save.done'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell) return stay(state)
  const answered = patchSaving(state, cell, { ...REACHED, sending: null })
  return settle(adopt(answered, answered.cells[cell.id]!, action.stored), cell.id)
}

/** A text that was set aside is a version now, and the newest has a higher number. */
export function onFileDone(state: State, { cell: id, source, stored }: Of<'file.done'>): Step<State> {
  const before = state.cells[id]
  if (!before) return stay(state)
  const aside = before.saving.aside.filter((text) => text !== source)
  const filed = patchSaving(state, before, { ...REACHED, aside, filing: null })
  const cell = filed.cells[id]!
  // Where the server had nothing, the filed text is its newest, and the page's is saved on top.
  return settle(stored.source === source ? adopt(filed, cell, stored) : meet(filed, cell, stored), id)
}

export function onSaveFailed(state: State, action: Of<'save.failed'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell) return stay(state)
  const { saving } = cell
  const idle = { sending: null, filing: null }
  if (saving.filing !== null && action.why === 'refused') {
    // A text that cannot be stored can still be undone to; what follows it must not wait for it.
    const aside = saving.aside.filter((text) => text !== saving.filing)
    return settle(patchSaving(state, cell, { ...idle, aside }), cell.id)
  }
  const tries = saving.tries + 1
  const next = patchSaving(state, cell, { ...idle, trouble: action.why, tries })
  // A refused text would be refused again; the next edit tries anew.
  if (action.why === 'refused' || action.why === 'gone') return stay(next)
  const ms = Math.max(pause(tries), action.retryAfter ?? 0) * 1000
  return { state: next, effects: [{ type: 'wait', ms, action: { type: 'save.due', cell: cell.id } }] }
}

export function onSaveConflicted(state: State, action: Of<'save.conflicted'>): Step<State> {
  const cell = state.cells[action.cell]
  if (!cell) return stay(state)
  const answered = patchSaving(state, cell, { ...REACHED, sending: null })
  const next = meet(answered, answered.cells[cell.id]!, action.current)
  return next.cells[cell.id]!.saving.conflict ? stay(next) : settle(next, cell.id)
}

/** What another window or machine has saved meanwhile. A request under way will be told of it by its answer. */
export function onServerSeen(state: State, { cell: id, stored }: Of<'server.seen'>): Step<State> {
  const cell = state.cells[id]
  if (!cell || state.readOnly || cell.scratch) return stay(state)
  const { base, conflict, sending, filing } = cell.saving
  if (sending !== null || filing !== null || stored.revision <= (conflict?.revision ?? base))
    return stay(state)
  const next = meet(state, cell, stored)
  return next.cells[id]!.saving.conflict ? stay(next) : settle(next, id)
}

/** The learner's own text wins: it is saved on top of the other window's. */
export function keepMine(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  const theirs = cell?.saving.conflict
  return cell && theirs ? onSaveDue(adopt(state, cell, theirs), id) : stay(state)
}

/** The other window's text wins; the learner's becomes a version, and one click brings it back. */
export function takeTheirs(state: State, id: string): Step<State> {
  const cell = state.cells[id]
  const theirs = cell?.saving.conflict
  if (!cell || !theirs) return stay(state)
  const replaced = replaceText(state, cell, theirs.source, cell.source)
  return settle(adopt(replaced, replaced.cells[id]!, theirs), id)
}

/** Texts kept on this machine by a page that was closed before it could save. */
export function onDraftFound(state: State, action: Of<'draft.found'>): Step<State> {
  const cell = state.cells[action.cell]
  if (state.readOnly || cell?.scratch) return stay(state)
  if (!cell) return onOrphanFound(state, action)
  const known = action.source === cell.source || action.source === cell.saving.source
  // A page that was edited already, and a newer text of the server, stay; the draft becomes a version.
  const follow = !known && !isUnsaved(cell) && action.base >= cell.saving.base
  const others = known || follow ? [] : [action.source]
  const aside = setAside(cell, [...(action.aside ?? []), ...others])
  const next = patchCell(state, cell.id, {
    source: follow ? action.source : cell.source,
    undo: others[0] !== undefined && !isUnsaved(cell) ? others[0] : cell.undo,
    saving: { ...cell.saving, aside },
  })
  return isWaiting(next.cells[cell.id]!) ? { state: next, effects: keep(next.cells[cell.id]!) } : stay(next)
}

/** A draft of a cell that the lesson no longer has is shown, and sent: it was never anywhere else. */
function onOrphanFound(state: State, { cell: id, source, base, aside = [] }: Of<'draft.found'>): Step<State> {
  const orphans = [...state.orphans.filter((orphan) => orphan.id !== id), { id, source, savedAt: null }]
  const effects: Effect[] = [
    ...aside.map((text): Effect => ({ type: 'file', cell: id, source: text })),
    { type: 'save', cell: id, source, base },
  ]
  return { state: { ...state, orphans }, effects }
}
