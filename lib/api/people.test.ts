/** People over HTTP: invited, accepted, imported, assigned; each by who may, and seen by who may. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lessons } from '../content/source.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { closeLimits } from './limits.server'
import { arrive, cookiesOf, sender } from './testing.server'

let database: TestDatabase
const send = {} as Record<'trainee' | 'mentor' | 'hr' | 'admin', Awaited<ReturnType<typeof arrive>>>
let department: string

beforeAll(async () => {
  database = await testDatabase()
  for (const role of ['trainee', 'mentor', 'hr', 'admin'] as const) send[role] = await arrive(role)
  const body = { nameZh: '研发部', nameEn: 'Research', parentId: null }
  const made = await send.admin.send('POST', '/departments', body)
  department = ((await made.json()) as { id: string }).id
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const json = async (response: Response) => (await response.json()) as Record<string, never>
const person = (more: object = {}) => ({
  name: '新同事',
  email: 'newcomer@example.com',
  number: 'N100',
  role: 'trainee',
  departmentId: department,
  cohortId: null,
  mentorId: null,
  ...more,
})

describe('an invitation', () => {
  test('lets the person in once, and nobody after them', async () => {
    const invited = await send.admin.send('POST', '/people', person())
    expect(invited.status).toBe(201)
    const { id, delivery } = (await invited.json()) as { id: string; delivery: { link: string } }
    const token = delivery.link.split('/').at(-1)!
    const accept = (password: string) => sender()('POST', '/invitations/accept', { token, password })
    expect((await accept('short')).status).toBe(422)
    const answers = await Promise.all([accept('a password of mine'), accept('a password of theirs')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
    const cookie = cookiesOf(answers.find(({ status }) => status === 200)!)
    expect((await sender(cookie)('GET', '/me/due')).status).toBe(200)
    expect((await accept('a password of mine')).status).toBe(404)
    expect(await json(await send.hr.send('GET', `/people/${id}`))).toMatchObject({ status: 'active' })
    // Closing the account ends the session that is open.
    await send.admin.send('PUT', `/people/${id}/status`, { status: 'inactive' })
    expect((await sender(cookie)('GET', '/me/due')).status).toBe(401)
  })

  test('names what is in the way', async () => {
    const answer = await send.admin.send('POST', '/people', person({ email: 'other@example.com' }))
    expect(answer.status).toBe(422)
    expect(await json(answer)).toMatchObject({ error: { issues: [{ path: 'number-taken' }] } })
    const self = await send.admin.send('PUT', `/people/${send.admin.user.id}/role`, { role: 'trainee' })
    expect(self.status).toBe(403)
  })
})

describe('a file of people', () => {
  const HEAD = 'name,email,number,department'
  const import_ = (body: object) => send.admin.send('POST', '/people/import', body)
  const preview = async (text: string) =>
    (await (await send.admin.send('POST', '/people/import/preview', { text })).json()) as {
      digest: string
      create: unknown[]
      refused: unknown[]
    }
  const steps = async (answer: Response) =>
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
  const count = async () => {
    const [row] = await database.db.execute<{ n: number }>(sql`select count(*)::int n from people`)
    return row!.n
  }

  test('changes what the preview showed, all or nothing, and only that file', async () => {
    const text = `${HEAD}\n甲,a1@example.com,F1,研发部\n乙,b1@example.com,F2,Research\n丙,nonsense,F3,研发部`
    const before = await count()
    const { digest, create, refused } = await preview(text)
    expect(create).toHaveLength(2)
    expect(refused).toEqual([{ line: 4, reason: 'bad-email', value: 'nonsense' }])
    expect(await count()).toBe(before)
    const other = await import_({ text: `${text}\n丁,d1@example.com,F4,研发部`, digest, invite: false })
    expect(other.status).toBe(409)
    expect(await count()).toBe(before)
    const done = await import_({ text, digest, invite: true })
    expect((await steps(done)).at(-1)).toMatchObject({ imported: { created: 2, updated: 0 } })
    expect(await count()).toBe(before + 2)
    // A second time nothing is left to do, and the old preview no longer counts.
    expect((await import_({ text, digest, invite: true })).status).toBe(409)
  })

  test('is refused when the organisation changed after the preview', async () => {
    const text = `${HEAD}\n戊,e1@example.com,F5,研发部`
    const { digest } = await preview(text)
    await send.admin.send('POST', '/people', person({ email: 'e1@example.com', number: 'F6' }))
    expect((await import_({ text, digest, invite: false })).status).toBe(409)
  })

  test('that is none is told what is missing', async () => {
    const answer = await send.admin.send('POST', '/people/import/preview', { text: 'a,b\n1,2' })
    expect(await json(answer)).toMatchObject({
      missing: ['name', 'email', 'number', 'department'],
      create: [],
    })
    const empty = await send.admin.send('POST', '/people/import/preview', { text: 'a,b' })
    expect(await json(empty)).toMatchObject({ error: { issues: [{ path: 'file.empty' }] } })
  })

  test('tells of its steps, and what was said about it is remembered', async () => {
    const said = {
      text: '姓名,邮箱,暗号,部门,备注\n己,g1@example.com,F7,研发部,x',
      choices: { 暗号: 'number' },
      options: { departments: true },
    }
    const { digest } = await json(await send.admin.send('POST', '/people/import/preview', said))
    // What is carried out is what was shown: with less said about it, it is another thing.
    expect((await import_({ ...said, options: {}, digest, invite: false })).status).toBe(409)
    const all = await steps(await import_({ ...said, digest, invite: false }))
    expect(all[0]).toEqual({ progress: { done: 0, of: 1 } })
    expect(all.at(-1)).toMatchObject({ imported: { created: 1, links: [] } })
    const later = await send.admin.send('POST', '/people/import/preview', {
      text: '姓名,邮箱,暗号,部门\n己,g1@example.com,F7,研发部',
    })
    expect(await json(later)).toMatchObject({ missing: [], unchanged: 1 })
  })
})

test('HR assigns, the trainee sees it due and hears of it, and reads only their own', async () => {
  const { user } = send.trainee
  await database.db.execute(sql`insert into people (id, external_id, department_id, joined_on)
    values (${user.id}, 'T1', ${department}, '2026-01-01')`)
  const given = await send.hr.send('POST', '/assignments', {
    subject: 'lesson',
    subjectId: lessons()[0]!.id,
    audience: 'person',
    audienceId: user.id,
    dueOn: '2027-01-31',
    note: '先看第一节',
  })
  expect(given.status).toBe(201)
  const { id } = (await given.json()) as { id: string }
  expect(await json(await send.trainee.send('GET', '/me/due'))).toMatchObject({ due: [{ id, done: false }] })
  const { runNextJob } = await import('../jobs/run.server')
  while (await runNextJob());
  const inbox = (await (await send.trainee.send('GET', '/me/notifications')).json()) as {
    unread: number
    notifications: { id: string; text: string }[]
  }
  expect(inbox.unread).toBe(1)
  expect(inbox.notifications[0]!.text).toContain('1月31日')
  const mark = { id: inbox.notifications[0]!.id }
  expect((await send.mentor.send('PUT', '/me/notifications/read', mark)).status).toBe(404)
  expect((await send.trainee.send('PUT', '/me/notifications/read', mark)).status).toBe(200)
  const waiver = { kind: 'waiver', person: user.id, reason: '已有经验' }
  expect((await send.hr.send('POST', `/assignments/${id}/exceptions`, waiver)).status).toBe(201)
  expect(await json(await send.trainee.send('GET', '/me/due'))).toEqual({ due: [] })
})

test('the audit log is filtered by who, what, when and subject, and exported as shown', async () => {
  const read = async (query: string) =>
    (await (await send.admin.send('GET', `/audit.csv?${query}`)).text()).trim().split('\r\n').slice(1)
  const all = await read('')
  expect(all.length).toBeGreaterThan(5)
  const given = await read('action=assignment.given')
  expect(given).toHaveLength(1)
  expect(given[0]).toContain(send.hr.user.id)
  expect(await read(`who=${send.hr.user.id}&action=assignment.given`)).toEqual(given)
  const [event] = await database.db.execute<{ subject: string }>(
    sql`select subject from audit_events where action = 'assignment.given'`,
  )
  const whom = encodeURIComponent(event!.subject)
  expect(await read(`whom=${whom}&action=assignment.given`)).toEqual(given)
  expect(await read('whom=assignment&action=assignment.given')).toEqual([])
  expect(await read('group=access')).not.toContain(given[0])
  expect(await read('to=2020-01-01')).toEqual([])
  expect((await send.hr.send('GET', '/audit.csv')).status).toBe(403)
})
