/** What must hold before something about a person changes, checked under the locks that keep it true. */
import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import type { Role, Viewer } from '../auth/permissions'
import type { Queries } from '../db/client.server'
import { cohorts, departments, people, sessions, users } from '../db/schema'
import { isErased } from './list.server'
import { type Fault, numberKey } from './shapes'

export type Subject = {
  id: string
  role: Role
  banned: boolean
  /** Null for accounts without a place in the organisation. */
  status: 'invited' | 'active' | 'inactive' | null
}

/** The person, held until the transaction ends; undefined when there is none or they were erased. */
export async function holdPerson(tx: Queries, id: string): Promise<Subject | undefined> {
  const [found] = await tx.execute<Subject>(sql`
    select u.id, u.role, u.banned, p.status from users u left join people p on p.id = u.id
    where u.id = ${id} and not ${isErased} for update of u`)
  return found
}

/**
 * The administrators whose accounts are open, held. Ask for them before the person whose role or account changes: two
 * who act on each other at once then wait in one order, and the second sees what the first did.
 */
export async function holdAdmins(tx: Queries): Promise<string[]> {
  const admins = await tx.execute<{ id: string }>(sql`
    select id from users where role = 'admin' and not banned order by id for update`)
  return [...admins].map(({ id }) => id)
}

/** Whether nobody would be left to administer without this one. */
export const isLastAdmin = (admins: readonly string[], { id }: Subject): boolean =>
  admins.length === 1 && admins[0] === id

/** Whoever decides about a role or an account is never the one it is about. */
export const isSelf = (viewer: Viewer<'people.manage'>, id: string): boolean => viewer.id === id

/** Signs someone out everywhere. */
export async function endSessions(tx: Queries, userId: string): Promise<number> {
  const ended = await tx.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id })
  return ended.length
}

/** People whose mentor this was look for another. */
export async function releaseMentees(tx: Queries, mentorId: string): Promise<number> {
  const released = await tx
    .update(people)
    .set({ mentorId: null })
    .where(eq(people.mentorId, mentorId))
    .returning({ id: people.id })
  return released.length
}

type Place = {
  email?: string | undefined
  number?: string | undefined
  departmentId?: string | undefined
  cohortId?: string | null | undefined
  mentorId?: string | null | undefined
}

/** Whether a person may stand there: everything named exists, and nobody else has their address or number. */
export async function checkPlace(tx: Queries, id: string, place: Place): Promise<Fault | undefined> {
  const { email, number, departmentId, cohortId, mentorId } = place
  const some = (rows: unknown[]): boolean => rows.length > 0
  const one = { found: sql`1` }
  if (
    email &&
    some(
      await tx
        .select(one)
        .from(users)
        .where(and(eq(users.email, email), ne(users.id, id))),
    )
  )
    return 'email-taken'
  if (
    number &&
    some(
      await tx
        .select(one)
        .from(people)
        .where(and(eq(sql`lower(${people.externalId})`, numberKey(number)), ne(people.id, id))),
    )
  )
    return 'number-taken'
  if (
    departmentId &&
    !some(await tx.select(one).from(departments).where(eq(departments.id, departmentId)).for('key share'))
  )
    return 'no-department'
  if (cohortId && !some(await tx.select(one).from(cohorts).where(eq(cohorts.id, cohortId)).for('key share')))
    return 'no-cohort'
  if (mentorId === id && mentorId) return 'own-mentor'
  const isMentor = and(eq(users.id, mentorId ?? id), eq(users.role, 'mentor'), eq(users.banned, false))
  if (mentorId && !some(await tx.select(one).from(users).where(isMentor).for('share'))) return 'no-mentor'
  return undefined
}

/** The unique index that two requests at once ran into, as a fault; anything else is thrown on. */
export function faultOfConflict(error: unknown): Fault {
  const cause = (error as { cause?: { code?: string; constraint_name?: string } }).cause
  if (cause?.code !== '23505') throw error
  return cause.constraint_name?.includes('email') ? 'email-taken' : 'number-taken'
}
