/** The middle of a code submission: a challenge arrives, the kernel is asked case by case, the answers are sent. */
import { CASE_SECONDS } from '../checks/wire'
import type { CaseResult } from '../checks/case-result'
import type { Action, Effect, Step } from './effects'
import { advance, removeFrame } from './queue'
import type { Challenge, Job, NotebookState } from './state'
import { send, withSubmission } from './submission'

type State = NotebookState

/** The worker ends a case that waits for ever; one that computes for ever it cannot, so the page's clock is later. */
const PATIENCE = (CASE_SECONDS + 3) * 1000

const stay = (state: State): Step<State> => ({ state, effects: [] })

const clockOf = (run: string, answered: number): Effect => ({
  type: 'wait',
  ms: PATIENCE,
  action: { type: 'case.expired', run, answered },
})

export function onChallenge(
  state: State,
  action: Extract<Action, { type: 'challenge.issued' }>,
  now: number,
): Step<State> {
  const { submission } = state
  if (submission?.id !== action.id || submission.phase !== 'fetching') return stay(state)
  const challenge: Challenge = { ...action.challenge, results: [] }
  const runs = state.runs + 1
  const run = `${state.session}-${runs}`
  const job: Job = { type: 'call', run, function: challenge.function, cases: challenge.cases }
  const next = withSubmission({ ...state, runs, queue: [job] }, { phase: 'collecting', challenge })
  const step = advance(next, now)
  return { state: step.state, effects: [...step.effects, clockOf(run, 0)] }
}

/** Answers come in order, each once; anything else is not what was asked for. */
export function onAnswered(state: State, run: string, index: number, result: CaseResult): Step<State> {
  const challenge = state.submission?.challenge
  if (!challenge || index !== challenge.results.length || index >= challenge.cases.length) return stay(state)
  const results = [...challenge.results, result]
  const next = withSubmission(state, { challenge: { ...challenge, results } })
  return {
    state: next,
    effects: results.length < challenge.cases.length ? [clockOf(run, results.length)] : [],
  }
}

/** The call has ended; what did not come back was not run. */
export function onCalled(state: State): Step<State> {
  const challenge = state.submission?.challenge
  if (state.submission?.phase !== 'collecting' || !challenge) return stay(state)
  const results = challenge.cases.map(
    (_, index): CaseResult => challenge.results[index] ?? { outcome: 'not-run' },
  )
  return send(state, { kind: 'code', challenge: challenge.id, results })
}

/** A case computes for ever: its worker has to go, and the server hears how far it came. */
export function onCaseExpired(
  state: State,
  action: Extract<Action, { type: 'case.expired' }>,
  now: number,
): Step<State> {
  const challenge = state.submission?.challenge
  const { current } = state
  if (current?.type !== 'call' || current.run !== action.run || !challenge) return stay(state)
  if (challenge.results.length !== action.answered) return stay(state)
  const results: CaseResult[] = [...challenge.results, { outcome: 'timed-out' }]
  const marked = withSubmission(state, { challenge: { ...challenge, results } })
  const removed = removeFrame(marked, now, { why: 'stopped' })
  const sent = onCalled(removed.state)
  return { state: sent.state, effects: [...removed.effects, ...sent.effects] }
}
