import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { lessons as installedLessons } from '../content/source.server'
import { type Catalog, trackOr } from '../curriculum/catalog'
import { catalog as installedCatalog } from '../curriculum/catalog.server'
import type { StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import type { Queries, Transaction } from '../db/client.server'
import { certificates, lessonStates, people, users } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { earnedStages, type Proof } from './earn'
import { newCode } from './new-code.server'

export type Course = { lessons: readonly Lesson[]; catalog: Catalog }

const installed = (): Course => ({ lessons: installedLessons(), catalog: installedCatalog() })

export type Issued = { stage: StageId; code: string }

/**
 * Issues every certificate this person has earned and does not hold, in the transaction that proves the last lesson.
 * One a stage and person for ever: asked again, or side by side, it is issued once, and one that was revoked stays so.
 */
export async function issueEarned(
  tx: Transaction,
  learner: string,
  at: Date,
  { lessons, catalog }: Course = installed(),
): Promise<Issued[]> {
  const [person] = await tx
    .select({ name: users.name, track: people.track })
    .from(users)
    .innerJoin(people, eq(people.id, users.id))
    .where(eq(users.id, learner))
  // Someone outside the organisation's list has no track to finish.
  if (!person) return []
  const earned = earnedStages(lessons, trackOr(catalog, person.track), await proofsOf(tx, learner))
  if (earned.length === 0) return []
  const written = await tx
    .insert(certificates)
    .values(
      earned.map(({ stage, proofs }) => ({
        learnerId: learner,
        stage,
        code: newCode(),
        name: person.name,
        lessons: proofs.map(({ lesson, version, verifiedAt }) => ({
          lesson,
          version,
          verifiedAt: verifiedAt.toISOString(),
        })),
        issuedAt: at,
      })),
    )
    .onConflictDoNothing({ target: [certificates.learnerId, certificates.stage] })
    .returning({ stage: certificates.stage, code: certificates.code })
  const issued = written as Issued[]
  for (const one of issued) {
    await audit(tx, { id: learner }, 'certificate.issued', `certificate ${one.code}`, { stage: one.stage })
    await notify(tx, learner, 'certificate.issued', one, one.code)
  }
  return issued
}

/** What this person has verified, and by what. */
export async function proofsOf(database: Queries, learner: string): Promise<Proof[]> {
  const rows = await database
    .select({
      lesson: lessonStates.lesson,
      version: lessonStates.verifiedVersion,
      verifiedAt: lessonStates.verifiedAt,
      by: lessonStates.verifiedBy,
    })
    .from(lessonStates)
    .where(and(eq(lessonStates.learnerId, learner), isNotNull(lessonStates.verifiedAt)))
  return rows.flatMap(({ verifiedAt, version, ...row }) =>
    verifiedAt === null ? [] : [{ ...row, verifiedAt, version: version ?? 1 }],
  )
}
