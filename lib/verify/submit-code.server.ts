/**
 * From the answers to a challenge to a verdict. A challenge is spent by being answered, rightly or not: `used_at`, the
 * attempt, the lesson's state and the audit event are one transaction.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { type JudgedCode, judgeCode, spellCases } from '../checks/judge-code'
import type { Lesson } from '../curriculum/lesson'
import type { Queries, Transaction } from '../db/client.server'
import { challenges, submissions } from '../db/schema'
import { lockLearner } from '../progress/record.server'
import { canonical } from '../progress/storable'
import { settleLesson } from '../progress/verify-lesson.server'
import { type CheckOf, findPlace, type Me, type Submitted, tooMany, turnAway } from './attempt.server'
import { type ChallengeWith, installedWith } from './challenges.server'
import type { CodeHandIn } from './hand-in'
import type { CodeVerdict } from './verdict'

type Place = { lesson: Lesson; check: CheckOf<'code'> }
type Judged = Extract<JudgedCode, { kind: 'judged' }>

/** What is stored in `submissions.answers` of a code check, enough to judge it again. */
export type StoredResults = {
  results: CodeHandIn['results']
  seed: string
  /** SHA-256 of the inputs: judged again only by a challenge that still means the same ones. */
  inputs: string
}

/** The same id with the same answers gets the same verdict however often it is sent, and is judged once. */
export async function submitCode(
  viewer: Me,
  lessonId: string,
  checkId: string,
  given: CodeHandIn,
  using: ChallengeWith = installedWith(),
): Promise<Submitted> {
  const found = await findPlace(viewer, 'code', lessonId, checkId, given.learner, using.catalog)
  if (found.kind === 'turned-away') return found
  const sent = { ...given, id: given.id.toLowerCase(), challenge: given.challenge.toLowerCase() }
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    return (await earlier(tx, viewer, found, sent)) ?? judge(tx, viewer, found, sent, using)
  })
}

async function judge(
  tx: Transaction,
  viewer: Me,
  { lesson, check }: Place,
  sent: CodeHandIn,
  using: ChallengeWith,
): Promise<Submitted> {
  const now = using.now()
  // Another person's challenge is not found at all: the learner is part of its key.
  const [issued] = await tx
    .select()
    .from(challenges)
    .where(and(eq(challenges.learnerId, viewer.id), eq(challenges.id, sent.challenge)))
  if (!issued) return turnAway('challenge-unknown')
  if (issued.lesson !== lesson.id || issued.check !== check.id) return turnAway('challenge-other')
  if (issued.usedAt) return turnAway('challenge-used')
  if (issued.expiresAt <= now) return turnAway('challenge-late')
  if (sent.version !== lesson.version || issued.lessonVersion !== lesson.version) {
    const old = Math.min(sent.version, issued.lessonVersion)
    return turnAway('stale-version', { current: lesson.version, sent: old })
  }
  const shelved = using.challenges().find(lesson.id, check.id)
  if (!shelved) throw new Error(`The challenge ${lesson.id}/${check.id} was not built`)
  const { spec, hash } = shelved
  if (!issued.seed.startsWith(`${hash}:`)) return turnAway('challenge-changed')
  const refused = await tooMany(tx, viewer, lesson, check, now)
  if (refused) return refused
  const judged = judgeCode(spec, issued.seed, sent.results)
  if (judged.kind === 'miscounted')
    return turnAway('case-count', { expected: judged.expected, found: judged.found })

  const { verdict, score, cases } = judged
  const inputs = createHash('sha256').update(spellCases(spec, issued.seed)).digest('hex')
  await tx
    .update(challenges)
    .set({ usedAt: now })
    .where(and(eq(challenges.learnerId, viewer.id), eq(challenges.id, issued.id)))
  await tx.insert(submissions).values({
    learnerId: viewer.id,
    id: sent.id,
    lesson: lesson.id,
    check: check.id,
    lessonVersion: lesson.version,
    kind: 'code',
    verdict,
    reason: verdict === 'verified' ? null : 'cases-wrong',
    score,
    code: sent.code,
    curve: sent.curve ?? null,
    backend: sent.backend,
    answers: { results: sent.results, seed: issued.seed, inputs } satisfies StoredResults,
    details: cases,
    challengeId: issued.id,
    createdAt: now,
    decidedAt: now,
  })
  await settleLesson(tx, viewer.id, lesson, { score, at: now })
  await audit(tx, viewer, `submission.${verdict}`, sent.id, { lesson: lesson.id, check: check.id, score })
  return { kind: 'judged', verdict: verdictOf(sent.id, check.id, judged, now) }
}

/** The verdict that this id already has; `id-reused` when it was given for something else. */
async function earlier(
  database: Queries,
  viewer: Me,
  { lesson, check }: Place,
  sent: CodeHandIn,
): Promise<Submitted | null> {
  const [row] = await database
    .select()
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, sent.id)))
  if (!row) return null
  const same =
    row.kind === 'code' &&
    row.lesson === lesson.id &&
    row.check === check.id &&
    row.challengeId === sent.challenge &&
    canonical((row.answers as StoredResults).results) === canonical(sent.results)
  if (!same || row.verdict === 'waiting') return turnAway('id-reused')
  const { verdict, score } = row
  const cases = row.details as Judged['cases']
  const judged = { verdict, score: score ?? 0, cases }
  return { kind: 'judged', verdict: verdictOf(sent.id, check.id, judged, row.createdAt) }
}

const verdictOf = (
  id: string,
  check: string,
  { verdict, score, cases }: Pick<Judged, 'verdict' | 'score' | 'cases'>,
  at: Date,
): CodeVerdict => ({
  id,
  check,
  kind: 'code',
  verdict,
  score,
  pass: 1,
  reason: verdict === 'verified' ? null : 'cases-wrong',
  at: at.toISOString(),
  cases,
})
