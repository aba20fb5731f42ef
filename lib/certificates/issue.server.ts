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
import { type Earned, earnedStages, isUncertified, type Proof } from './earn'
import { newCode } from './new-code.server'

export type Course = { lessons: readonly Lesson[]; catalog: Catalog }

export const installedCourse = (): Course => ({ lessons: installedLessons(), catalog: installedCatalog() })

export type Issued = { stage: StageId; code: string }

/**
 * Issues every certificate this person has earned and does not hold, in the transaction that proves the last lesson.
 * One valid one a stage and person: asked again, or side by side, it is issued once. After a revocation it takes a new
 * proof, or a person who says that the old ones hold (`reissue.server`).
 */
export async function issueEarned(
  tx: Transaction,
  learner: string,
  at: Date,
  course: Course = installedCourse(),
): Promise<Issued[]> {
  const person = await earnedOf(tx, learner, course)
  if (!person || person.earned.length === 0) return []
  const held = await tx
    .select({ stage: certificates.stage, revokedAt: certificates.revokedAt })
    .from(certificates)
    .where(eq(certificates.learnerId, learner))
  const issued: Issued[] = []
  for (const { stage, proofs } of person.earned.filter((one) => isUncertified(one, held))) {
    const code = await write(tx, { learner, stage, name: person.name, lessons: proofs.map(namedProof), at })
    if (code === null) continue
    issued.push({ stage, code })
    await audit(tx, { id: learner }, 'certificate.issued', `certificate ${code}`, { stage })
    await notify(tx, learner, 'certificate.issued', { stage, code }, code)
  }
  return issued
}

/** The person's name as it is now, and the stages earned; null for someone outside the organisation's list. */
export async function earnedOf(
  tx: Queries,
  learner: string,
  { lessons, catalog }: Course = installedCourse(),
): Promise<{ name: string; earned: Earned[] } | null> {
  const [person] = await tx
    .select({ name: users.name, track: people.track })
    .from(users)
    .innerJoin(people, eq(people.id, users.id))
    .where(eq(users.id, learner))
  // Someone outside the organisation's list has no track to finish.
  if (!person) return null
  const proofs = await proofsOf(tx, learner)
  return { name: person.name, earned: earnedStages(lessons, trackOr(catalog, person.track), proofs) }
}

type NamedProof = (typeof certificates.$inferInsert)['lessons'][number]

/** A proof as the certificate keeps it; a waiver is no proof and never comes here. */
export const namedProof = ({ lesson, version, verifiedAt, by }: Proof): NamedProof => ({
  lesson,
  version,
  verifiedAt: verifiedAt.toISOString(),
  by: by === 'placement' ? 'placement' : 'checks',
})

type New = { learner: string; stage: string; name: string; lessons: NamedProof[]; at: Date }

/** @returns the new code; null where a valid one of the stage was written side by side */
export async function write(tx: Transaction, { learner, at, ...rest }: New): Promise<string | null> {
  const [row] = await tx
    .insert(certificates)
    .values({ ...rest, learnerId: learner, code: newCode(), issuedAt: at })
    .onConflictDoNothing()
    .returning({ code: certificates.code })
  return row?.code ?? null
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
