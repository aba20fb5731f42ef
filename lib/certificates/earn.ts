/**
 * When a stage's certificate is earned: the person's track requires something in the stage, and every required lesson
 * that is installed has been proved, by its own checks or by a placement test. A waiver lets people go on; it proves
 * nothing, so it earns nothing. A lesson added later does not take a certificate back: it names the lessons it is for.
 */
import { type LessonId, STAGES, type StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { requiredIn } from '../curriculum/path'
import type { Track } from '../curriculum/track'

export type Proof = {
  lesson: LessonId
  version: number
  verifiedAt: Date
  by: 'checks' | 'placement' | 'waiver' | null
}

export type Earned = { stage: StageId; proofs: Proof[] }

/** Stages earned, in order, each with the proof of every required lesson. */
export function earnedStages(lessons: readonly Lesson[], track: Track, proofs: readonly Proof[]): Earned[] {
  const proved = new Map(proofs.filter(({ by }) => by !== 'waiver').map((proof) => [proof.lesson, proof]))
  return STAGES.flatMap((stage) => {
    const required = requiredIn(stage, track, lessons)
    const found = required.flatMap(({ id }) => proved.get(id) ?? [])
    return required.length > 0 && found.length === required.length ? [{ stage, proofs: found }] : []
  })
}

/** What is known of a certificate of the stage that was issued before. */
type Held = { stage: string; revokedAt: Date | null }

/**
 * Whether an earned stage is without a certificate and may have one: none was issued, or what was issued is revoked
 * and something has been proved since. The proofs of before earn nothing twice; only HR may say that they still do.
 */
export function isUncertified({ stage, proofs }: Earned, certificates: readonly Held[]): boolean {
  const before = certificates.filter((one) => one.stage === stage)
  return before.every(
    ({ revokedAt }) => revokedAt !== null && proofs.some(({ verifiedAt }) => verifiedAt > revokedAt),
  )
}
