import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { lessons } from '../content/source.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { addDays, day } from '../insights/dates'
import { runNextJob } from '../jobs/run.server'
import { standingOf } from './decide'
import { dueFor } from './due.server'
import { everyMember } from './members.server'
import { listAssignments, readAssignment } from './read.server'
import { remindEverybody } from './remind.server'
import { cancelAssignment, exceptPerson, giveAssignment } from './write.server'

let database: TestDatabase
let hr: Viewer<'assignments.write'>
const today = day(new Date())
const [top, below, elsewhere, cohort] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
const lesson = () => lessons()[0]!.id

beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
  hr = viewerOf(await addUser('hr'), 'assignments.write')
  await database.db.execute(sql`insert into departments (id, parent_id, name_zh, name_en, position) values
    (${top}, null, '上', 'Top', 0), (${below}, ${top}, '下', 'Below', 1), (${elsewhere}, null, '别处', 'Elsewhere', 2)`)
  await database.db.execute(
    sql`insert into cohorts (id, name_zh, name_en, starts_on) values (${cohort}, '班', 'Cohort', '2026-01-01')`,
  )
})
afterAll(() => database.close())

let serial = 0
async function trainee(department: string, more: { cohort?: string; status?: string } = {}) {
  const user = await addUser('trainee')
  await database.db
    .execute(sql`insert into people (id, external_id, department_id, cohort_id, status, joined_on)
    values (${user.id}, ${`P${String(++serial).padStart(4, '0')}`}, ${department}, ${more.cohort ?? null}, ${more.status ?? 'active'}, '2026-01-01')`)
  return { ...user, viewer: viewerOf(user, 'progress.write') }
}
const prove = (id: string) =>
  database.db.execute(sql`insert into lesson_states (learner_id, lesson, opened_at, last_at, verified_at)
    values (${id}, ${lesson()}, now(), now(), now())`)
async function give(
  audience: 'department' | 'cohort' | 'person',
  audienceId: string,
  dueOn = addDays(today, 10),
) {
  const result = await giveAssignment(hr, {
    subject: 'lesson',
    subjectId: lesson(),
    audience,
    audienceId,
    dueOn,
  })
  if ('fault' in result) throw new Error(result.fault)
  return result.id
}
const ids = async (person: { viewer: Viewer<'progress.write'> }) =>
  (await dueFor(person.viewer)).map(({ id }) => id)
const told = async (user: string) =>
  [
    ...(await database.db.execute<{ kind: string; data: Record<string, string> }>(
      sql`select kind, data from notifications where user_id = ${user} and kind like 'assignment.%' order by at, kind`,
    )),
  ].map(({ kind, data }) => data['when'] ?? data['change'] ?? kind)
const runJobs = async () => {
  while (await runNextJob(database.db));
}
const remind = (on: string) =>
  remindEverybody(on, { database: database.db, signal: AbortSignal.timeout(20_000) })

describe('assignments', () => {
  test('reach a department with all below it, a cohort, or one person, and nobody else', async () => {
    const [a, b, c] = [await trainee(top), await trainee(below, { cohort }), await trainee(elsewhere)]
    const [all, some, one] = [
      await give('department', top),
      await give('cohort', cohort),
      await give('person', c.id),
    ]
    expect(await ids(a)).toEqual([all])
    expect((await ids(b)).toSorted()).toEqual([all, some].toSorted())
    expect(await ids(c)).toEqual([one])
    // Who moves takes on what is due there.
    await database.db.execute(sql`update people set department_id = ${elsewhere} where id = ${a.id}`)
    expect(await ids(a)).toEqual([])
    await runJobs()
    expect(await told(b.id)).toEqual(['assignment.given', 'assignment.given'])
  })

  test('are done when every lesson is verified, late when the day is over, and count the same everywhere', async () => {
    const department = uuidv7()
    await database.db.execute(
      sql`insert into departments (id, name_zh, name_en, position) values (${department}, '数', 'Counting', 3)`,
    )
    const people = await Promise.all(Array.from({ length: 6 }, () => trainee(department)))
    await trainee(department, { status: 'inactive' })
    const id = await give('department', department)
    await database.db.execute(sql`update assignments set due_on = ${addDays(today, -3)} where id = ${id}`)
    await prove(people[0]!.id)
    expect(await exceptPerson(hr, id, { kind: 'waiver', person: people[1]!.id, reason: '休假' })).toBe('done')
    const longer = {
      kind: 'extension' as const,
      person: people[2]!.id,
      dueOn: addDays(today, 5),
      reason: '出差',
    }
    expect(await exceptPerson(hr, id, longer)).toBe('done')
    const { rows } = await listAssignments(hr)
    const row = rows.find((one) => one.id === id)!
    expect(row.counts).toEqual({ people: 6, done: 1, waived: 1, overdue: 3, open: 1 })
    const found = (await readAssignment(hr, id))!
    expect(found.counts).toEqual(row.counts)
    for await (const members of everyMember(row, today))
      for (const { standing, verified, dueOn, exception } of members)
        expect(standing).toBe(
          standingOf({ verified, total: 1, dueOn, isWaived: exception?.kind === 'waiver' }, today),
        )
    expect(await dueFor(people[0]!.viewer)).toMatchObject([{ done: true, isOverdue: false }])
    expect(await dueFor(people[1]!.viewer)).toEqual([])
    expect(await dueFor(people[2]!.viewer)).toMatchObject([
      { isOverdue: false, isExtended: true, daysLeft: 5 },
    ])
    expect(await dueFor(people[3]!.viewer)).toMatchObject([{ isOverdue: true, daysLeft: -3 }])
  })

  test('reminders come a week before, a day before and afterwards, each once, also when days were missed', async () => {
    const person = await trainee(elsewhere)
    const id = await give('person', person.id, addDays(today, 20))
    await runJobs()
    const due = (days: number) => addDays(today, 20 - days)
    for (const on of [due(9), due(6), due(6), due(3), due(1), due(0), due(-2), due(-5)]) await remind(on)
    expect(await told(person.id)).toEqual(['assignment.given', 'week', 'day', 'overdue'])
    const later = { kind: 'extension' as const, person: person.id, dueOn: addDays(today, 40), reason: '出差' }
    await exceptPerson(hr, id, later)
    await remind(due(-19))
    expect((await told(person.id)).slice(4)).toEqual(['extended', 'day'])
    // Long after the first date, the extended one is still watched.
    await remind(due(-60))
    expect(await told(person.id)).toHaveLength(6)
    await remind(due(-30))
    expect((await told(person.id)).slice(6)).toEqual(['overdue'])
    await prove(person.id)
    await exceptPerson(hr, id, { ...later, dueOn: addDays(today, 60) })
    await remind(due(-45))
    expect((await told(person.id)).slice(7)).toEqual(['extended'])
  })

  test('who comes later hears of it with the day’s reminders, once', async () => {
    await give('department', top, addDays(today, 15))
    await runJobs()
    const late = await trainee(below)
    await remind(today)
    await remind(today)
    const heard = await told(late.id)
    expect(heard.length).toBeGreaterThan(0)
    expect(new Set(heard)).toEqual(new Set(['assignment.given']))
    expect(heard).toHaveLength((await dueFor(late.viewer)).length)
  })

  test('taken back they are due to nobody, and those who were not done hear of it', async () => {
    const [open, done] = [await trainee(elsewhere), await trainee(elsewhere)]
    await prove(done.id)
    const [first, second] = [await give('person', open.id), await give('person', done.id)]
    await runJobs()
    expect(await cancelAssignment(hr, first)).toBe(true)
    expect(await cancelAssignment(hr, first)).toBe(false)
    await cancelAssignment(hr, second)
    await runJobs()
    expect(await ids(open)).toEqual([])
    expect(await told(open.id)).toEqual(['assignment.given', 'cancelled'])
    expect(await told(done.id)).toEqual([])
    expect(await exceptPerson(hr, first, { kind: 'waiver', person: open.id, reason: '晚了' })).toBe(
      'not-found',
    )
  })

  test('what cannot be is refused', async () => {
    const person = await trainee(elsewhere)
    const base = {
      subject: 'lesson' as const,
      subjectId: lesson(),
      audience: 'person' as const,
      audienceId: person.id,
      dueOn: today,
    }
    expect(await giveAssignment(hr, { ...base, subjectId: 'no-such-lesson' })).toEqual({ fault: 'subject' })
    expect(await giveAssignment(hr, { ...base, subject: 'track', subjectId: '../secret' })).toEqual({
      fault: 'subject',
    })
    expect(await giveAssignment(hr, { ...base, audienceId: uuidv7() })).toEqual({ fault: 'audience' })
    expect(await giveAssignment(hr, { ...base, dueOn: addDays(today, -1) })).toEqual({ fault: 'day' })
    const id = await give('person', person.id)
    const stranger = await trainee(elsewhere)
    expect(await exceptPerson(hr, id, { kind: 'waiver', person: stranger.id, reason: '不相干' })).toBe(
      'not-concerned',
    )
    const past = { kind: 'extension' as const, person: person.id, dueOn: addDays(today, -1), reason: '晚了' }
    expect(await exceptPerson(hr, id, past)).toBe('impossible-day')
  })

  test('everything done about them is in the audit log', async () => {
    const rows = await database.db.execute<{ action: string }>(
      sql`select distinct action from audit_events where action like 'assignment.%' order by 1`,
    )
    expect([...rows].map(({ action }) => action)).toEqual([
      'assignment.cancelled',
      'assignment.extended',
      'assignment.given',
      'assignment.waived',
    ])
  })
})
