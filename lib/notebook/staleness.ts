import { findUpstream } from './dependencies'
import { isSameCode } from './same-code'
import type { Cell, NotebookState, Validity } from './state'

const isPresent = (cell: Cell, state: NotebookState) => cell.run?.generation === state.kernel.generation

function judge(cell: Cell, state: NotebookState, upstream: Cell[], isHaunted: boolean): Validity {
  const { run } = cell
  if (!run?.ended || !isPresent(cell, state)) return 'fresh'
  if (isHaunted || !isSameCode(cell.source, run.source)) return 'stale'
  const outdated = upstream.some(
    (other) =>
      other.validity === 'stale' ||
      (other.run !== null && other.run.generation === run.generation && other.run.order > run.order),
  )
  return outdated ? 'stale' : 'evaluated'
}

/**
 * Cells that use a name which no text makes any more but which the kernel still holds from an earlier run: they work
 * here and fail in a clean run.
 */
function findHaunted(list: Cell[], state: NotebookState): Set<string> {
  const held = new Set(list.flatMap((cell) => (isPresent(cell, state) ? cell.made : [])))
  for (const cell of list) for (const name of cell.names.defines) held.delete(name)
  return new Set(list.filter(({ names }) => names.uses.some((name) => held.has(name))).map(({ id }) => id))
}

/** Decides each cell's validity anew, in page order; cells that keep theirs keep their identity. */
export function markStale(state: NotebookState): NotebookState {
  const list = state.order.map((id) => state.cells[id]!)
  // What a cell made under a name that it has lost since came from it all the same.
  const upstream = findUpstream(
    list.map((cell) =>
      isPresent(cell, state)
        ? { ...cell, names: { ...cell.names, defines: [...new Set([...cell.names.defines, ...cell.made])] } }
        : cell,
    ),
  )
  const haunted = findHaunted(list, state)
  const cells = { ...state.cells }
  let changed = false
  for (const { id } of list) {
    const cell = cells[id]!
    const validity = judge(
      cell,
      state,
      upstream[id]!.map((other) => cells[other]!),
      haunted.has(id),
    )
    if (validity !== cell.validity) {
      cells[id] = { ...cell, validity }
      changed = true
    }
  }
  return changed ? { ...state, cells } : state
}
