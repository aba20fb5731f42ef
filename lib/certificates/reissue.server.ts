/**
 * A certificate issued anew by a person: a valid one whose name was wrong is replaced, a revoked one may be followed by
 * another. The old one stays where it is and says what became of it.
 */
import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, db } from '../db/client.server'
import { certificates, users } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { CertificateCode } from './code'
import { type Course, earnedOf, installedCourse, namedProof, write } from './issue.server'

export type Reissued =
  | { kind: 'reissued'; code: string }
  | { kind: 'unknown' }
  /** It is valid and says the name as it is now: there is nothing to correct. */
  | { kind: 'unchanged' }
  /** It is revoked, and a lesson of the stage is not proved at present. */
  | { kind: 'not-earned' }
  /** It is revoked, and another one of the stage is valid. */
  | { kind: 'held' }

export async function reissueCertificate(
  viewer: Viewer<'certificates.revoke'>,
  code: string,
  reason: string,
  database: Database = db(),
  now: Date = new Date(),
  course: Course = installedCourse(),
): Promise<Reissued> {
  if (!CertificateCode.safeParse(code).success) return { kind: 'unknown' }
  return database.transaction(async (tx): Promise<Reissued> => {
    const [found] = await tx
      .select({ learner: certificates.learnerId })
      .from(certificates)
      .where(eq(certificates.code, code))
    if (!found) return { kind: 'unknown' }
    const { learner } = found
    // The lock every writer of this person's proofs and certificates takes first.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, learner)).for('no key update')
    const [old] = await tx.select().from(certificates).where(eq(certificates.code, code)).for('update')
    const person = await earnedOf(tx, learner, course)
    if (!old || !person) return { kind: 'unknown' }
    const { stage } = old
    const { name } = person

    if (old.revokedAt === null) {
      if (old.name === name) return { kind: 'unchanged' }
      await tx
        .update(certificates)
        .set({ revokedAt: now, revokedBy: viewer.id, revokedFor: reason })
        .where(eq(certificates.code, code))
      // The same statement about the same proofs: what is corrected is the name.
      const next = await write(tx, { learner, stage, name, lessons: old.lessons, at: now })
      if (next === null) throw new Error(`${code} was revoked and still in the way of another`)
      await tx.update(certificates).set({ replacedBy: next }).where(eq(certificates.code, code))
      await audit(tx, viewer, 'certificate.replaced', `certificate ${code}`, { learner, stage, reason, next })
      await notify(tx, learner, 'certificate.replaced', { stage, code: next }, next)
      return { kind: 'reissued', code: next }
    }

    const [valid] = await tx
      .select({ code: certificates.code })
      .from(certificates)
      .where(
        and(
          eq(certificates.learnerId, learner),
          eq(certificates.stage, stage),
          isNull(certificates.revokedAt),
        ),
      )
    if (valid) return { kind: 'held' }
    const earned = person.earned.find((one) => one.stage === stage)
    if (!earned) return { kind: 'not-earned' }
    const next = await write(tx, { learner, stage, name, lessons: earned.proofs.map(namedProof), at: now })
    if (next === null) return { kind: 'held' }
    await audit(tx, viewer, 'certificate.reissued', `certificate ${next}`, {
      learner,
      stage,
      reason,
      previous: code,
    })
    await notify(tx, learner, 'certificate.issued', { stage: earned.stage, code: next }, next)
    return { kind: 'reissued', code: next }
  })
}
