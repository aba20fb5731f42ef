/**
 * The daily reminders: whatever is new, nearly due or overdue for somebody goes into one message, so that a person with
 * twenty assignments hears from us once a day. Each thing is told once.
 */
import 'server-only'
import type { Database, Queries } from '../db/client.server'
import { uuidv7 } from '../db/uuid'
import { addDays, day } from '../insights/dates'
import type { NotificationData } from '../notifications/kinds'
import { notify } from '../notifications/notify.server'
import { factsOf, isWaiting } from './announce.server'
import { FORGET_AFTER, reminderOn } from './decide'
import { everyMember, type Member } from './members.server'
import { type Assignment, openAssignments } from './read.server'
import { noteTold, type Step } from './told.server'

type When = NotificationData<'assignment.digest'>['items'][number]['when']
type Reminder = { when: When; step: string; facts: ReturnType<typeof factsOf> }

/** People whose messages are written in one transaction. */
const BATCH = 200
/** Assignments named in one message; the page they lead to lists all. */
const NAMED = 30

export async function remindEverybody(
  today: string,
  { database, signal }: { database: Database; signal: AbortSignal },
): Promise<void> {
  const due = new Map<string, Reminder[]>()
  for (const assignment of await openAssignments(addDays(today, -FORGET_AFTER), database)) {
    for await (const members of everyMember(assignment, today, database)) {
      signal.throwIfAborted()
      for (const member of members.filter(isWaiting)) {
        const reminders = remindersFor(member, assignment, today)
        if (reminders.length > 0) due.set(member.id, [...(due.get(member.id) ?? []), ...reminders])
      }
    }
  }
  const everybody = [...due]
  for (let from = 0; from < everybody.length; from += BATCH) {
    signal.throwIfAborted()
    const some = everybody.slice(from, from + BATCH)
    await database.transaction((tx) => tell(tx, some))
  }
}

/** What one person has to hear of one assignment, what matters most first. */
function remindersFor(member: Member, assignment: Assignment, today: string): Reminder[] {
  const { dueOn, setAt } = member
  const facts = factsOf(assignment, dueOn)
  const when = reminderOn(today, { dueOn, givenOn: day(new Date(setAt)) })
  return [
    ...(dueOn >= today ? [{ when: 'given' as const, step: 'given', facts }] : []),
    ...(when ? [{ when, step: `${when} ${dueOn}`, facts }] : []),
  ]
}

async function tell(tx: Queries, people: readonly (readonly [string, readonly Reminder[]])[]): Promise<void> {
  const steps = people.flatMap(([learner, reminders]) =>
    reminders.map(({ step, facts }): Step => ({ learner, assignment: facts.assignment, step })),
  )
  const news = new Set((await noteTold(tx, steps)).map(spell))
  for (const [learner, reminders] of people) {
    const told = new Map<string, Reminder>()
    for (const reminder of reminders) {
      const { step, facts } = reminder
      if (!news.has(spell({ learner, assignment: facts.assignment, step }))) continue
      // What is given and due at once is said once.
      if (!told.has(facts.assignment)) told.set(facts.assignment, reminder)
    }
    await tellOne(tx, learner, [...told.values()])
  }
}

const spell = ({ learner, assignment, step }: Step): string => `${learner} ${assignment} ${step}`

async function tellOne(tx: Queries, learner: string, reminders: readonly Reminder[]): Promise<void> {
  const [only] = reminders
  if (!only) return
  if (reminders.length > 1) {
    const items = reminders
      .map(({ when, facts }) => ({ when, ...facts }))
      .toSorted((x, y) => x.dueOn.localeCompare(y.dueOn))
    const count = Object.fromEntries(
      (['overdue', 'day', 'week', 'given'] as const).map((when) => [
        when,
        items.filter((item) => item.when === when).length,
      ]),
    ) as Record<When, number>
    await notify(tx, learner, 'assignment.digest', { items: items.slice(0, NAMED), count }, uuidv7())
  } else if (only.when === 'given') {
    await notify(tx, learner, 'assignment.given', only.facts, only.facts.assignment)
  } else {
    const key = `${only.facts.assignment} ${only.facts.dueOn} ${only.when}`
    await notify(tx, learner, 'assignment.due', { ...only.facts, when: only.when }, key)
  }
}
