import 'server-only'
import { eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { differences } from '../audit/differences'
import { withdrawLinks } from '../auth/one-time-links.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { people, users } from '../db/schema'
import { day } from '../insights/dates'
import { checkPlace, faultOfConflict, holdPerson } from './guards.server'
import type { Fault, PersonChange } from './shapes'

/** Changes what is named and nothing else. The audit log learns which fields, and of the place what it was and is. */
export async function changePerson(
  viewer: Viewer<'people.manage'>,
  id: string,
  change: PersonChange,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  try {
    return await database.transaction(async (tx) => {
      const person = await holdPerson(tx, id)
      if (!person) return { fault: 'not-found' as const }
      const fault = await checkPlace(tx, id, change)
      if (fault) return { fault }
      const before = await placeOf(tx, id)
      if (!(await writeChange(tx, id, person.status !== null, change))) return { fault: 'no-place' as const }
      await audit(tx, viewer, 'person.changed', `user ${id}`, changeFacts(before, change))
      return { done: true as const }
    })
  } catch (error) {
    return { fault: faultOfConflict(error) }
  }
}

/** Where a person stands now; null without a place. */
export async function placeOf(tx: Queries, id: string) {
  const [row] = await tx
    .select({ departmentId: people.departmentId, cohortId: people.cohortId, mentorId: people.mentorId })
    .from(people)
    .where(eq(people.id, id))
  return row ?? null
}

/** For the log: the names of all fields, and what the place was and is. A name or an address is nothing for the log. */
export function changeFacts(before: Awaited<ReturnType<typeof placeOf>>, change: PersonChange) {
  const { departmentId, cohortId, mentorId } = change
  return {
    fields: Object.keys(change).toSorted(),
    ...differences(before ?? {}, { departmentId, cohortId, mentorId }),
  }
}

/** False when a first place in the organisation lacks its department or number. */
export async function writeChange(
  tx: Queries,
  id: string,
  hasPlace: boolean,
  change: PersonChange & { joinedOn?: string },
): Promise<boolean> {
  const { name, email, number, ...rest } = change
  const place = { ...(number === undefined ? {} : { externalId: number }), ...rest }
  // A link that went to the old address would still open the account for whoever reads it there.
  if (email !== undefined && (await emailOf(tx, id)) !== email) await withdrawLinks(tx, id)
  if (name !== undefined || email !== undefined)
    await tx.update(users).set({ name, email, updatedAt: new Date() }).where(eq(users.id, id))
  if (Object.keys(place).length === 0) return true
  if (hasPlace) {
    await tx.update(people).set(place).where(eq(people.id, id))
    return true
  }
  if (number === undefined || change.departmentId === undefined) return false
  const { departmentId } = change
  await tx
    .insert(people)
    .values({ joinedOn: day(new Date()), ...place, id, externalId: number, departmentId, status: 'active' })
  return true
}

async function emailOf(tx: Queries, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ email: users.email }).from(users).where(eq(users.id, id))
  return row?.email
}
