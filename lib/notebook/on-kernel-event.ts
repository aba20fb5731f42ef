/** What the kernel says, folded into the state. It is hostile: an event counts only for the run that is current. */
import type { KernelEvent } from '../runtime/protocol'
import { appendOutput } from './append-output'
import { onAnswered, onCalled } from './challenge'
import { appendPoints } from './curve'
import type { Effect, Step } from './effects'
import { advance, emptyQueue, endRun, patchCell, removeFrame } from './queue'
import { recordRun } from './record'
import type { Job, NotebookState, Run } from './state'
import { collected, failSubmission, interruptSubmission, submissionAfterRun } from './submission'

type State = NotebookState

const patchRun = (state: State, change: (run: Run) => Run): State => {
  const job = state.current
  const cell = job?.type === 'evaluate' ? state.cells[job.cell] : undefined
  return cell?.run ? patchCell(state, cell.id, { run: change(cell.run) }) : state
}

/** Output of a run that is over goes to its cell, as long as the cell still shows that run. */
function onLate(state: State, event: KernelEvent): State {
  if (event.type !== 'output' && event.type !== 'points' && event.type !== 'truncated') return state
  const cell = Object.values(state.cells).find(({ run }) => run?.id === event.run && run.ended)
  if (!cell?.run) return state
  return patchCell(state, cell.id, { run: received(cell.run, event) })
}

function received(run: Run, event: Extract<KernelEvent, { type: 'output' | 'points' | 'truncated' }>): Run {
  switch (event.type) {
    case 'output': {
      const outputs = appendOutput(run.outputs, event.output)
      return outputs ? { ...run, outputs } : { ...run, dropped: run.dropped + 1 }
    }
    case 'points':
      return { ...run, curve: appendPoints(run.curve, event.points) }
    case 'truncated':
      return { ...run, dropped: run.dropped + event.dropped }
  }
}

const then = (step: Step<State>, next: (state: State) => Step<State>): Step<State> => {
  const after = next(step.state)
  return { state: after.state, effects: [...step.effects, ...after.effects] }
}

function checksOf(state: State, cell: string, of: string): { state: State; jobs: Job[] } {
  let runs = state.runs
  const jobs = state.publicChecks
    .filter((check) => check.for === cell)
    .map((check): Job => ({
      type: 'check',
      run: `${state.session}-${++runs}`,
      cell,
      of,
      check: check.id,
      source: check.source,
    }))
  return { state: { ...state, runs }, jobs }
}

/** A run has ended: record a cell's, queue its checks, go on — or let the rest of the queue go. */
function finish(state: State, outcome: 'done' | 'failed' | 'stopped', ms: number, now: number): Step<State> {
  const job = state.current!
  let next = endRun(state, outcome, ms)
  const effects: Effect[] = job.type === 'evaluate' ? recordRun(next, job.cell) : []
  if (job.type === 'evaluate' && outcome === 'done') {
    const checks = checksOf(next, job.cell, job.run)
    next = { ...checks.state, queue: [...checks.jobs, ...checks.state.queue] }
  } else if (job.type === 'evaluate') next = emptyQueue(next)
  const step = submissionAfterRun(next, job, outcome)
  return then({ state: step.state, effects: [...effects, ...step.effects] }, (after) => advance(after, now))
}

/** The first word on a check counts; it is filed under the check that was asked for, whatever name came back. */
function onChecked(state: State, job: Job, passed: boolean, message: string): Step<State> {
  const run = job.type === 'check' ? state.cells[job.cell]?.run : undefined
  if (job.type !== 'check' || run?.id !== job.of || run.checks.some((result) => result.id === job.check)) {
    return { state, effects: [] }
  }
  const checks = [...run.checks, { id: job.check, passed, message }]
  return {
    state: patchCell(state, job.cell, { run: { ...run, checks } }),
    effects: passed ? [{ type: 'record', event: { type: 'check.passed', check: job.check } }] : [],
  }
}

function onFailed(
  state: State,
  job: Job,
  event: Extract<KernelEvent, { type: 'failed' }>,
  now: number,
): Step<State> {
  switch (job.type) {
    case 'evaluate': {
      const withError = patchRun(state, (run) => ({ ...run, problem: { type: 'error', error: event.error } }))
      return finish(withError, 'failed', event.ms, now)
    }
    case 'check':
      return then(onChecked(state, job, false, event.error.hint ?? event.error.message), (next) =>
        finish(next, 'failed', event.ms, now),
      )
    case 'collect':
    case 'call': {
      const next: State = { ...state, current: null, stopping: null }
      const detail = event.error.hint ?? event.error.message
      const why = job.type === 'call' ? 'no-function' : 'no-weights'
      return then(failSubmission(next, { at: 'collecting', why, detail }), (after) => advance(after, now))
    }
  }
}

function afterCall(state: State, stopped: boolean, now: number): Step<State> {
  const next: State = { ...state, current: null, stopping: null }
  const ended = stopped
    ? { state: interruptSubmission(next, { why: 'stopped' }), effects: [] }
    : onCalled(next)
  return then(ended, (after) => advance(after, now))
}

/** A device that was lost, or with which nothing started, is not tried again unasked: the reader may choose it. */
function withoutDevice(state: State, reason: string): State {
  const { kernel } = state
  const hangs = kernel.status === 'starting' && reason === 'silent'
  const onDevice = kernel.backend === 'webgpu' || kernel.backend === 'webgl' || hangs
  if (!onDevice || !(hangs || reason === 'device lost')) return state
  return { ...state, kernel: { ...kernel, choice: 'wasm' } }
}

/** The worker is gone: say so where it happened, keep what was shown, be ready to start another. */
function onDead(state: State, reason: string, now: number): Step<State> {
  const job = state.current
  const marked = patchRun(state, (run) => ({ ...run, problem: { type: 'died', reason } }))
  const step = removeFrame(withoutDevice(marked, reason), now, { why: 'died', reason }, 'failed')
  const effects = [...step.effects, ...(job?.type === 'evaluate' ? recordRun(step.state, job.cell) : [])]
  return { state: interruptSubmission(step.state, { why: 'died', detail: reason }), effects }
}

export function onKernelEvent(state: State, event: KernelEvent, now: number): Step<State> {
  const stay: Step<State> = { state, effects: [] }
  if (event.type === 'ready') {
    if (state.kernel.status !== 'starting') return stay
    const { backend, backends } = event
    return advance({ ...state, kernel: { ...state.kernel, status: 'ready', backend, backends } }, now)
  }
  if (event.type === 'dead') return state.kernel.status === 'absent' ? stay : onDead(state, event.reason, now)
  if (event.type === 'alive' || event.type === 'need') return stay
  const job = state.current
  if (!job || job.run !== event.run) return { state: onLate(state, event), effects: [] }
  switch (event.type) {
    case 'started':
      return stay
    case 'output':
    case 'points':
    case 'truncated':
      return { state: patchRun(state, (run) => received(run, event)), effects: [] }
    case 'progress': {
      const { type: _, run: __, ...progress } = event
      return { state: patchRun(state, (run) => ({ ...run, progress })), effects: [] }
    }
    case 'checked':
      return onChecked(state, job, event.passed, event.message)
    case 'finished':
      // A collection ends with its weights, or fails.
      if (job.type === 'collect') return stay
      if (job.type === 'call') return afterCall(state, event.stopped, now)
      return finish(state, event.stopped ? 'stopped' : 'done', event.ms, now)
    case 'failed':
      return onFailed(state, job, event, now)
    case 'answered':
      return job.type === 'call' ? onAnswered(state, job.run, event.index, event.result) : stay
    case 'weights': {
      if (job.type !== 'collect') return stay
      const next: State = { ...state, current: null, stopping: null }
      const { layers, specs, values } = event
      return then(collected(next, { layers, specs, values }), (after) => advance(after, now))
    }
    default:
      event satisfies never
      return stay
  }
}
