import 'server-only'
import type { Database } from '../db/client.server'
import { day } from '../insights/dates'
import type { JobData } from '../jobs/kinds'
import { notifyAll } from '../notifications/notify.server'
import { everyMember, type Member } from './members.server'
import { type Assignment, findAssignment } from './read.server'
import { noteTold } from './told.server'

/** What is kept of an assignment in a notification. */
export const factsOf = ({ id, subject, subjectId }: Assignment, dueOn: string) => ({
  assignment: id,
  subject,
  subjectId,
  dueOn,
})

/**
 * Tells everybody concerned who has not done it yet; told twice, it is news to nobody. Whoever has not accepted the
 * invitation is told nothing: the daily reminder tells them when they have come.
 */
export async function announceAssignment(
  { assignment: id, change, on }: JobData<'assignment.announce'>,
  { database, signal }: { database: Database; signal: AbortSignal },
): Promise<void> {
  const assignment = await findAssignment(id, database)
  if (!assignment) return
  if (change !== 'cancelled' && assignment.cancelledAt !== null) return
  for await (const members of everyMember(assignment, day(new Date()), database)) {
    signal.throwIfAborted()
    const waiting = members.filter(isWaiting)
    for (const [dueOn, group] of byDay(waiting)) {
      const users = group.map((member) => member.id)
      const facts = factsOf(assignment, dueOn)
      await database.transaction(async (tx) => {
        if (change === 'given') {
          const news = await noteTold(
            tx,
            users.map((learner) => ({ learner, assignment: id, step: 'given' })),
          )
          const told = news.map(({ learner }) => learner)
          await notifyAll(tx, told, 'assignment.given', facts, id)
        } else {
          const key = [id, change, ...(on ? [on] : [])].join(' ')
          await notifyAll(tx, users, 'assignment.changed', { ...facts, change }, key)
        }
      })
    }
  }
}

export const isWaiting = ({ standing }: Member): boolean => standing === 'open' || standing === 'overdue'

export function byDay(members: readonly Member[]): Map<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const member of members) {
    const group = groups.get(member.dueOn)
    if (group) group.push(member)
    else groups.set(member.dueOn, [member])
  }
  return groups
}
