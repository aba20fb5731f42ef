import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { assignmentExceptions, assignments, cohorts, departments, people } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { day } from '../insights/dates'
import { enqueue } from '../jobs/enqueue.server'
import { notify } from '../notifications/notify.server'
import { factsOf } from './announce.server'
import { isPossibleDay, type NewAssignment, type NewException } from './decide'
import { findMember } from './members.server'
import { findAssignment } from './read.server'
import { findSubject } from './subjects.server'

type Allowed = Viewer<'assignments.write'>

/** Fields of a request that name nothing that exists, or a day that cannot be. */
export type Fault = 'subject' | 'audience' | 'day'

/** Gives a track or lesson to people, and tells them. */
export async function giveAssignment(
  viewer: Allowed,
  given: NewAssignment,
  database: Database = db(),
): Promise<{ id: string } | { fault: Fault }> {
  const subject = findSubject(given.subject, given.subjectId)
  if (!subject || subject.lessons.length === 0) return { fault: 'subject' }
  if (!isPossibleDay(given.dueOn, day(new Date()))) return { fault: 'day' }
  return database.transaction(async (tx) => {
    if (!(await isThere(tx, given))) return { fault: 'audience' as const }
    const id = uuidv7()
    const { note, ...facts } = { ...given, subjectId: subject.id }
    await tx.insert(assignments).values({ id, ...facts, note: note || null, createdBy: viewer.id })
    await audit(tx, viewer, 'assignment.given', `assignment ${id}`, facts)
    await enqueue(tx, 'assignment.announce', { assignment: id, change: 'given' })
    return { id }
  })
}

async function isThere(tx: Queries, { audience, audienceId }: NewAssignment): Promise<boolean> {
  const table = { department: departments, cohort: cohorts, person: people }[audience]
  // Held until the assignment is written, so that it cannot be removed in between.
  const found = await tx.select({ id: table.id }).from(table).where(eq(table.id, audienceId)).for('key share')
  return found.length > 0
}

/** Takes it back; those who had not done it are told. False when it is not there or was taken back before. */
export async function cancelAssignment(
  viewer: Allowed,
  id: string,
  database: Database = db(),
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const cancelled = await tx
      .update(assignments)
      .set({ cancelledAt: new Date(), cancelledBy: viewer.id })
      .where(and(eq(assignments.id, id), isNull(assignments.cancelledAt)))
      .returning({ id: assignments.id })
    if (cancelled.length === 0) return false
    await audit(tx, viewer, 'assignment.cancelled', `assignment ${id}`)
    await enqueue(tx, 'assignment.announce', { assignment: id, change: 'cancelled' })
    return true
  })
}

export type Excepted = 'done' | 'not-found' | 'not-concerned' | 'impossible-day'

/** Lets one person off, or gives them until another day, and tells them. The reason stays with the assignment. */
export async function exceptPerson(
  viewer: Allowed,
  id: string,
  exception: NewException,
  database: Database = db(),
): Promise<Excepted> {
  const today = day(new Date())
  const dueOn = exception.kind === 'extension' ? exception.dueOn : null
  if (dueOn !== null && !isPossibleDay(dueOn, today)) return 'impossible-day'
  return database.transaction(async (tx) => {
    const assignment = await findAssignment(id, tx)
    if (!assignment || assignment.cancelledAt !== null) return 'not-found'
    if (!(await concerns(tx, assignment, exception.person, today))) return 'not-concerned'
    const row = { learnerId: exception.person, id: uuidv7(), assignmentId: id, dueOn, createdBy: viewer.id }
    await tx.insert(assignmentExceptions).values({ ...row, kind: exception.kind, reason: exception.reason })
    const action = exception.kind === 'waiver' ? 'assignment.waived' : 'assignment.extended'
    await audit(tx, viewer, action, `user ${exception.person}`, { assignment: id, dueOn })
    const change = exception.kind === 'waiver' ? 'waived' : 'extended'
    const facts = factsOf(assignment, dueOn ?? assignment.dueOn)
    await notify(tx, exception.person, 'assignment.changed', { ...facts, change })
    return 'done'
  })
}

async function concerns(
  tx: Queries,
  assignment: Parameters<typeof findMember>[0],
  person: string,
  today: string,
): Promise<boolean> {
  return (await findMember(assignment, today, person, tx)) !== undefined
}
