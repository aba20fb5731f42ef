/** Work given to the invented company's people: some of it done, some late, some of it let off. */
import 'server-only'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../db/client.server'
import {
  assignmentExceptions,
  assignments,
  cohorts,
  departments,
  notifications,
  people,
  users,
} from '../db/schema'
import { DEMO_ACCOUNTS } from '../demo/accounts'
import { dayOf, isoDay, timeOf } from '../demo/calendar'
import { COHORTS, DEPARTMENTS } from '../demo/organisation'
import type { Random } from '../demo/random'
import type { NotificationData } from '../notifications/kinds'

type Given = {
  subject: 'track' | 'lesson'
  subjectId: string
  to: { department: string } | { cohort: string } | { newcomer: true }
  /** Days from today; negative: over. */
  dueIn: number
  note?: string
}

/** @param lessons ids of the lessons installed, in order */
function plan(lessons: readonly string[]): Given[] {
  const [first = '', second = first] = lessons
  return [
    {
      subject: 'lesson',
      subjectId: first,
      to: { department: 'research' },
      dueIn: -12,
      note: '季度评审前完成。',
    },
    { subject: 'lesson', subjectId: second, to: { cohort: 'autumn' }, dueIn: 9 },
    { subject: 'track', subjectId: 'ml-engineer', to: { department: 'algorithms' }, dueIn: 45 },
    {
      subject: 'lesson',
      subjectId: first,
      to: { newcomer: true },
      dueIn: 5,
      note: '先看完这一课，周会上聊。',
    },
  ]
}

/** Call it once, after people and their history are written. */
export async function seedAssignments(
  tx: Transaction,
  lessons: readonly string[],
  now: Date,
  chance: Random,
): Promise<void> {
  const today = dayOf(now)
  const emails = DEMO_ACCOUNTS.filter(({ as }) => as === 'hr' || as === 'trainee').map(({ email }) => email)
  const staff = await tx
    .select({ id: users.id, role: users.role })
    .from(users)
    .where(inArray(users.email, emails))
  const hr = staff.find(({ role }) => role === 'hr')!.id
  const newcomer = staff.find(({ role }) => role === 'trainee')!.id
  const audienceOf = async ({ to }: Given) => {
    if ('newcomer' in to) return { audience: 'person' as const, audienceId: newcomer }
    if ('cohort' in to) {
      const { zh } = COHORTS.find(({ key }) => key === to.cohort)!
      const [row] = await tx.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.nameZh, zh))
      return { audience: 'cohort' as const, audienceId: row!.id }
    }
    const { zh } = DEPARTMENTS.find(({ key }) => key === to.department)!
    const [row] = await tx.select({ id: departments.id }).from(departments).where(eq(departments.nameZh, zh))
    return { audience: 'department' as const, audienceId: row!.id }
  }
  for (const given of lessons.length === 0 ? [] : plan(lessons)) {
    const createdAt = timeOf(today + Math.min(given.dueIn - 20, -3), 10 * 60)
    const id = chance.uuid(createdAt)
    const { subject, subjectId } = given
    const facts = { subject, subjectId, dueOn: isoDay(today + given.dueIn) }
    const audience = await audienceOf(given)
    const row = { id, ...facts, ...audience, note: given.note ?? null, createdBy: hr, createdAt }
    await tx.insert(assignments).values(row)
    if (given.dueIn < 0)
      await letSomeOff(tx, { id, hr, at: timeOf(today + given.dueIn - 2, 15 * 60), today }, chance)
    if (audience.audienceId === newcomer)
      await tell(tx, newcomer, { assignment: id, ...facts }, createdAt, chance)
  }
}

type Late = { id: string; hr: string; at: Date; today: number }

/** Two people of the department: one was let off, one has more time. */
async function letSomeOff(tx: Transaction, { id, hr, at, today }: Late, chance: Random): Promise<void> {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .innerJoin(departments, eq(departments.id, people.departmentId))
    .where(
      sql`${departments.nameZh} = '算法部' and ${people.status} = 'active' and not exists (
        select from lesson_states s where s.learner_id = ${people.id} and s.verified_at is not null)`,
    )
    .orderBy(people.externalId)
    .limit(3)
  const [, waived, extended] = rows
  const base = { assignmentId: id, createdBy: hr, createdAt: at }
  if (waived)
    await tx.insert(assignmentExceptions).values({
      ...base,
      learnerId: waived.id,
      id: chance.uuid(at),
      kind: 'waiver',
      reason: '产假，返岗后再安排。',
    })
  if (extended)
    await tx.insert(assignmentExceptions).values({
      ...base,
      learnerId: extended.id,
      id: chance.uuid(at),
      kind: 'extension',
      dueOn: isoDay(today + 10),
      reason: '项目上线期，延到下个月初。',
    })
}

async function tell(
  tx: Transaction,
  userId: string,
  data: NotificationData<'assignment.given'>,
  at: Date,
  chance: Random,
): Promise<void> {
  await tx.insert(notifications).values([
    {
      userId,
      id: chance.uuid(at),
      kind: 'account.invited',
      data: {},
      at: new Date(at.getTime() - 86_400_000),
      readAt: at,
    },
    { userId, id: chance.uuid(at), kind: 'assignment.given', data, at },
  ])
}
