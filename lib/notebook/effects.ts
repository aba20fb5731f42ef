/** What the reducer wants done, and what may happen to a notebook. Both are plain data. */
import type { ProgressEvent } from '../progress/events'
import type { BackendName, Command, KernelEvent } from '../runtime/protocol'
import type { Verdict } from '../verify/verdict'
import type {
  Challenge,
  Load,
  NotebookState,
  OwnCell,
  Remembered,
  Saving,
  Stored,
  Submission,
  SubmissionFailure,
} from './state'

type Unstamped<E> = E extends unknown ? Omit<E, 'id' | 'lesson' | 'at'> : never
/** A progress event before the acting side gives it an id, the lesson and the time. */
export type Happening = Unstamped<ProgressEvent>

export type Effect =
  | { type: 'open'; generation: number; backend: BackendName | 'auto' }
  | { type: 'remove-frame'; generation: number }
  | { type: 'command'; generation: number; command: Exclude<Command, { type: 'boot' }> }
  /** Dispatches `action` after `ms` milliseconds. */
  | { type: 'wait'; ms: number; action: Action }
  /** Dispatches `save.due` when the learner has paused; each call starts the pause anew. */
  | { type: 'save-later'; cell: string }
  | { type: 'save'; cell: string; source: string; base: number }
  /** A replaced text becomes a version beneath the newest. */
  | { type: 'file'; cell: string; source: string }
  /** What the server does not have yet goes to local storage, so that a closed tab loses nothing. */
  | { type: 'keep-draft'; cell: string; source: string; base: number; aside: string[] }
  | { type: 'drop-draft'; cell: string }
  | { type: 'record'; event: Happening }
  | { type: 'post'; submission: Submission }
  /** Asks the server for a challenge. */
  | { type: 'fetch-challenge'; submission: Submission }

export type Action =
  // — the learner's —
  | { type: 'edit'; cell: string; source: string }
  | { type: 'run'; cell: string }
  | { type: 'run-above'; cell: string }
  | { type: 'run-all' }
  | { type: 'restart' }
  | { type: 'restart-and-run-all' }
  /** Of a waiting cell: only that cell no longer waits. Otherwise whatever runs and waits is stopped. */
  | { type: 'stop'; cell?: string }
  | { type: 'reset'; cell: string }
  | { type: 'restore'; cell: string; source: string }
  | { type: 'undo'; cell: string }
  | { type: 'clear'; cell: string }
  | { type: 'choose-backend'; choice: BackendName | 'auto' }
  | { type: 'insert'; after: string; cell: string; source?: string }
  | { type: 'remove'; cell: string }
  | { type: 'undo-remove' }
  /** An own cell changes places with the one above or below. */
  | { type: 'move'; cell: string; by: -1 | 1 }
  | { type: 'keep-mine'; cell: string }
  | { type: 'take-theirs'; cell: string }
  | { type: 'submit'; check: string; id: string }
  /** Sends what needs no run: answers of a quiz. */
  | { type: 'hand-in'; check: string; id: string; load: Load }
  | { type: 'send-again' }
  | { type: 'dismiss-submission' }
  | { type: 'warm' }
  // — the world's —
  | { type: 'kernel.event'; generation: number; event: KernelEvent }
  | { type: 'stop.expired'; run: string }
  | { type: 'save.due'; cell: string }
  | { type: 'save.done'; cell: string; stored: Stored }
  | { type: 'file.done'; cell: string; source: string; stored: Stored }
  /** Of a save or of a file. */
  | { type: 'save.failed'; cell: string; why: NonNullable<Saving['trouble']>; retryAfter?: number }
  | { type: 'save.conflicted'; cell: string; current: Stored }
  /** The server's newest text of a cell, looked up. */
  | { type: 'server.seen'; cell: string; stored: Stored }
  | { type: 'memory.found'; results: Remembered }
  | { type: 'own.found'; own: OwnCell[] }
  | { type: 'draft.found'; cell: string; source: string; base: number; aside?: string[] }
  /** Whether this machine keeps what the server does not have yet. */
  | { type: 'drafts.kept'; kept: boolean }
  | ({ type: 'outbox.changed' } & NotebookState['outbox'])
  | { type: 'dataset.loading'; dataset: string; loaded: number; total: number }
  | { type: 'network.changed'; online: boolean }
  | { type: 'submission.judged'; verdict: Verdict }
  | { type: 'submission.queued'; id: string; ahead: number }
  | { type: 'challenge.issued'; id: string; challenge: Omit<Challenge, 'results'> }
  /** A case has had its time; `answered` of them had come back when the clock was set. */
  | { type: 'case.expired'; run: string; answered: number }
  | { type: 'submission.failed'; id: string; failure: SubmissionFailure }

export type Step<S> = { state: S; effects: Effect[] }
