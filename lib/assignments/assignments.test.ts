import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { lessons } from '../content/source.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { addDays, day } from '../insights/dates'
import { runNextJob } from '../jobs/run.server'
import { GRACE_DAYS, standingOf } from './decide'
import { dueFor } from './due.server'
import { everyMember } from './members.server'
import { listAssignments, readAssignment } from './read.server'
import { remindEverybody } from './remind.server'
import {
  cancelAssignment,
  exceptPerson,
  giveAssignment,
  remindNow,
  rescheduleAssignment,
} from './write.server'

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
    expect(row.counts).toEqual({ people: 6, done: 1, waived: 1, overdue: 3, open: 1, invited: 0 })
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
    await give('department', below, addDays(today, 15))
    await runJobs()
    const late = await trainee(below)
    await remind(today)
    await remind(today)
    expect(await dueFor(late.viewer)).toHaveLength(2)
    expect(await told(late.id)).toEqual(['assignment.digest'])
  })

  const department = async () => {
    const id = uuidv7()
    await database.db.execute(
      sql`insert into departments (id, name_zh, name_en, position) values (${id}, ${id}, ${id}, 9)`,
    )
    return id
  }
  const longAgo = (id: string) =>
    database.db.execute(sql`update assignments set created_at = now() - interval '40 days',
      due_on = ${addDays(today, -12)} where id = ${id}`)

  test('nobody is late by coming late: made, come back, accepted, moved, or moved with the department', async () => {
    const [place, other] = [await department(), await department()]
    const id = await give('department', place)
    await longAgo(id)
    const here = await trainee(place)
    await database.db.execute(sql`update people set since = '2026-01-01' where id = ${here.id}`)
    expect(await dueFor(here.viewer)).toMatchObject([{ isOverdue: true, daysLeft: -12 }])
    const old = async (where: string, status = 'active') => {
      const person = await trainee(where, { status })
      await database.db.execute(sql`update people set since = '2026-01-01' where id = ${person.id}`)
      return person
    }
    const made = await trainee(place)
    const [accepted, back, moved] = [
      await old(place, 'invited'),
      await old(place, 'inactive'),
      await old(other),
    ]
    await database.db.execute(
      sql`update people set status = 'active' where id in (${accepted.id}, ${back.id})`,
    )
    await database.db.execute(sql`update people set department_id = ${place} where id = ${moved.id}`)
    const inner = await department()
    const carried = await old(inner)
    await database.db.execute(sql`update departments set parent_id = ${place} where id = ${inner}`)
    const late = [made, accepted, back, moved, carried]
    for (const person of late)
      expect(await dueFor(person.viewer)).toMatchObject([{ isOverdue: false, daysLeft: GRACE_DAYS }])
    expect((await readAssignment(hr, id))!.counts).toMatchObject({ people: 6, overdue: 1, open: 5 })
    // Another note about the person is no new beginning.
    await database.db.execute(sql`update people set mentor_id = ${hr.id} where id = ${here.id}`)
    expect(await dueFor(here.viewer)).toMatchObject([{ isOverdue: true }])
    // Days after joining count from joining.
    expect(await rescheduleAssignment(hr, id, { dueDays: 5 })).toBe('done')
    for (const person of late) expect(await dueFor(person.viewer)).toMatchObject([{ daysLeft: 5 }])
    expect(await dueFor(here.viewer)).toMatchObject([{ daysLeft: -35 }])
  })

  test('who has not accepted the invitation counts for nothing and is told nothing', async () => {
    const place = await department()
    const invited = await trainee(place, { status: 'invited' })
    await trainee(place)
    const id = await give('department', place, addDays(today, 1))
    await runJobs()
    await remind(today)
    await database.db.execute(sql`update people set since = '2026-01-01'`)
    await longAgo(id)
    await remind(today)
    expect(await told(invited.id)).toEqual([])
    const { counts, members } = (await readAssignment(hr, id))!
    expect(counts).toEqual({ people: 1, done: 0, waived: 0, overdue: 1, open: 0, invited: 1 })
    expect(members.rows.find((row) => row.id === invited.id)).toMatchObject({ standing: 'invited' })
    await database.db.execute(sql`update people set status = 'active' where id = ${invited.id}`)
    await remind(today)
    await remind(today)
    expect(await told(invited.id)).toEqual(['assignment.given'])
  })

  test('however much is due, a day brings one message to a person', async () => {
    const place = await department()
    const people = [await trainee(place), await trainee(place)]
    const taken = lessons().slice(0, 4)
    for (const [index, { id }] of taken.entries())
      await giveAssignment(hr, {
        subject: 'lesson',
        subjectId: id,
        audience: 'department',
        audienceId: place,
        dueOn: addDays(today, 1 + index * 10),
      })
    for (const on of [today, addDays(today, 1), addDays(today, 2)]) await remind(on)
    for (const { id } of people) {
      const rows = await database.db.execute<{ data: { count: object; items: object[] } }>(
        sql`select data from notifications where user_id = ${id} order by at, id`,
      )
      expect(rows).toHaveLength(2)
      expect(rows[0]!.data.count).toEqual({ overdue: 0, day: 0, week: 0, given: taken.length })
      expect(rows[0]!.data.items).toHaveLength(taken.length)
    }
  })

  test('given again to the same people, it is the same one; for another day it is refused', async () => {
    const place = await department()
    const person = await trainee(place)
    const given = {
      subject: 'lesson' as const,
      subjectId: lesson(),
      audience: 'department' as const,
      audienceId: place,
      dueOn: addDays(today, 9),
    }
    const answers = await Promise.all([1, 2, 3].map(() => giveAssignment(hr, given)))
    const made = answers.find((answer) => 'given' in answer && answer.given) as { id: string }
    expect(answers.filter((answer) => 'given' in answer && answer.given)).toHaveLength(1)
    for (const answer of answers) expect(answer).toMatchObject({ id: made.id })
    await runJobs()
    expect(await dueFor(person.viewer)).toHaveLength(1)
    expect(await told(person.id)).toEqual(['assignment.given'])
    expect(await giveAssignment(hr, { ...given, dueOn: addDays(today, 10) })).toEqual({
      fault: 'existing',
      id: made.id,
    })
    await cancelAssignment(hr, made.id)
    expect(await giveAssignment(hr, given)).toMatchObject({ given: true })
  })

  test('the day can be changed and everybody reminded, and those who are not done hear of it', async () => {
    const place = await department()
    const [open, longer] = [await trainee(place), await trainee(place)]
    const id = await give('department', place)
    await runJobs()
    const reason = '出差'
    await exceptPerson(hr, id, { kind: 'extension', person: longer.id, dueOn: addDays(today, 40), reason })
    expect(await rescheduleAssignment(hr, id, { dueOn: addDays(today, 20) })).toBe('done')
    await runJobs()
    expect(await told(open.id)).toEqual(['assignment.given', 'moved'])
    expect(await dueFor(open.viewer)).toMatchObject([{ daysLeft: 20 }])
    expect(await dueFor(longer.viewer)).toMatchObject([{ daysLeft: 40 }])
    for (let times = 0; times < 3; times++) expect(await remindNow(hr, id)).toBe(true)
    await runJobs()
    expect(await told(open.id)).toEqual(['assignment.given', 'moved', 'reminded'])
    expect(await rescheduleAssignment(hr, id, { dueOn: addDays(today, -1) })).toBe('impossible-day')
    await cancelAssignment(hr, id)
    expect(await rescheduleAssignment(hr, id, { dueOn: addDays(today, 9) })).toBe('not-found')
    expect(await remindNow(hr, id)).toBe(false)
  })

  test('giving a track puts people on it where HR says so', async () => {
    const place = await department()
    const [person, invited] = [await trainee(place), await trainee(place, { status: 'invited' })]
    const given = {
      subject: 'track',
      subjectId: 'founder',
      audience: 'department',
      audienceId: place,
    } as const
    const tracks = async () =>
      [
        ...(await database.db.execute<{ track: string }>(
          sql`select distinct track from people where id in (${person.id}, ${invited.id})`,
        )),
      ].map(({ track }) => track)
    await giveAssignment(hr, { ...given, dueDays: 30 })
    expect(await tracks()).toEqual(['ml-engineer'])
    expect(await giveAssignment(hr, { ...given, dueDays: 30, follow: true })).toMatchObject({ given: false })
    expect(await tracks()).toEqual(['founder'])
    const rows = await database.db.execute(
      sql`select from audit_events where action = 'person.track-set' and subject = ${`user ${person.id}`}`,
    )
    expect(rows).toHaveLength(1)
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
      'assignment.reminded',
      'assignment.rescheduled',
      'assignment.waived',
    ])
  })
})
