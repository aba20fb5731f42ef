/**
 * A lesson being worked, as plain data. The learner owns `source`; the kernel owns `run`. A cell's standing is two
 * words: its *validity* (does the result belong to this text and this kernel?) times its *status* (what is it doing?).
 * Only `reduce` makes a new state; only `notebook.client` carries out what it asks for.
 */
import type { CaseResult } from '../checks/case-result'
import type { Answers } from '../checks/quiz'
import type { Wire } from '../checks/wire'
import type { CheckKind } from '../curriculum/checks'
import type { Curve } from '../progress/events'
import type { Output } from '../runtime/outputs'
import type { BackendName, BackendReport, KernelError, KernelEventOf } from '../runtime/protocol'
import type { Attempt, Verdict } from '../verify/verdict'
import type { Names } from './dependencies'
import type { Orphan, PublicCheck, VerifiedCheck } from './lesson'

export type Validity = 'fresh' | 'evaluated' | 'stale'
export type Status = 'idle' | 'queued' | 'running' | 'done' | 'failed' | 'stopped'
export type Outcome = 'done' | 'failed' | 'stopped'

export type Progress = Omit<KernelEventOf<'progress'>, 'type' | 'run'>
/** One line of a live curve: parallel arrays, x in steps since the run began. */
export type Series = { name: string; x: number[]; y: number[] }
export type CheckResult = { id: string; passed: boolean; message: string }

/** What one run of a cell has produced so far. */
export type Run = {
  id: string
  /** The text that ran; differs from the cell's once the learner edits on. */
  source: string
  /** Position among all runs of this page: a later upstream run makes an earlier downstream one stale. */
  order: number
  generation: number
  /** Milliseconds since 1970. */
  startedAt: number
  outputs: Output[]
  progress: Progress | null
  curve: Series[]
  checks: CheckResult[]
  problem: { type: 'error'; error: KernelError } | { type: 'died'; reason: string } | null
  /** Messages lost because there were too many. */
  dropped: number
  ended: { outcome: Outcome; ms: number; backend: BackendName | null } | null
}

/** The generation of results that an earlier visit left: of no kernel of this page. */
export const REMEMBERED = -2

/** Each cell's last result, as a visit leaves it for the next one on this machine. */
export type Remembered = Record<string, RememberedRun>

/** A cell of the learner's own; `after` is the cell above it. */
export type OwnCell = { id: string; after: string; source: string }

export type RememberedRun = Pick<
  Run,
  'source' | 'outputs' | 'checks' | 'problem' | 'dropped' | 'startedAt'
> & {
  curve: Curve
  ended: NonNullable<Run['ended']>
}

export type Stored = { source: string; revision: number; /** ISO 8601. */ savedAt: string }

/** How the learner's text stands towards the server. */
export type Saving = {
  /** Revision this text grew from; 0 when the server has none. */
  base: number
  source: string
  savedAt: string | null
  /** The text on its way. */
  sending: string | null
  /** Texts that others took the place of before they were saved, oldest first: each is to become a version. */
  aside: string[]
  /** The one of them that is on its way. */
  filing: string | null
  /** `gone`: the server no longer knows the lesson. */
  trouble: 'offline' | 'signed-out' | 'refused' | 'gone' | null
  /** Failures in a row; spaces out the retries. */
  tries: number
  /** Another window saved a newer text. */
  conflict: Stored | null
}

export type Cell = {
  id: string
  title?: string
  starter: string
  source: string
  /** The text before a reset or a restore, until the next edit. */
  undo: string | null
  /** Made by the learner on this page; neither saved on the server nor part of a submission. */
  scratch: boolean
  names: Names
  /** Names that its runs have given the present kernel: a name that was renamed since is still there, and misleads. */
  made: string[]
  validity: Validity
  status: Status
  run: Run | null
  saving: Saving
}

export type Job =
  | { type: 'evaluate'; run: string; cell: string; source: string }
  /** `of` is the run whose scope is checked. */
  | { type: 'check'; run: string; cell: string; of: string; check: string; source: string }
  | { type: 'collect'; run: string; variable: string }
  | { type: 'call'; run: string; function: string; cases: Wire[][] }

export type KernelState = {
  /** Raised each time a frame is removed; events of older frames are ignored. */
  generation: number
  status: 'absent' | 'starting' | 'ready'
  choice: BackendName | 'auto'
  backend: BackendName | null
  backends: BackendReport[]
  /** Why the variables are gone, when they are. */
  lost: { why: 'stopped' | 'restarted' | 'died'; reason?: string } | null
}

export type Weights = Pick<KernelEventOf<'weights'>, 'layers' | 'specs' | 'values'>

/** Inputs the server made for one answer, and what has come back so far, in the order of its cases. */
export type Challenge = { id: string; function: string; cases: Wire[][]; results: CaseResult[] }

/** What is sent, ready to be sent again until the server has answered. */
export type Load =
  | { kind: 'model'; weights: Weights }
  | { kind: 'code'; challenge: string; results: CaseResult[] }
  | { kind: 'quiz'; paper: string; answers: Answers }

export type SubmissionFailure =
  | { at: 'running'; why: 'cell-failed'; cell: string }
  | { at: Underway; why: 'stopped' }
  | { at: Underway; why: 'died'; detail: string }
  | { at: 'collecting'; why: 'no-weights' | 'no-function'; detail: string }
  | { at: 'fetching' | 'sending'; why: 'offline' | 'signed-out' }
  /** Seconds. */
  | { at: 'fetching' | 'sending'; why: 'busy'; retryAfter: number; detail: string }
  | { at: 'fetching' | 'sending'; why: 'refused'; code: string; detail: string }

/** Phases in which the kernel is taken. `fetching` and what follows it are a challenge's, `collecting` is everyone's. */
export type Underway = 'running' | 'fetching' | 'collecting'

/** One attempt at a verified check, from the clean run to the server's word. */
export type Submission = {
  /** UUIDv7; sending it again is judged once. */
  id: string
  check: string
  kind: CheckKind
  phase: Underway | 'sending' | 'judged' | 'failed'
  done: number
  total: number
  /** The cells as they are run, id → text. */
  code: Record<string, string>
  backend: BackendName | null
  startedAt: number
  /** Kept until the server has answered, so that nothing is trained twice because of a lost connection. */
  load: Load | null
  challenge: Challenge | null
  /** Models to be scored before this one, while it waits at the server; 0: it is being scored. */
  ahead?: number
  failure: SubmissionFailure | null
  verdict: Verdict | null
}

export type NotebookState = {
  readOnly: boolean
  /** Prefix of run ids, random per page. */
  session: string
  /** Runs begun so far. */
  runs: number
  order: string[]
  cells: Record<string, Cell>
  publicChecks: PublicCheck[]
  checks: VerifiedCheck[]
  kernel: KernelState
  queue: Job[]
  current: Job | null
  /** The run that was politely asked to stop. */
  stopping: string | null
  submission: Submission | null
  /** The last word on checks that were handed in before the present one, by check. */
  settled: Record<string, Submission>
  verified: boolean
  attempts: Attempt[]
  /** All cells were asked for, after this many runs; until a single one is. */
  sweep: { since: number } | null
  removed: { cell: Cell; index: number } | null
  orphans: Orphan[]
  /** Whether this machine keeps what the server does not have yet. */
  keepsDrafts: boolean
  /** Progress events: how many the server has not taken yet, whether they outlive the page, and what holds them up. */
  outbox: { waiting: number; durable: boolean; online: boolean; signedIn: boolean }
  /** A data set on its way, in bytes. */
  loading: { dataset: string; loaded: number; total: number } | null
  online: boolean
}
