import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { audit, auditLook } from '../api/audit.server'
import { closeLimits } from '../api/limits.server'
import { arrive, OWN_HEADERS, sender } from '../api/testing.server'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import { LOCALES } from '../curriculum/ids'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { changePerson } from '../people/change.server'
import { addCohort, changeCohort, removeCohort } from '../people/cohorts.server'
import { addDepartment } from '../people/departments.server'
import { erasePerson } from '../people/erase.server'
import { readPerson } from '../people/person.server'
import { ACTIONS, type AuditAction, GROUPS } from './actions'
import { auditCsv } from './csv.server'
import { COLUMNS, entryCells } from './entry'
import { recordRefused } from './failures.server'
import { type AuditFilters, readAuditFilters } from './filters'
import { listAudit } from './list.server'
import { auditWords } from './words.server'

let base: TestDatabase
let admin: Awaited<ReturnType<typeof addUser>>
const reader = () => viewerOf(admin, 'audit.read')
const manager = () => viewerOf(admin, 'people.manage')

beforeAll(async () => {
  base = await testDatabase()
  prepareSite()
  admin = await addUser('admin', { name: '周管理' })
})
afterAll(async () => {
  await closeLimits()
  await base.close()
})

/** What the screen shows under these filters. */
async function shown(filters: AuditFilters = {}) {
  const { rows, names } = await listAudit(reader(), filters)
  const say = auditWords('zh')
  return rows.map((row) => entryCells(row, { locale: 'zh', say, names }))
}

describe.each(LOCALES)('in %s', (locale) => {
  const say = auditWords(locale)
  test.each(Object.keys(ACTIONS) as AuditAction[])('%s has its words', (action) => {
    expect(say.has(`actions.${action.replace('.', ' ')}`)).toBe(true)
  })
  test.each([...GROUPS.map((one) => `groups.${one}`), ...COLUMNS.map((one) => `columns.${one}`)])(
    '%s',
    (key) => {
      expect(say.has(key)).toBe(true)
    },
  )
})

test('who, whom, from where and on what', async () => {
  const person = await addUser('trainee', { name: '李明' })
  const hr = await arrive('hr')
  const agent = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36'
  await base.db.execute(sql`update users set name = '孙人事' where id = ${hr.user.id}`)
  expect(
    (
      await hr.send('GET', `/people/${person.id}`, undefined, {
        ...OWN_HEADERS,
        'x-zhucai-address': '10.1.2.3',
        'user-agent': agent,
      })
    ).status,
  ).toBe(200)
  const [row] = await shown({ who: '孙人事', looks: '1', action: 'person.read' })
  expect(row).toMatchObject({
    actor: '孙人事',
    action: '查看个人页',
    subject: '李明',
    address: '10.1.2.3',
    device: 'Chrome · Windows',
  })
  expect(await shown({ address: '10.1.', looks: '1' })).toHaveLength(1)
  expect(await shown({ address: '10.2.', looks: '1' })).toEqual([])
})

test('names as they were and as they are, and neither after an erasure', async () => {
  const person = await addUser('trainee', { name: '王小芳' })
  await audit(base.db, admin, 'person.reactivated', `user ${person.id}`)
  await changePerson(manager(), person.id, { name: '王芳' })
  await audit(base.db, { id: person.id }, 'password.changed', `user ${person.id}`)
  expect((await shown({ whom: '王芳', action: 'person.reactivated' }))[0]!.subject).toBe(
    '王芳（当时叫王小芳）',
  )
  expect(await shown({ whom: '王小芳', action: 'password.changed' })).toMatchObject([
    { actor: '王芳', subject: '本人' },
  ])
  // Of the name itself the log holds nothing.
  const events = JSON.stringify(await base.db.query.auditEvents.findMany())
  expect(events).not.toContain('王芳')

  await recordRefused(person.email, 'wrong', new Headers({ 'x-zhucai-address': '10.9.9.9' }))
  expect(await erasePerson(manager(), person.id, person.email)).toEqual({ done: true })
  const left = await shown({ whom: person.id })
  expect(left.map(({ action }) => action)).toContain('抹除个人数据')
  expect(JSON.stringify(left)).not.toMatch(/王|10\.9\.9\.9/)
  for (const table of ['person_names', 'audit_origins', 'sign_in_failures']) {
    const rows = await base.db.execute(sql`select to_jsonb(t) as row from ${sql.identifier(table)} t`)
    expect(JSON.stringify([...rows])).not.toContain(person.id)
  }
})

test('what was changed, before and after', async () => {
  const [old, young] = [
    (await addDepartment(manager(), { nameZh: '算法部', nameEn: 'Algorithms', parentId: null })) as {
      id: string
    },
    (await addDepartment(manager(), { nameZh: '平台部', nameEn: 'Platform', parentId: null })) as {
      id: string
    },
  ]
  const person = await addUser('trainee', { name: '赵一' })
  await changePerson(manager(), person.id, { number: 'E-1', departmentId: old.id })
  await changePerson(manager(), person.id, { departmentId: young.id })
  expect((await shown({ whom: '赵一' }))[0]!.details).toContain('部门：算法部 → 平台部')

  const cohort = (await addCohort(manager(), { nameZh: '春', nameEn: 'Spring', startsOn: '2026-03-01' })) as {
    id: string
  }
  await changeCohort(manager(), cohort.id, { nameZh: '秋' })
  await removeCohort(manager(), cohort.id)
  const [removed, changed] = await shown({ group: 'organisation' })
  expect(changed!.details).toBe('中文名：春 → 秋')
  // It is gone, and the entry still says which it was.
  expect(removed!.subject).toBe('班级 秋')
})

describe('refused sign-ins', () => {
  const from = (address: string) => new Headers({ 'x-zhucai-address': address })
  beforeEach(() => base.db.execute(sql`delete from sign_in_failures`))

  test('are in the log, once a minute for one account and address, with how many there were', async () => {
    const person = await addUser('trainee', { name: '钱二' })
    const send = sender()
    const attempt = (email: string) =>
      send(
        'POST',
        '/session',
        { email, password: 'not the password' },
        { ...OWN_HEADERS, 'x-zhucai-address': '10.5.0.1' },
      )
    for (let time = 0; time < 3; time++) expect((await attempt(person.email)).status).toBe(401)
    expect((await attempt('nobody@example.com')).status).toBe(401)
    const rows = await shown({ action: 'sign-in.refused', address: '10.5.0.1' })
    const ofPerson = rows.filter(({ subject }) => subject === '钱二')
    // A minute may have passed in between.
    expect(ofPerson.length).toBeLessThanOrEqual(2)
    expect(ofPerson.map(({ details }) => details).join()).toMatch(/2|3/)
    expect(ofPerson[0]).toMatchObject({ actor: '未登录的人', action: '登录被拒绝', address: '10.5.0.1' })
    expect(ofPerson[0]!.details).toContain('邮箱或密码不对')
    expect(rows.some(({ subject }) => subject === '不存在的账号')).toBe(true)
  })

  test('cannot fill the disk: a flood from many addresses at many names is few entries', async () => {
    const entries = async () => (await base.db.query.auditEvents.findMany()).length
    const before = await entries()
    for (let index = 0; index < 450; index++)
      await recordRefused(`guess-${index}@example.com`, 'wrong', from(`10.6.${index >> 8}.${index & 255}`))
    // Two minutes at most, of two hundred each, and one for the rest.
    expect((await entries()) - before).toBeLessThanOrEqual(402)
    const [counted] = await base.db.execute<{ n: number }>(
      sql`select sum(count)::int n from sign_in_failures`,
    )
    expect(counted!.n).toBe(450)
  })
})

test('looking at a page is one entry an hour, and shown when asked for', async () => {
  const [hr, person] = [await addUser('hr', { name: '吴人事' }), await addUser('trainee')]
  const viewer = viewerOf(hr, 'people.read')
  for (let time = 0; time < 3; time++) await readPerson(viewer, person.id)
  await readPerson(viewerOf(hr, 'people.read'), hr.id)
  await auditLook(base.db, hr, 'insights.people-read', 'people', { filters: { stage: 'practice' } })
  await auditLook(base.db, hr, 'insights.people-read', 'people', { filters: {} })
  expect(await shown({ who: '吴人事' })).toEqual([])
  expect(await shown({ who: '吴人事', looks: '1' })).toHaveLength(3)
})

test('the file has the cells of the screen, in the same order', async () => {
  const filters: AuditFilters = { who: '周管理' }
  await audit(base.db, admin, 'cohort.added', 'cohort x', { nameZh: '=1+1' })
  let text = ''
  for await (const piece of auditCsv(reader(), filters, base.db)) text += piece
  const { parse } = await import('csv-parse/sync').catch(() => ({ parse: undefined }))
  const lines = parse
    ? (parse(text, { bom: true }) as string[][])
    : text.split('\r\n').map((line) => line.split(','))
  const screen = await shown(filters)
  expect(lines[0]!.slice(0, 3)).toEqual(['时间', '操作人', '动作'])
  expect(lines.slice(1, screen.length + 1).map((line) => line.slice(0, 3))).toEqual(
    screen.map(({ time, actor, action }) => [time, actor, action]),
  )
})

test('an old entry with an action of another version is shown by its code', async () => {
  await base.db.execute(sql`insert into audit_events (id, action, subject, data)
    values (gen_random_uuid(), 'course.renamed', 'course 7', '{"to": null, "learner": "nobody"}')`)
  expect((await shown())[0]).toMatchObject({ action: 'course.renamed', actor: '系统' })
})

test('filters that cannot be meant are left out', () => {
  expect(
    readAuditFilters({
      from: '0000-01-01',
      action: 'no.such',
      group: 'x',
      address: "';",
      who: ['a', 'b'],
      to: '2026-01-31',
    }),
  ).toEqual({
    to: '2026-01-31',
  })
})
