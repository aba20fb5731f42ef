/** What the mentor's page is given of a project: plain data, words in the reader's language, times as ISO 8601. */
import type { Curve } from '../progress/events'
import type { Output } from '../runtime/outputs'
import type { Anchor } from './anchor'
import type { ProjectCriterion } from './project-view'

export type DeskComment = {
  id: string
  anchor: Anchor | null
  body: string
  author: string
  mine: boolean
  at: string
}

export type DeskCell = {
  id: string
  /** What its readers see over it. */
  name: string
  source: string
  outputs: Output[]
  /** The text of the hand-in before; null where there is none or nothing changed. */
  before: string | null
  /** What is drawn of it before a reader asks for more: lines of code, marks of outputs. */
  room: { lines: number; marks: number }
}

export type Desk = {
  learner: string
  submission: string
  queuedAt: string
  /** When the page was made: how long it waits is the same in both renderings. */
  now: string
  card: { id: string; title: string; text: string; before: string | null }[]
  cells: DeskCell[]
  omitted: number
  curve: Curve | null
  backend: string | null
  comments: DeskComment[]
  criteria: ProjectCriterion[]
  accept: { points: number }
  /** Whether the mentor may decide against the sum. */
  override: boolean
  held: { by: string; mine: boolean; since: string } | null
  decided: {
    decision: 'accepted' | 'returned'
    at: string
    points: Record<string, number>
    summary: string
    /** The rubric has changed since in what decides. */
    isOutdated: boolean
    /** Why it is against the sum; null where the sum decided. */
    overrideFor: string | null
    mayReopen: boolean
  } | null
  /** Decisions that were taken back, the latest first. */
  reopenings: { at: string; by: string; reason: string; decision: 'accepted' | 'returned' }[]
  /** The project that has waited longest beside this one and is not open elsewhere. */
  next: { learner: string; submission: string } | null
  earlier: {
    submission: string
    at: string
    decision: 'accepted' | 'returned' | null
    summary: string | null
  }[]
}
