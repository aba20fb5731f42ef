import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { assignmentExceptions, assignments, cohorts, departments, people } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { addDays, day } from '../insights/dates'
import { enqueue } from '../jobs/enqueue.server'
import { notify } from '../notifications/notify.server'
import { factsOf } from './announce.server'
import { putOnTrack } from '../people/tracks.server'
import { isPossibleDay, type NewAssignment, type NewDate, type NewException } from './decide'
import { findMember, isConcerned } from './members.server'
import { findAssignment } from './read.server'
import { findSubject } from './subjects.server'

type Allowed = Viewer<'assignments.write'>

/** Fields of a request that name nothing that exists, or a day that cannot be. */
export type Fault = 'subject' | 'audience' | 'day'

/** `given` is false where the same stood already: nobody is asked, or told, twice. */
export type Gave = { id: string; given: boolean } | { fault: Fault } | { fault: 'existing'; id: string }

/**
 * Gives a track or lesson to people, and tells them. What the same people have been given already and is still open is
 * not given again: for the same date this is the answer to a repeated request, for another it is refused, because that
 * date can be changed.
 */
export async function giveAssignment(
  viewer: Allowed,
  given: NewAssignment,
  database: Database = db(),
): Promise<Gave> {
  const subject = findSubject(given.subject, given.subjectId)
  if (!subject || subject.lessons.length === 0) return { fault: 'subject' }
  const dates = datesOf(given, day(new Date()))
  if (!dates) return { fault: 'day' }
  return database.transaction(async (tx): Promise<Gave> => {
    if (!(await isThere(tx, given))) return { fault: 'audience' }
    const { audience, audienceId } = given
    const target = { subject: given.subject, subjectId: subject.id, audience, audienceId }
    const same = await findSame(tx, target)
    if (same && (dates.dueDays === null ? same.dueOn !== dates.dueOn : same.dueDays !== dates.dueDays))
      return { fault: 'existing', id: same.id }
    const id = same?.id ?? uuidv7()
    if (given.follow && given.subject === 'track') await followAll(tx, viewer, { id, ...target }, subject.id)
    if (same) return { id, given: false }
    await tx
      .insert(assignments)
      .values({ id, ...target, ...dates, note: given.note || null, createdBy: viewer.id })
    await audit(tx, viewer, 'assignment.given', `assignment ${id}`, { ...target, ...dates })
    await enqueue(tx, 'assignment.announce', { assignment: id, change: 'given' })
    return { id, given: true }
  })
}

/** Undefined for a day that cannot be. */
function datesOf(
  { dueOn, dueDays }: { dueOn?: string | undefined; dueDays?: number | undefined },
  from: string,
): { dueOn: string; dueDays: number | null } | undefined {
  if (dueDays !== undefined) return { dueOn: addDays(from, dueDays), dueDays }
  return dueOn !== undefined && isPossibleDay(dueOn, day(new Date())) ? { dueOn, dueDays: null } : undefined
}

type Target = Pick<NewAssignment, 'subject' | 'subjectId' | 'audience' | 'audienceId'>

/** What is open of the same for the same; held until the transaction ends, so that two requests at once are one. */
async function findSame(tx: Queries, target: Target) {
  const { subject, subjectId, audience, audienceId } = target
  const name = ['assignment', subject, subjectId, audience, audienceId].join(' ')
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
  const [same] = await tx
    .select({ id: assignments.id, dueOn: assignments.dueOn, dueDays: assignments.dueDays })
    .from(assignments)
    .where(
      and(
        eq(assignments.subject, subject),
        eq(assignments.subjectId, subjectId),
        eq(assignments.audience, audience),
        eq(assignments.audienceId, audienceId),
        isNull(assignments.cancelledAt),
      ),
    )
    .orderBy(desc(assignments.createdAt))
    .limit(1)
  return same
}

/** Puts everybody whom it concerns now on the track. */
async function followAll(tx: Queries, viewer: Allowed, target: Target & { id: string }, track: string) {
  const asked = await tx.execute<{ id: string }>(sql`
    select p.id from people p join users u on u.id = p.id
    where ${isConcerned(target)} and p.status <> 'inactive' and not u.banned`)
  await putOnTrack(
    tx,
    viewer,
    [...asked].map(({ id }) => id),
    track,
  )
}

export type Rescheduled = 'done' | 'not-found' | 'impossible-day'

/** Another date for all; whoever has an extension beyond it keeps that. Those who are not done are told. */
export async function rescheduleAssignment(
  viewer: Allowed,
  id: string,
  date: NewDate,
  database: Database = db(),
): Promise<Rescheduled> {
  return database.transaction(async (tx): Promise<Rescheduled> => {
    const [before] = await tx
      .select({ dueOn: assignments.dueOn, dueDays: assignments.dueDays, createdAt: assignments.createdAt })
      .from(assignments)
      .where(and(eq(assignments.id, id), isNull(assignments.cancelledAt)))
      .for('update')
    if (!before) return 'not-found'
    const dates = datesOf(date, day(before.createdAt))
    if (!dates) return 'impossible-day'
    if (dates.dueOn === before.dueOn && dates.dueDays === before.dueDays) return 'done'
    await tx.update(assignments).set(dates).where(eq(assignments.id, id))
    const { dueOn, dueDays } = before
    await audit(tx, viewer, 'assignment.rescheduled', `assignment ${id}`, {
      from: { dueOn, dueDays },
      to: dates,
    })
    await enqueue(tx, 'assignment.announce', { assignment: id, change: 'moved', on: uuidv7() })
    return 'done'
  })
}

/** Reminds those who are not done, once a day at most. False when it is not there or was taken back. */
export async function remindNow(viewer: Allowed, id: string, database: Database = db()): Promise<boolean> {
  return database.transaction(async (tx) => {
    const assignment = await findAssignment(id, tx)
    if (!assignment || assignment.cancelledAt !== null) return false
    const today = day(new Date())
    const key = `assignment.remind-now ${id} ${today}`
    await audit(tx, viewer, 'assignment.reminded', `assignment ${id}`)
    await enqueue(tx, 'assignment.announce', { assignment: id, change: 'reminded', on: today }, { key })
    return true
  })
}

async function isThere(tx: Queries, { audience, audienceId }: Target): Promise<boolean> {
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
