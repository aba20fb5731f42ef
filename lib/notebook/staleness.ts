import { findUpstream } from './dependencies'
import type { Cell, NotebookState, Validity } from './state'

function judge(cell: Cell, state: NotebookState, upstream: Cell[]): Validity {
  const { run } = cell
  if (!run?.ended || run.generation !== state.kernel.generation) return 'fresh'
  if (cell.source !== run.source) return 'stale'
  const outdated = upstream.some(
    (other) =>
      other.validity === 'stale' ||
      (other.run !== null && other.run.generation === run.generation && other.run.order > run.order),
  )
  return outdated ? 'stale' : 'evaluated'
}

/** Decides each cell's validity anew, in page order; cells that keep theirs keep their identity. */
export function markStale(state: NotebookState): NotebookState {
  const list = state.order.map((id) => state.cells[id]!)
  const upstream = findUpstream(list)
  const cells = { ...state.cells }
  let changed = false
  for (const { id } of list) {
    const cell = cells[id]!
    const validity = judge(
      cell,
      state,
      upstream[id]!.map((other) => cells[other]!),
    )
    if (validity !== cell.validity) {
      cells[id] = { ...cell, validity }
      changed = true
    }
  }
  return changed ? { ...state, cells } : state
}
