/** A project as its trainee's page has it, in the reader's language: the answer of GET …/project. Times are ISO 8601. */
import type { Anchor } from './anchor'

export type ProjectComment = { id: string; anchor: Anchor | null; body: string; author: string; at: string }

export type ProjectCriterion = {
  id: string
  title: string
  what: string
  weight: number
  levels: { points: number; says: string }[]
}

export type ProjectAttempt = {
  id: string
  at: string
  card: Record<string, string>
  decision: 'accepted' | 'returned' | null
  decidedAt: string | null
  by: string | null
  points: Record<string, number> | null
  share: number | null
  summary: string | null
  /** Why the mentor decided against the sum; null where the sum decided. */
  overrideFor: string | null
  /** Decisions on it that were taken back, the latest first. */
  reopenings: { at: string; reason: string; decision: 'accepted' | 'returned' }[]
  comments: ProjectComment[]
}

export type ProjectView = {
  card: { id: string; title: string; ask: string; min: number }[]
  criteria: ProjectCriterion[]
  accept: number
  waiting: { ahead: number; typicalHours: number | null } | null
  attempts: ProjectAttempt[]
}
