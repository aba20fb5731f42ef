/** Submitting: a fresh kernel, every lesson cell in order, the weights, the server's word. Each phase may fail by name. */
import type { Action, Step } from './effects'
import { advance, enqueue, removeFrame } from './queue'
import { recordRun } from './record'
import type { Job, NotebookState, Outcome, Submission, SubmissionFailure, Weights } from './state'

type State = NotebookState

export const isSubmitting = (state: State) =>
  state.submission?.phase === 'running' || state.submission?.phase === 'collecting'

const withSubmission = (state: State, patch: Partial<Submission>): State =>
  state.submission ? { ...state, submission: { ...state.submission, ...patch } } : state

export function beginSubmission(
  state: State,
  action: Extract<Action, { type: 'submit' }>,
  now: number,
): Step<State> {
  const check = state.checks.find((candidate) => candidate.id === action.check)
  const busy = isSubmitting(state) || state.submission?.phase === 'sending'
  if (!check || busy || state.readOnly) return { state, effects: [] }
  const ids = state.order.filter((id) => !state.cells[id]!.scratch)
  const cleared = removeFrame(state, now, { why: 'restarted' })
  const submission: Submission = {
    id: action.id,
    check: check.id,
    phase: 'running',
    done: 0,
    total: ids.length,
    code: Object.fromEntries(ids.map((id) => [id, state.cells[id]!.source])),
    backend: null,
    startedAt: now,
    weights: null,
    failure: null,
    verdict: null,
  }
  const begun = advance(enqueue({ ...cleared.state, submission }, ids), now)
  const job = state.current
  const recorded = job?.type === 'evaluate' ? recordRun(cleared.state, job.cell) : []
  return { state: begun.state, effects: [...cleared.effects, ...recorded, ...begun.effects] }
}

export function failSubmission(state: State, failure: SubmissionFailure): Step<State> {
  return { state: withSubmission(state, { phase: 'failed', failure }), effects: [] }
}

/** Follows the clean run: counts the cells, ends it at the first failure, asks for the weights after the last. */
export function submissionAfterRun(state: State, job: Job, outcome: Outcome): Step<State> {
  const { submission } = state
  if (submission?.phase !== 'running') return { state, effects: [] }
  if (job.type === 'evaluate' && outcome === 'failed') {
    return failSubmission(state, { at: 'running', why: 'cell-failed', cell: job.cell })
  }
  if (outcome === 'stopped') return failSubmission(state, { at: 'running', why: 'stopped' })
  const done = submission.done + (job.type === 'evaluate' ? 1 : 0)
  const next = withSubmission(state, { done })
  if (next.queue.length > 0) return { state: next, effects: [] }
  const check = state.checks.find((candidate) => candidate.id === submission.check)!
  const runs = next.runs + 1
  const collect: Job = { type: 'collect', run: `${next.session}-${runs}`, variable: check.variable }
  const collecting = withSubmission(
    { ...next, runs, queue: [collect] },
    { phase: 'collecting', backend: next.kernel.backend },
  )
  return { state: collecting, effects: [] }
}

export function collected(state: State, weights: Weights): Step<State> {
  if (state.submission?.phase !== 'collecting') return { state, effects: [] }
  const next = withSubmission(state, { phase: 'sending', weights })
  return { state: next, effects: [{ type: 'post', submission: next.submission! }] }
}

/** Sends the same weights under the same id: the server judges them once however often they arrive. */
export function sendAgain(state: State): Step<State> {
  const { submission } = state
  if (submission?.phase !== 'failed' || submission.failure?.at !== 'sending' || !submission.weights) {
    return { state, effects: [] }
  }
  const next = withSubmission(state, { phase: 'sending', failure: null })
  return { state: next, effects: [{ type: 'post', submission: next.submission! }] }
}

export function onJudged(state: State, action: Extract<Action, { type: 'submission.judged' }>): Step<State> {
  const { verdict } = action
  if (state.submission?.id !== verdict.id || state.submission.phase !== 'sending')
    return { state, effects: [] }
  const judged = withSubmission(state, { phase: 'judged', weights: null, verdict })
  const { pass: _, ...attempt } = verdict
  const verified = state.verified || verdict.verdict === 'verified'
  return { state: { ...judged, verified, attempts: [...state.attempts, attempt] }, effects: [] }
}
