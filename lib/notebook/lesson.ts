/** What the server hands to a notebook: a lesson's cells, checks and runtime, and what this learner did so far. */
import type { Locale } from '../curriculum/ids'
import type { MetricName } from '../curriculum/metrics'
import type { Curve } from '../progress/events'
import type { DatasetManifest } from '../runtime/dataset-manifest'
import type { KernelAddress } from '../runtime/manifest'
import type { Attempt } from '../verify/verdict'

export type NotebookCell = {
  id: string
  title?: string
  /** The author's text; reset returns to it. */
  starter: string
  /** The learner's newest saved text. `savedAt` is ISO 8601. */
  saved?: { source: string; revision: number; savedAt: string }
}

/** A check that runs in the sandbox after its cell: guidance, never a completion. */
export type PublicCheck = { id: string; for: string; source: string }

/** The public part of a verified check. */
export type VerifiedCheck =
  | {
      id: string
      kind: 'model'
      variable: string
      metric: MetricName
      /** The score that passes. */
      pass: number
      leaderboard: boolean
    }
  | { id: string; kind: 'code'; function: string }
  | {
      id: string
      kind: 'quiz'
      /** The share of right answers that passes, 0 to 1. */
      pass: number
      /** How many an attempt asks; which ones is issued to a person. */
      questions: number
    }
  | { id: string; kind: 'review' }

/** Code of a cell that the lesson had in an earlier version. */
export type Orphan = { id: string; source: string; savedAt: string | null }

export type NotebookLesson = {
  id: string
  version: number
  locale: Locale
  userId: string
  cells: NotebookCell[]
  /** The learner's code of cells that an earlier version of the lesson had. */
  orphans?: Orphan[]
  publicChecks: PublicCheck[]
  checks: VerifiedCheck[]
  /** Cells that have a reference solution, which the server gives out after an attempt. */
  solutions: string[]
  kernel: KernelAddress & { frame: { url: string } }
  datasets: DatasetManifest
  state: { verified: boolean; attempts: Attempt[]; curve?: { cell: string; curve: Curve } | null }
  /** Somebody else's work is being looked at: code and curve are shown, nothing runs or saves. */
  readOnly?: boolean
}
