/**
 * Issues challenges: random inputs made from a seed that only the server knows, for one person, check and version,
 * for a quarter of an hour and one answer.
 */
import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { casesOf } from '../checks/challenge'
import type { Challenges } from '../checks/challenge-shelf.server'
import { installedChallenges } from '../checks/challenges.server'
import { toWire, type Wire } from '../checks/wire'
import { type Database, db } from '../db/client.server'
import { challenges } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { findPlace, type Me, tooMany, turnAway, type TurnedAway } from './attempt.server'

/** Milliseconds in which a challenge is to be answered. */
export const LIFETIME = 15 * 60_000
/** Unanswered challenges a person may hold at once for one check: enough for runs that broke off. */
export const MOST_OPEN = 5

export type Issued = {
  kind: 'issued'
  id: string
  /** The function to call. */
  function: string
  cases: { args: Wire[]; says: { zh: string; en: string } }[]
  expiresAt: Date
}

export type ChallengeWith = {
  database: Database
  catalog: Catalog
  challenges: () => Challenges
  now: () => Date
}

export const installedWith = (): ChallengeWith => ({
  database: db(),
  catalog: installedLessons,
  challenges: installedChallenges,
  now: () => new Date(),
})

/** The seed names the challenge as it was, so that no other reference ever judges what this one asked. */
export const seedOf = (hash: string): string => `${hash}:${randomBytes(16).toString('hex')}`

export async function issueChallenge(
  viewer: Me,
  lessonId: string,
  checkId: string,
  { version, learner }: { version: number; learner?: string | undefined },
  using: ChallengeWith = installedWith(),
): Promise<Issued | TurnedAway> {
  const place = await findPlace(viewer, 'code', lessonId, checkId, learner, using.catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  if (version !== lesson.version) return turnAway('stale-version', { current: lesson.version, sent: version })
  const shelved = using.challenges().find(lesson.id, check.id)
  if (!shelved) throw new Error(`The challenge ${lesson.id}/${check.id} was not built`)
  const { spec, hash } = shelved
  const seed = seedOf(hash)
  const cases = casesOf(spec, seed).map(({ args, says }) => ({ args: args.map(toWire), says }))
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const now = using.now()
    const refused = await tooMany(tx, viewer, lesson, check, now)
    if (refused) return refused
    const open = await tx
      .select({ expiresAt: challenges.expiresAt })
      .from(challenges)
      .where(
        and(
          eq(challenges.learnerId, viewer.id),
          eq(challenges.lesson, lesson.id),
          eq(challenges.check, check.id),
          isNull(challenges.usedAt),
          gt(challenges.expiresAt, now),
        ),
      )
      .orderBy(asc(challenges.expiresAt))
    const frees = open.at(-MOST_OPEN)
    if (frees) {
      const seconds = Math.max(1, Math.ceil((frees.expiresAt.getTime() - now.getTime()) / 1000))
      return turnAway('challenges-open', { count: MOST_OPEN, minutes: Math.ceil(seconds / 60) }, seconds)
    }
    const id = uuidv7(now.getTime())
    const expiresAt = new Date(now.getTime() + LIFETIME)
    await tx.insert(challenges).values({
      learnerId: viewer.id,
      id,
      lesson: lesson.id,
      check: check.id,
      lessonVersion: lesson.version,
      seed,
      issuedAt: now,
      expiresAt,
    })
    return { kind: 'issued', id, function: check.function, cases, expiresAt }
  })
}
