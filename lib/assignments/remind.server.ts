import 'server-only'
import type { Database } from '../db/client.server'
import { addDays, day } from '../insights/dates'
import { notifyAll } from '../notifications/notify.server'
import { factsOf } from './announce.server'
import { FORGET_AFTER, reminderOn } from './decide'
import { everyMember, type Member } from './members.server'
import { openAssignments } from './read.server'

/** Reminds everybody of what is nearly or over due, each of each once; newcomers hear what they were given by joining. */
export async function remindEverybody(
  today: string,
  { database, signal }: { database: Database; signal: AbortSignal },
): Promise<void> {
  for (const assignment of await openAssignments(addDays(today, -FORGET_AFTER), database)) {
    for await (const members of everyMember(assignment, today, database)) {
      signal.throwIfAborted()
      const waiting = members.filter(({ standing }) => standing === 'open' || standing === 'overdue')
      for (const [dueOn, group] of byDay(waiting)) {
        const facts = factsOf(assignment, dueOn)
        if (dueOn >= today) await notifyAll(database, idsOf(group), 'assignment.given', facts, assignment.id)
        for (const when of ['week', 'day', 'overdue'] as const) {
          const due = group.filter(
            ({ setAt }) => reminderOn(today, { dueOn, givenOn: day(new Date(setAt)) }) === when,
          )
          const key = `${assignment.id} ${dueOn} ${when}`
          await notifyAll(database, idsOf(due), 'assignment.due', { ...facts, when }, key)
        }
      }
    }
  }
}

const idsOf = (members: Member[]): string[] => members.map(({ id }) => id)

function byDay(members: Member[]): Map<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const member of members) groups.set(member.dueOn, [...(groups.get(member.dueOn) ?? []), member])
  return groups
}
