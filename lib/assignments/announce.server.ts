import 'server-only'
import type { Database } from '../db/client.server'
import { day } from '../insights/dates'
import type { JobData } from '../jobs/kinds'
import { notifyAll } from '../notifications/notify.server'
import { everyMember } from './members.server'
import { type Assignment, findAssignment } from './read.server'

/** What is kept of an assignment in a notification. */
export const factsOf = ({ id, subject, subjectId }: Assignment, dueOn: string) => ({
  assignment: id,
  subject,
  subjectId,
  dueOn,
})

/** Tells everybody concerned who has not done it yet; told twice, it is news to nobody. */
export async function announceAssignment(
  { assignment: id, change }: JobData<'assignment.announce'>,
  { database, signal }: { database: Database; signal: AbortSignal },
): Promise<void> {
  const assignment = await findAssignment(id, database)
  if (!assignment) return
  if (change === 'given' && assignment.cancelledAt !== null) return
  for await (const members of everyMember(assignment, day(new Date()), database)) {
    signal.throwIfAborted()
    const told = members.filter(({ standing }) => standing === 'open' || standing === 'overdue')
    const users = told.map((member) => member.id)
    const facts = factsOf(assignment, assignment.dueOn)
    if (change === 'given') await notifyAll(database, users, 'assignment.given', facts, id)
    else await notifyAll(database, users, 'assignment.changed', { ...facts, change }, `${id} ${change}`)
  }
}
