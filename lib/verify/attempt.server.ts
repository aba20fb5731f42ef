/** What every kind of check shares on the way to a verdict: finding it, turning away, counting attempts, storing. */
import 'server-only'
import { and, asc, eq, gte } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { CheckKind, CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import type { Queries } from '../db/client.server'
import { submissions } from '../db/schema'
import type { Catalog } from '../progress/catalog.server'
import type { Reason, ReasonCode, Verdict } from './verdict'

export type Me = Viewer<'progress.write'>

export type Submitted =
  | { kind: 'judged'; verdict: Verdict }
  /** Nothing was stored. `retryAfter` in seconds where waiting helps. */
  | { kind: 'turned-away'; reason: Reason; retryAfter?: number }

export type TurnedAway = Extract<Submitted, { kind: 'turned-away' }>

/** Judged attempts a person has in each hour, for each check. Those at a quiz cost time instead (`pace`). */
export const ATTEMPTS = {
  code: { count: 20, ms: 3_600_000 },
  model: { count: 20, ms: 3_600_000 },
  review: { count: 5, ms: 3_600_000 },
} as const satisfies Record<Exclude<CheckKind, 'quiz'>, { count: number; ms: number }>

export const turnAway = (code: ReasonCode, data: Reason['data'] = {}, retryAfter?: number): TurnedAway => ({
  kind: 'turned-away',
  reason: { code, data },
  ...(retryAfter !== undefined && { retryAfter }),
})

export type CheckOf<K extends CheckKind> = Extract<CheckSpec, { kind: K }>
export type Place<K extends CheckKind> = { kind: 'found'; lesson: Lesson; check: CheckOf<K> }

/** The check of this kind that an address means, and that the work is the caller's own. */
export async function findPlace<K extends CheckKind>(
  viewer: Me,
  kind: K,
  lessonId: string,
  checkId: string,
  learner: string | undefined,
  catalog: Catalog,
): Promise<Place<K> | TurnedAway> {
  if (learner !== undefined && learner.toLowerCase() !== viewer.id) return turnAway('other-account')
  const lesson = (await catalog(lessonId))?.lesson
  if (!lesson) return turnAway('unknown-lesson')
  const check = lesson.checks.find((one) => one.id === checkId)
  if (!check) return turnAway('unknown-check')
  if (check.kind !== kind) return turnAway('wrong-kind', { expected: check.kind, found: kind })
  return { kind: 'found', lesson, check: check as CheckOf<K> }
}

/** `attempts` when this hour's are used up. */
export async function tooMany(
  database: Queries,
  viewer: Me,
  lesson: Lesson,
  check: { id: string; kind: keyof typeof ATTEMPTS },
  now: Date,
): Promise<TurnedAway | null> {
  const { count, ms } = ATTEMPTS[check.kind]
  const recent = await database
    .select({ at: submissions.createdAt })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson.id),
        eq(submissions.check, check.id),
        gte(submissions.createdAt, new Date(now.getTime() - ms)),
      ),
    )
    .orderBy(asc(submissions.createdAt))
  const frees = recent.at(-count)
  if (!frees) return null
  const seconds = Math.max(1, Math.ceil((frees.at.getTime() + ms - now.getTime()) / 1000))
  return turnAway('attempts', { count, minutes: Math.ceil(seconds / 60) }, seconds)
}
