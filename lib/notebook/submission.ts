/**
 * Handing in, for every kind of check. A model and a function need a fresh kernel and every lesson cell run in order
 * before there is anything to send (`running`); then the weights are collected, or a challenge is fetched and called
 * (`challenge.ts`). Answers of a quiz are sent at once. Each phase may fail by name.
 */
import type { Action, Effect, Step } from './effects'
import { advance, enqueue, removeFrame } from './queue'
import { recordRun } from './record'
import type { Job, NotebookState, Outcome, Submission, SubmissionFailure, Underway, Weights } from './state'

type State = NotebookState

/** The phase of a submission that has the kernel; null when none has. */
export function underway(state: State): Underway | null {
  const phase = state.submission?.phase
  return phase === 'running' || phase === 'fetching' || phase === 'collecting' ? phase : null
}

export const isSubmitting = (state: State) => underway(state) !== null

export const withSubmission = (state: State, patch: Partial<Submission>): State =>
  state.submission ? { ...state, submission: { ...state.submission, ...patch } } : state

/** What became of a check's latest submission on this page. */
export const submissionOf = (state: State, check: string): Submission | null =>
  state.submission?.check === check ? state.submission : (state.settled[check] ?? null)

const mayBegin = (state: State) =>
  !state.readOnly && !isSubmitting(state) && state.submission?.phase !== 'sending'

/** Makes room for another submission: the last one of another check keeps its word on the page. */
function begin(state: State, begun: Pick<Submission, 'id' | 'check' | 'kind'>, now: number): State {
  const { submission: before } = state
  const settled = before ? { ...state.settled, [before.check]: before } : state.settled
  const submission: Submission = {
    ...begun,
    phase: 'running',
    done: 0,
    total: 0,
    code: {},
    backend: null,
    startedAt: now,
    load: null,
    challenge: null,
    failure: null,
    verdict: null,
  }
  return { ...state, submission, settled }
}

/** A clean run of all lesson cells, for what comes out of it. */
export function beginSubmission(
  state: State,
  action: Extract<Action, { type: 'submit' }>,
  now: number,
): Step<State> {
  const check = state.checks.find((candidate) => candidate.id === action.check)
  if (!check || (check.kind !== 'model' && check.kind !== 'code') || !mayBegin(state))
    return { state, effects: [] }
  const ids = state.order.filter((id) => !state.cells[id]!.scratch)
  const cleared = removeFrame(state, now, { why: 'restarted' })
  const code = Object.fromEntries(ids.map((id) => [id, state.cells[id]!.source]))
  const started = begin(cleared.state, { id: action.id, check: check.id, kind: check.kind }, now)
  const submission = { ...started.submission!, total: ids.length, code }
  const begun = advance(enqueue({ ...started, submission }, ids), now)
  const job = state.current
  const recorded = job?.type === 'evaluate' ? recordRun(cleared.state, job.cell) : []
  return { state: begun.state, effects: [...cleared.effects, ...recorded, ...begun.effects] }
}

/** What is ready already goes straight to the server. */
export function handIn(state: State, action: Extract<Action, { type: 'hand-in' }>, now: number): Step<State> {
  const check = state.checks.find((candidate) => candidate.id === action.check)
  if (!check || check.kind !== action.load.kind || !mayBegin(state)) return { state, effects: [] }
  return send(begin(state, { id: action.id, check: check.id, kind: check.kind }, now), action.load)
}

export function failSubmission(state: State, failure: SubmissionFailure): Step<State> {
  return { state: withSubmission(state, { phase: 'failed', failure }), effects: [] }
}

/** Follows the clean run: counts the cells, ends it at the first failure, goes on after the last. */
export function submissionAfterRun(state: State, job: Job, outcome: Outcome): Step<State> {
  const { submission } = state
  if (submission?.phase !== 'running') return { state, effects: [] }
  if (job.type === 'evaluate' && outcome === 'failed') {
    return failSubmission(state, { at: 'running', why: 'cell-failed', cell: job.cell })
  }
  if (outcome === 'stopped') return failSubmission(state, { at: 'running', why: 'stopped' })
  const done = submission.done + (job.type === 'evaluate' ? 1 : 0)
  const next = withSubmission(state, { done })
  return next.queue.length > 0 ? { state: next, effects: [] } : afterCells(next)
}

/** All cells have run: asks the kernel for the weights, or the server for a challenge. */
function afterCells(state: State): Step<State> {
  const check = state.checks.find((candidate) => candidate.id === state.submission?.check)
  const { backend } = state.kernel
  if (check?.kind === 'code') {
    const fetching = withSubmission(state, { phase: 'fetching', backend })
    return { state: fetching, effects: [{ type: 'fetch-challenge', submission: fetching.submission! }] }
  }
  if (check?.kind !== 'model') return { state, effects: [] }
  const runs = state.runs + 1
  const collect: Job = { type: 'collect', run: `${state.session}-${runs}`, variable: check.variable }
  return {
    state: withSubmission({ ...state, runs, queue: [collect] }, { phase: 'collecting', backend }),
    effects: [],
  }
}

export function collected(state: State, weights: Weights): Step<State> {
  if (state.submission?.phase !== 'collecting') return { state, effects: [] }
  return send(state, { kind: 'model', weights })
}

export function send(state: State, load: NonNullable<Submission['load']>): Step<State> {
  const next = withSubmission(state, { phase: 'sending', load, failure: null })
  const effects: Effect[] = next.submission ? [{ type: 'post', submission: next.submission }] : []
  return { state: next, effects }
}

/** Sends the same work under the same id: the server judges it once however often it arrives. */
export function sendAgain(state: State): Step<State> {
  const { submission } = state
  if (submission?.phase !== 'failed' || submission.failure?.at !== 'sending' || !submission.load) {
    return { state, effects: [] }
  }
  return send(state, submission.load)
}

/** The server's queue moves on. */
export const onQueued = (state: State, action: Extract<Action, { type: 'submission.queued' }>): State =>
  state.submission?.id === action.id && state.submission.phase === 'sending'
    ? withSubmission(state, { ahead: action.ahead })
    : state

export function onJudged(state: State, action: Extract<Action, { type: 'submission.judged' }>): Step<State> {
  const { verdict } = action
  if (state.submission?.id !== verdict.id || state.submission.phase !== 'sending')
    return { state, effects: [] }
  const judged = withSubmission(state, { phase: 'judged', load: null, verdict })
  const { id, check, kind, score, reason, at } = verdict
  const exact = verdict.kind === 'model' ? verdict.exact : true
  // Just judged, so it was made at the version there is.
  const made = { id, check, kind, verdict: verdict.verdict, score, exact, reason, counts: true, at }
  const attempts = [...state.attempts, made]
  const done = new Set(
    attempts.filter((one) => one.verdict === 'verified' && one.counts).map((one) => one.check),
  )
  const verified = state.verified || state.checks.every((one) => done.has(one.id))
  return { state: { ...judged, verified, attempts }, effects: [] }
}

/** The kernel is gone, or was told to go, while it worked for a submission. */
export function interruptSubmission(
  state: State,
  end: { why: 'stopped' } | { why: 'died'; detail: string },
): State {
  const at = underway(state)
  return at === null ? state : failSubmission(state, { at, ...end }).state
}
