import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findInvited, issueInvitation } from '../auth/invitations.server'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { changeRole, deactivate, reactivate } from './account.server'
import { changePerson } from './change.server'
import { addCohort, listCohorts, removeCohort } from './cohorts.server'
import { addDepartment, changeDepartment, listDepartments, removeDepartment } from './departments.server'
import { PeopleFilters } from './filters'
import { invitePerson } from './invite.server'
import { listPeople } from './list.server'
import { assignMentors, planMentors } from './mentors.server'
import { NewView } from '../insights/views.server'
import { readPerson } from './person.server'
import { CohortFields, DepartmentFields, NewPerson, PersonChange } from './shapes'

let database: TestDatabase
let admin: Viewer<'people.manage'>
let readers: Viewer<'people.read'>
let department: string

const id = (result: { id: string } | { fault: string }): string => {
  if ('fault' in result) throw new Error(result.fault)
  return result.id
}
const named = (name: string, parentId: string | null = null) => ({ nameZh: name, nameEn: name, parentId })
let serial = 0
const someone = (more: object = {}) => ({
  name: '新来的人',
  email: `new${++serial}@example.com`,
  number: `N${serial}`,
  role: 'trainee' as const,
  departmentId: department,
  cohortId: null,
  mentorId: null,
  ...more,
})

beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
  const user = await addUser('admin')
  admin = viewerOf(user, 'people.manage')
  readers = viewerOf(user, 'people.read')
  department = id(await addDepartment(admin, named('研发')))
})
afterAll(() => database.close())

describe('invitations', () => {
  test('make an account that waits for its owner, and a link whose secret is not stored', async () => {
    const given = someone()
    const result = await invitePerson(admin, given)
    if ('fault' in result || result.delivery.how !== 'link') throw new Error('expected a link')
    const token = result.delivery.link.split('/').at(-1)!
    expect(await findInvited(token)).toMatchObject({ id: result.id, email: given.email })
    const stored = await database.db.execute(sql`select * from verifications`)
    expect(JSON.stringify(stored)).not.toContain(token.split('.')[1])
    const { rows } = await listPeople(readers, PeopleFilters.parse({ q: given.number }))
    expect(rows).toMatchObject([{ status: 'invited', number: given.number }])
  })

  test('are good once, for a week, and only the newest', async () => {
    const person = id(await invitePerson(admin, someone()))
    const first = await issueInvitation(database.db, person)
    const second = await issueInvitation(database.db, person)
    expect(await findInvited(first.token)).toBeUndefined()
    expect(await findInvited(second.token)).toBeDefined()
    expect(await findInvited(`${person}.${'A'.repeat(43)}`)).toBeUndefined()
    expect(await findInvited('')).toBeUndefined()
    expect(Math.round((second.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(7)
    await database.db.execute(sql`update verifications set expires_at = now() - interval '1 second'`)
    expect(await findInvited(second.token)).toBeUndefined()
  })

  test('refuse an address or number that is taken, also by two at once', async () => {
    const given = someone()
    const both = await Promise.all([
      invitePerson(admin, given),
      invitePerson(admin, { ...given, number: `${given.number}b` }),
    ])
    expect(both.filter((result) => 'fault' in result)).toEqual([{ fault: 'email-taken' }])
    const again = await invitePerson(admin, { ...someone(), number: given.number })
    expect(['number-taken', undefined]).toContain('fault' in again ? again.fault : undefined)
    expect(await invitePerson(admin, someone({ departmentId: uuidv7() }))).toEqual({ fault: 'no-department' })
    const trainee = await addUser('trainee')
    expect(await invitePerson(admin, someone({ mentorId: trainee.id }))).toEqual({ fault: 'no-mentor' })
  })
})

describe('names and numbers', () => {
  test('a number is one however its letters are written, and found however it is typed', async () => {
    const given = someone({ name: '熊修远', number: `Zc-${serial}` })
    id(await invitePerson(admin, given))
    expect(await invitePerson(admin, someone({ number: given.number.toUpperCase() }))).toEqual({
      fault: 'number-taken',
    })
    for (const q of ['熊 修远', '熊　修远', given.number.replace('Zc', 'ｚＣ'), `${given.email} `]) {
      const { rows } = await listPeople(readers, PeopleFilters.parse({ q }))
      expect([q, rows.map(({ number }) => number)]).toEqual([q, [given.number]])
    }
    // NUL would be an error of the database; it is no word, so it chooses nobody in particular.
    expect((await listPeople(readers, PeopleFilters.parse({ q: '\0' }))).rows.length).toBeGreaterThan(1)
  })

  test.each(['\u200B', 'a\nb', '\u202Egnp.exe', '\u2066甲\u2069'])(
    '%j is no name, of a person, a department or a cohort',
    (name) => {
      expect(NewPerson.safeParse(someone({ name })).success).toBe(false)
      expect(PersonChange.safeParse({ name }).success).toBe(false)
      expect(DepartmentFields.safeParse(named(name)).success).toBe(false)
      const cohort = { nameZh: '班', nameEn: name, startsOn: '2026-01-01' }
      expect(CohortFields.safeParse(cohort).success).toBe(false)
      expect(NewView.safeParse({ page: 'overview', name, query: '' }).success).toBe(false)
    },
  )

  test('mentors who have not come are given nobody', async () => {
    const absent = id(await invitePerson(admin, someone({ role: 'mentor' })))
    const present = await addUser('mentor')
    id(await invitePerson(admin, someone()))
    const plan = await planMentors(admin, {})
    expect(plan.absent).toBe(1)
    expect(plan.loads.map(({ mentor }) => mentor)).toContain(present.id)
    expect(plan.pairs.map(({ mentor }) => mentor)).not.toContain(absent)
  })
})

describe('roles and accounts', () => {
  test('nobody changes their own, and the last administrator stays', async () => {
    expect(await changeRole(admin, admin.id, 'hr')).toEqual({ fault: 'self' })
    expect(await deactivate(admin, admin.id)).toEqual({ fault: 'self' })
    const other = await addUser('admin')
    const second = viewerOf(other, 'people.manage')
    const outcomes = await Promise.all([
      changeRole(admin, other.id, 'hr'),
      changeRole(second, admin.id, 'hr'),
    ])
    expect(outcomes).toContainEqual({ done: true })
    expect(outcomes).toContainEqual({ fault: 'last-admin' })
    const [left] = await database.db.execute<{ n: number }>(
      sql`select count(*)::int n from users where role = 'admin' and not banned`,
    )
    expect(left!.n).toBe(1)
    await database.db.execute(sql`update users set role = 'admin' where id = ${admin.id}`)
  })

  test('a changed role or a closed account ends every session', async () => {
    const user = await addUser('mentor')
    const open = () =>
      database.db.execute(sql`insert into sessions (id, user_id, token, expires_at)
      values (${uuidv7()}, ${user.id}, ${uuidv7()}, now() + interval '1 day')`)
    const sessions = async () =>
      (await database.db.execute(sql`select 1 from sessions where user_id = ${user.id}`)).length
    await open()
    const mentee = id(await invitePerson(admin, someone({ mentorId: user.id })))
    expect(await changeRole(admin, user.id, 'hr')).toEqual({ done: true })
    expect(await sessions()).toBe(0)
    expect((await readPerson(readers, mentee))!.person.place!.mentorId).toBeNull()
    await open()
    expect(await deactivate(admin, user.id)).toEqual({ done: true })
    expect(await sessions()).toBe(0)
    expect((await readPerson(readers, user.id))!.person.status).toBe('inactive')
    expect(await reactivate(admin, user.id, 'keep')).toEqual({ done: true, delivery: null })
    expect((await readPerson(readers, user.id))!.person.status).toBe('active')
  })

  test('someone invited whose account was closed and opened needs a new link', async () => {
    const person = id(await invitePerson(admin, someone()))
    const { token } = await issueInvitation(database.db, person)
    await deactivate(admin, person)
    await reactivate(admin, person, 'new')
    expect(await findInvited(token)).toBeUndefined()
    expect((await readPerson(readers, person))!.person.status).toBe('invited')
  })

  test('changes name no values in the audit log', async () => {
    const person = id(await invitePerson(admin, someone()))
    expect(await changePerson(admin, person, { name: '改名之后', email: 'renamed@example.com' })).toEqual({
      done: true,
    })
    const rows = await database.db.execute(
      sql`select * from audit_events where subject = ${`user ${person}`}`,
    )
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toMatch(/改名|renamed|example/)
  })
})

describe('departments and cohorts', () => {
  test('move with all below them, never into themselves', async () => {
    const a = id(await addDepartment(admin, named('甲', department)))
    const b = id(await addDepartment(admin, named('乙', a)))
    const c = id(await addDepartment(admin, named('丙', b)))
    for (const below of [a, b, c])
      expect(await changeDepartment(admin, a, { parentId: below })).toEqual({ fault: 'cycle' })
    // Each of these alone is fine; both together would tie a knot.
    const d = id(await addDepartment(admin, named('丁')))
    const both = await Promise.all([
      changeDepartment(admin, d, { parentId: c }),
      changeDepartment(admin, a, { parentId: d }),
    ])
    expect(both.filter((result) => 'fault' in result)).toEqual([{ fault: 'cycle' }])
    expect((await listDepartments(admin)).map(({ id }) => id)).toContain(c)
    expect(await addDepartment(admin, named('乙', a))).toEqual({ fault: 'name-taken' })
  })

  test('are removed only when empty', async () => {
    const top = id(await addDepartment(admin, named('空')))
    const below = id(await addDepartment(admin, named('里', top)))
    expect(await removeDepartment(admin, top)).toEqual({ fault: 'not-empty' })
    id(await invitePerson(admin, someone({ departmentId: below })))
    expect((await listDepartments(admin)).find(({ id }) => id === below)).toMatchObject({
      people: 1,
      depth: 1,
    })
    expect(await removeDepartment(admin, below)).toEqual({ fault: 'not-empty' })
    const empty = id(await addDepartment(admin, named('真空')))
    expect(await removeDepartment(admin, empty)).toEqual({ done: true })
    expect(await removeDepartment(admin, empty)).toEqual({ fault: 'not-found' })
    const cohort = id(await addCohort(admin, { nameZh: '春', nameEn: 'Spring', startsOn: '2026-03-01' }))
    id(await invitePerson(admin, someone({ cohortId: cohort })))
    expect((await listCohorts(admin)).find(({ id }) => id === cohort)).toMatchObject({ people: 1 })
    expect(await removeCohort(admin, cohort)).toEqual({ fault: 'not-empty' })
  })
})

test('mentors are assigned as previewed, or not at all', async () => {
  const mentors = [await addUser('mentor'), await addUser('mentor')]
  const where = id(await addDepartment(admin, named('配对')))
  for (let index = 0; index < 5; index++) id(await invitePerson(admin, someone({ departmentId: where })))
  const scope = { department: where }
  const plan = await planMentors(admin, scope)
  expect(plan.pairs).toHaveLength(5)
  id(await invitePerson(admin, someone({ departmentId: where })))
  expect(await assignMentors(admin, scope, plan.digest)).toEqual({ fault: 'stale' })
  const { digest } = await planMentors(admin, scope)
  expect(await assignMentors(admin, scope, digest)).toEqual({ assigned: 6 })
  const after = await planMentors(admin, scope)
  expect(after.pairs).toEqual([])
  const loads = after.loads.filter(({ mentor }) => mentors.some(({ id }) => id === mentor))
  expect(Math.abs(loads[0]!.before - loads[1]!.before)).toBeLessThanOrEqual(1)
})
