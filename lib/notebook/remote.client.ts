'use client'
/** The notebook's requests, and what each answer means to it. Loaded when first needed. */
import { callApi } from '../api/client'
import type { Wire } from '../checks/wire'
import type { SavedCell } from '../progress/cells'
import type { Verdict } from '../verify/verdict'
import { thinCurve } from './curve'
import type { Action } from './effects'
import type { NotebookLesson } from './lesson'
import type { NotebookState, Saving, Submission, SubmissionFailure } from './state'

const cellPath = (lesson: string, cell: string) => `/lessons/${lesson}/cells/${cell}` as const

export async function loadHistory(lesson: string, cell: string): Promise<SavedCell[] | null> {
  const answer = await callApi<{ revisions: SavedCell[] }>('GET', `${cellPath(lesson, cell)}/history`)
  return answer.ok ? answer.data.revisions : null
}

export async function loadSolution(
  lesson: string,
  cell: string,
): Promise<{ source: string } | { failed: string }> {
  const answer = await callApi<{ source: string }>('GET', `/lessons/${lesson}/solutions/${cell}`)
  return answer.ok ? { source: answer.data.source } : { failed: answer.message }
}

/** A refusal for another window's text carries that text; one for another person's session does not. */
type SaveAnswer = Partial<SavedCell> & { current?: SavedCell }

/** A request that may outlive its page has this many bytes of body at most, together with others under way. */
const OUTLIVES = 30_000

type Kept = { cell: string; source: string }

/** Not `callApi`: it keeps the text that a refusal carries to itself. */
async function sendText(
  { id, userId, version }: NotebookLesson,
  { cell, source }: Kept,
  request: { method: 'PUT'; base: number } | { method: 'POST' },
): Promise<{ taken: SavedCell } | { missed: Action }> {
  const missed = (why: NonNullable<Saving['trouble']>, retryAfter?: number) => ({
    missed: { type: 'save.failed' as const, cell, why, retryAfter },
  })
  const { method, ...more } = request
  const body = JSON.stringify({ source, learner: userId, version, ...more })
  let response: Response
  let answer: SaveAnswer
  try {
    response = await fetch(`/api/v1${cellPath(id, cell)}${method === 'POST' ? '/history' : ''}`, {
      method,
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      keepalive: body.length <= OUTLIVES,
      body,
    })
    answer = (await response.json()) as SaveAnswer
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error
    return missed('offline')
  }
  if (response.ok) return { taken: answer as SavedCell }
  if (response.status === 409 && answer.current)
    return { missed: { type: 'save.conflicted', cell, current: answer.current } }
  if (response.status === 401 || response.status === 409) return missed('signed-out')
  if (response.status === 404) return missed('gone')
  const passing = response.status === 429 || response.status >= 500
  return missed(passing ? 'offline' : 'refused', Number(response.headers.get('retry-after')) || undefined)
}

/** Saves one text; the answer is the action to dispatch. */
export async function saveCell(lesson: NotebookLesson, text: Kept & { base: number }): Promise<Action> {
  const answer = await sendText(lesson, text, { method: 'PUT', base: text.base })
  return 'taken' in answer ? { type: 'save.done', cell: text.cell, stored: answer.taken } : answer.missed
}

/** Makes a replaced text a version. */
export async function fileCell(lesson: NotebookLesson, { cell, source }: Kept): Promise<Action> {
  const answer = await sendText(lesson, { cell, source }, { method: 'POST' })
  return 'taken' in answer ? { type: 'file.done', cell, source, stored: answer.taken } : answer.missed
}

/** The newest saved text of each cell; empty when there was no answer. */
export async function loadSaved(lesson: string): Promise<Record<string, SavedCell>> {
  const answer = await callApi<{ cells: Record<string, SavedCell> }>('GET', `/lessons/${lesson}/cells`)
  return answer.ok ? answer.data.cells : {}
}

/** Base64 in slices: one `fromCharCode` over megabytes would overflow the stack. */
export function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const slices: string[] = []
  for (let at = 0; at < bytes.length; at += 0x8000) {
    slices.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  }
  return btoa(slices.join(''))
}

/** The curve of the latest training in the clean run. */
function latestCurve(state: NotebookState) {
  const runs = state.order.map((id) => state.cells[id]!.run).filter((run) => run !== null)
  const trained = runs.filter((run) => run.generation === state.kernel.generation && run.curve.length > 0)
  const latest = trained.sort((a, b) => b.order - a.order)[0]
  return latest ? thinCurve(latest.curve) : undefined
}

type Failure = { status: number; code: string; message: string; retryAfter?: number }

function failureOf(
  at: 'fetching' | 'sending',
  { status, code, message, retryAfter }: Failure,
): SubmissionFailure {
  if (status === 401) return { at, why: 'signed-out' }
  if (status === 429 || status === 503)
    return { at, why: 'busy', retryAfter: retryAfter ?? 30, detail: message }
  if (status === 0 || status >= 500) return { at, why: 'offline' }
  return { at, why: 'refused', code, detail: message }
}

const checkPath = (lesson: NotebookLesson, check: string) => `/lessons/${lesson.id}/checks/${check}` as const

type IssuedChallenge = { id: string; function: string; cases: { args: Wire[] }[] }

export async function fetchChallenge(lesson: NotebookLesson, { id, check }: Submission): Promise<Action> {
  const answer = await callApi<IssuedChallenge>('POST', `${checkPath(lesson, check)}/challenges`, {
    version: lesson.version,
    learner: lesson.userId,
  })
  if (!answer.ok) return { type: 'submission.failed', id, failure: failureOf('fetching', answer) }
  const { id: challenge, function: name, cases } = answer.data
  return {
    type: 'challenge.issued',
    id,
    challenge: { id: challenge, function: name, cases: cases.map(({ args }) => args) },
  }
}

/** What each kind sends beside id, version and learner. */
function bodyOf(state: NotebookState, { load, code, backend }: Submission): Record<string, unknown> {
  if (!load) throw new Error('A submission is posted only after there is something to send')
  const curve = latestCurve(state)
  const ran = { code, backend, ...(curve ? { curve } : {}) }
  switch (load.kind) {
    case 'model': {
      const { layers, specs, values } = load.weights
      return { kind: load.kind, layers, specs, values: toBase64(values), ...ran }
    }
    case 'code':
      return { kind: load.kind, challenge: load.challenge, results: load.results, ...ran }
    case 'quiz':
      return { kind: load.kind, paper: load.paper, answers: load.answers }
    default:
      return load satisfies never
  }
}

/** What is said of a model that has to wait. */
type Queued = { queued: { id: string; ahead: number } }

export async function postSubmission(
  lesson: NotebookLesson,
  state: NotebookState,
  submission: Submission,
  dispatch: (action: Action) => void,
): Promise<Action> {
  const { id, check } = submission
  const path = `${checkPath(lesson, check)}/submissions` as const
  const sent = { id, version: lesson.version, learner: lesson.userId, ...bodyOf(state, submission) }
  const send = () => callApi<Verdict | Queued>('POST', path, sent)
  let answer = await send()
  // Each question waits at the server for a while; a server that forgot it is sent the same work under the same id.
  for (let sends = 1; answer.ok && 'queued' in answer.data;) {
    dispatch({ type: 'submission.queued', id, ahead: answer.data.queued.ahead })
    answer = await callApi<Verdict | Queued>('GET', `${path}/${id}`)
    if (!answer.ok && answer.status === 404 && sends < 3) {
      sends += 1
      answer = await send()
    }
  }
  return answer.ok
    ? { type: 'submission.judged', verdict: answer.data as Verdict }
    : { type: 'submission.failed', id, failure: failureOf('sending', answer) }
}
