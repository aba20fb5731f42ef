'use client'
/** The notebook's four requests, and what each answer means to it. Loaded when first needed. */
import { callApi } from '../api/client'
import type { SavedCell } from '../progress/cells'
import type { Verdict } from '../verify/verdict'
import { thinCurve } from './curve'
import type { Action } from './effects'
import type { NotebookLesson } from './lesson'
import type { NotebookState, Submission, SubmissionFailure } from './state'

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

/** Saves one text; the answer is the action to dispatch. Not `callApi`: it keeps a refusal's text to itself. */
export async function saveCell(
  { id, userId }: NotebookLesson,
  { cell, source, base }: { cell: string; source: string; base: number },
): Promise<Action> {
  let response: Response
  let answer: SaveAnswer
  try {
    response = await fetch(`/api/v1${cellPath(id, cell)}`, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source, base, learner: userId }),
    })
    answer = (await response.json()) as SaveAnswer
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error
    return { type: 'save.failed', cell, why: 'offline' }
  }
  if (response.ok) return { type: 'save.done', cell, stored: answer as SavedCell }
  if (response.status === 409 && answer.current)
    return { type: 'save.conflicted', cell, current: answer.current }
  if (response.status === 401 || response.status === 409)
    return { type: 'save.failed', cell, why: 'signed-out' }
  const passing = response.status === 429 || response.status >= 500
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  return { type: 'save.failed', cell, why: passing ? 'offline' : 'refused', retryAfter }
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

const failureOf = ({ status, code, message, retryAfter }: Failure): SubmissionFailure => {
  if (status === 401) return { at: 'sending', why: 'signed-out' }
  if (status === 429 || status === 503) {
    return { at: 'sending', why: 'busy', retryAfter: retryAfter ?? 30, detail: message }
  }
  if (status === 0 || status >= 500) return { at: 'sending', why: 'offline' }
  return { at: 'sending', why: 'refused', code, detail: message }
}

export async function postSubmission(
  lesson: NotebookLesson,
  state: NotebookState,
  submission: Submission,
): Promise<Action> {
  const { id, check, weights, code, backend } = submission
  if (!weights) throw new Error('A submission is posted only after its weights were collected')
  const curve = latestCurve(state)
  const answer = await callApi<Verdict>('POST', `/lessons/${lesson.id}/checks/${check}/submissions`, {
    id,
    version: lesson.version,
    learner: lesson.userId,
    layers: weights.layers,
    specs: weights.specs,
    values: toBase64(weights.values),
    code,
    backend,
    ...(curve ? { curve } : {}),
  })
  return answer.ok
    ? { type: 'submission.judged', verdict: answer.data }
    : { type: 'submission.failed', id, failure: failureOf(answer) }
}
