/** One evaluation at a time, in order: jobs wait in `queue`, one is `current`, and only a ready kernel takes it. */
import type { Command } from '../runtime/protocol'
import { findNames } from './dependencies'
import type { Effect, Step } from './effects'
import type { Cell, Job, NotebookState, Outcome } from './state'

type State = NotebookState

export const patchCell = (state: State, id: string, patch: Partial<Cell>): State => {
  const cell = state.cells[id]
  return cell ? { ...state, cells: { ...state.cells, [id]: { ...cell, ...patch } } } : state
}

const resting = (cell: Cell): Cell['status'] => cell.run?.ended?.outcome ?? 'idle'

/** Takes every waiting job away; the cells go back to what their last run left. */
export function emptyQueue(state: State): State {
  let next: State = { ...state, queue: [] }
  for (const job of state.queue) {
    const cell = job.type === 'evaluate' ? next.cells[job.cell] : undefined
    if (cell?.status === 'queued') next = patchCell(next, cell.id, { status: resting(cell) })
  }
  return next
}

/** Takes one waiting cell out; what runs and what else waits stays. */
export function dequeue(state: State, id: string): State {
  const cell = state.cells[id]
  if (cell?.status !== 'queued') return state
  const queue = state.queue.filter((job) => job.type !== 'evaluate' || job.cell !== id)
  return patchCell({ ...state, queue }, id, { status: resting(cell) })
}

/** Adds runs of cells at the end; a cell that waits already keeps its place and takes the newer text. */
export function enqueue(state: State, ids: string[]): State {
  let next = state
  for (const id of ids) {
    const cell = next.cells[id]
    if (!cell || cell.status === 'running') continue
    if (cell.status === 'queued') {
      const queue = next.queue.map((job) =>
        job.type === 'evaluate' && job.cell === id ? { ...job, source: cell.source } : job,
      )
      next = { ...next, queue }
      continue
    }
    const runs = next.runs + 1
    const job: Job = { type: 'evaluate', run: `${next.session}-${runs}`, cell: id, source: cell.source }
    next = patchCell({ ...next, runs, queue: [...next.queue, job] }, id, { status: 'queued' })
  }
  return next
}

function commandOf(job: Job): Exclude<Command, { type: 'boot' }> {
  switch (job.type) {
    case 'evaluate':
      return { type: 'evaluate', run: job.run, cell: job.cell, source: job.source }
    case 'check':
      return { type: 'check', run: job.run, check: job.check, source: job.source }
    case 'collect':
      return { type: 'collect', run: job.run, variable: job.variable }
    case 'call':
      return { type: 'call', run: job.run, function: job.function, cases: job.cases }
  }
}

/** Starts the kernel if there is work and none, and hands it the next job if it is free. */
export function advance(state: State, now: number): Step<State> {
  const [job, ...queue] = state.queue
  if (!job || state.current) return { state, effects: [] }
  const { kernel } = state
  if (kernel.status === 'absent') {
    return {
      state: { ...state, kernel: { ...kernel, status: 'starting', backend: null } },
      effects: [{ type: 'open', generation: kernel.generation, backend: kernel.choice }],
    }
  }
  if (kernel.status === 'starting') return { state, effects: [] }
  let next: State = { ...state, queue, current: job }
  if (job.type === 'evaluate') {
    const before = state.cells[job.cell]
    const held = before?.run?.generation === kernel.generation ? before.made : []
    next = patchCell({ ...next, kernel: { ...kernel, lost: null } }, job.cell, {
      status: 'running',
      made: [...new Set([...held, ...findNames(job.source).defines])],
      run: {
        id: job.run,
        source: job.source,
        order: Number(job.run.slice(job.run.lastIndexOf('-') + 1)),
        generation: kernel.generation,
        startedAt: now,
        outputs: [],
        progress: null,
        curve: [],
        checks: [],
        problem: null,
        dropped: 0,
        ended: null,
      },
    })
  }
  return {
    state: next,
    effects: [{ type: 'command', generation: kernel.generation, command: commandOf(job) }],
  }
}

/** Ends the current evaluation of a cell in the state; queue and kernel are the caller's concern. */
export function endRun(state: State, outcome: Outcome, ms: number): State {
  const job = state.current
  const next: State = { ...state, current: null, stopping: null }
  const cell = job?.type === 'evaluate' ? state.cells[job.cell] : undefined
  if (!cell?.run) return next
  const ended = { outcome, ms: Math.max(0, ms), backend: state.kernel.backend }
  return patchCell(next, cell.id, { status: outcome, run: { ...cell.run, ended } })
}

/** The frame goes; outputs and curves stay. Whatever ran is ended as `outcome`. */
export function removeFrame(
  state: State,
  now: number,
  lost: NonNullable<State['kernel']['lost']>,
  outcome: Outcome = 'stopped',
): Step<State> {
  const job = state.current
  const started = job?.type === 'evaluate' ? state.cells[job.cell]?.run?.startedAt : undefined
  const ended = emptyQueue(endRun(state, outcome, started === undefined ? 0 : now - started))
  const { kernel } = state
  const effects: Effect[] =
    kernel.status === 'absent' ? [] : [{ type: 'remove-frame', generation: kernel.generation }]
  const held = Object.values(ended.cells).some((cell) => cell.run?.generation === kernel.generation)
  return {
    state: {
      ...ended,
      kernel: {
        ...kernel,
        generation: kernel.generation + 1,
        status: 'absent',
        lost: held || lost.why === 'died' ? lost : kernel.lost,
      },
    },
    effects,
  }
}
