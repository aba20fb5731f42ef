/** Tracks, aims and certificates of the invented company's people. */
import 'server-only'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { earnedStages, type Proof } from '../certificates/earn'
import type { Course } from '../certificates/issue.server'
import { newCode } from '../certificates/new-code.server'
import { trackOr } from '../curriculum/catalog'
import type { Transaction } from '../db/client.server'
import { certificates, departments, lessonStates, people, users } from '../db/schema'
import { NEWCOMER, UNDERWAY } from '../demo/accounts'
import { DEPARTMENTS, type DepartmentKey } from '../demo/organisation'
import { random, type Random } from '../demo/random'

const SEED = 20_263

/** What people of a department follow and aim at; the first of each is the usual choice. */
const CHOICES: Record<DepartmentKey, { tracks: string[]; aims: string[] }> = {
  research: {
    tracks: ['ml-engineer', 'data-scientist', 'mentor'],
    aims: ['algorithm/senior', 'data/scientist', 'leading/mentor'],
  },
  algorithms: {
    tracks: ['ml-engineer', 'ml-engineer', 'data-scientist'],
    aims: ['algorithm/engineer', 'algorithm/assistant', 'data/scientist'],
  },
  platform: {
    tracks: ['software-engineer', 'software-engineer', 'ml-engineer'],
    aims: ['engineering/platform', 'engineering/application', 'engineering/architect'],
  },
  data: {
    tracks: ['data-scientist', 'data-scientist', 'ml-engineer'],
    aims: ['data/scientist', 'data/analyst', 'data/lead'],
  },
  product: {
    tracks: ['founder', 'software-engineer', 'mentor'],
    aims: ['leading/team-lead', 'engineering/application', 'leading/director'],
  },
  delivery: {
    tracks: ['software-engineer', 'mentor', 'founder'],
    aims: ['engineering/application', 'leading/mentor', 'leading/team-lead'],
  },
}

type Person = {
  id: string
  name: string
  email: string
  department: DepartmentKey
  track: string
  aim: string | null
}

/**
 * Call it once, after the history is written.
 * @param now certificates are dated by their last proof; what is revoked is revoked shortly before this
 */
export async function seedPaths(tx: Transaction, course: Course, now: Date): Promise<void> {
  const chance = random(SEED)
  const persons = await choose(tx, course, chance)
  await issueAll(tx, course, persons)
  await revokeOne(tx, now)
}

async function choose(tx: Transaction, { catalog }: Course, chance: Random): Promise<Person[]> {
  const rows = await tx
    .select({ id: people.id, name: users.name, email: users.email, department: departments.nameZh })
    .from(people)
    .innerJoin(users, eq(users.id, people.id))
    .innerJoin(departments, eq(departments.id, people.departmentId))
    .where(eq(users.role, 'trainee'))
    .orderBy(people.externalId)
  const persons = rows.flatMap((row): Person[] => {
    const department = DEPARTMENTS.find(({ zh }) => zh === row.department)?.key
    if (!department) return []
    const track = trackOr(catalog, chance.pick(CHOICES[department].tracks)).id
    const aim = chance.chance(0.7) ? chance.pick(CHOICES[department].aims) : null
    const usual = trackOr(catalog, null).id
    // A newcomer has chosen nothing yet; whoever shows the way follows the usual one.
    const own =
      row.email === NEWCOMER.email
        ? { track: usual, aim: null }
        : row.email === UNDERWAY.email
          ? { track: usual, aim: 'algorithm/engineer' }
          : { track, aim }
    return [{ ...row, department, ...own }]
  })
  for (const { id } of catalog.tracks) {
    const ids = persons.filter(({ track }) => track === id).map((person) => person.id)
    if (ids.length > 0) await tx.update(people).set({ track: id }).where(inArray(people.id, ids))
  }
  for (const aim of new Set(persons.map((person) => person.aim))) {
    const ids = persons.filter((person) => person.aim === aim).map(({ id }) => id)
    await tx.update(people).set({ aim }).where(inArray(people.id, ids))
  }
  return persons
}

async function issueAll(tx: Transaction, { lessons, catalog }: Course, persons: readonly Person[]) {
  const rows = await tx
    .select({
      learner: lessonStates.learnerId,
      lesson: lessonStates.lesson,
      version: lessonStates.verifiedVersion,
      verifiedAt: lessonStates.verifiedAt,
      by: lessonStates.verifiedBy,
    })
    .from(lessonStates)
    .where(isNotNull(lessonStates.verifiedAt))
  const proofs = new Map<string, Proof[]>()
  for (const { learner, verifiedAt, version, ...row } of rows) {
    if (verifiedAt === null) continue
    const proof = { ...row, verifiedAt, version: version ?? 1 }
    proofs.set(learner, [...(proofs.get(learner) ?? []), proof])
  }
  const written = persons.flatMap(({ id, name, track }) =>
    earnedStages(lessons, trackOr(catalog, track), proofs.get(id) ?? []).map(({ stage, proofs: proved }) => ({
      learnerId: id,
      stage,
      code: newCode(),
      name,
      lessons: proved.map(({ lesson, version, verifiedAt }) => ({
        lesson,
        version,
        verifiedAt: verifiedAt.toISOString(),
      })),
      issuedAt: new Date(Math.max(...proved.map(({ verifiedAt }) => verifiedAt.getTime()))),
    })),
  )
  if (written.length > 0) await tx.insert(certificates).values(written)
}

/** So that HR sees what a revoked one looks like. */
async function revokeOne(tx: Transaction, now: Date): Promise<void> {
  const [hr] = await tx.select({ id: users.id }).from(users).where(eq(users.role, 'hr')).limit(1)
  const [first, second] = await tx
    .select({ learner: certificates.learnerId, stage: certificates.stage, issuedAt: certificates.issuedAt })
    .from(certificates)
    .orderBy(certificates.issuedAt)
    .limit(2)
  // Of the only one there is, nothing would be left.
  if (!hr || !first || !second) return
  await tx
    .update(certificates)
    .set({
      revokedAt: new Date(Math.max(first.issuedAt.getTime(), now.getTime() - 6 * 86_400_000)),
      revokedBy: hr.id,
      revokedFor: '两个账号提交了同一份权重，本人已确认',
    })
    .where(and(eq(certificates.learnerId, first.learner), eq(certificates.stage, first.stage)))
}
