import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { findInvited } from '../auth/invitations.server'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import { LOCALES } from '../curriculum/ids'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { runNextJob } from '../jobs/run.server'
import { type MailServer, readMail, startMailServer } from '../mail/server.testing'
import { addDepartment } from '../people/departments.server'
import { invitePerson } from '../people/invite.server'
import { countUnread, markRead, readInbox } from './inbox.server'
import { KINDS, type NotificationKind, readTold } from './kinds'
import { notify, notifyAll } from './notify.server'
import { wordNotification } from './words.server'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
})
afterAll(() => database.close())

type Shape = { enum?: string[]; format?: string; type?: string; propertyNames?: { enum?: string[] } }

/** One value for each choice that a kind's data has, made from its schema. */
function samples(kind: NotificationKind): unknown[] {
  const { properties = {} } = z.toJSONSchema(KINDS[kind], { unrepresentable: 'any' }) as {
    properties?: Record<string, Shape>
  }
  const value = (name: string, { enum: words, format, type, propertyNames }: Shape): unknown[] => {
    if (type === 'array') return [[]]
    if (propertyNames?.enum) return [Object.fromEntries(propertyNames.enum.map((key) => [key, 2]))]
    return words ?? [format === 'uuid' ? uuidv7() : format === 'date' ? '2026-12-01' : name]
  }
  return Object.entries(properties).reduce<object[]>(
    (all, [name, schema]) =>
      all.flatMap((one) => value(name, schema).map((word) => ({ ...one, [name]: word }))),
    [{}],
  )
}

describe('every kind', () => {
  const kinds = Object.keys(KINDS) as NotificationKind[]
  test.each(kinds.flatMap((kind) => samples(kind).map((data) => [kind, data] as const)))(
    '%s %j has its words and a way to go',
    (kind, data) => {
      const told = readTold(kind, data)!
      for (const locale of LOCALES) {
        const { text, href } = wordNotification(told, '林晓', locale)
        expect(text).not.toMatch(/notifications\.|\{|undefined/)
        expect(href).toMatch(/^\/[a-z]/)
        // Chinese reads as Chinese, English as English.
        expect(/\p{Script=Han}/u.test(text.replaceAll('林晓', ''))).toBe(locale === 'zh')
      }
    },
  )
})

test('the same is told once, to each', async () => {
  const [a, b] = [await addUser('trainee'), await addUser('trainee')]
  const data = { stage: 'practice', code: 'abc' }
  expect(await notify(database.db, a.id, 'certificate.issued', data, 'practice')).toBe(true)
  expect(await notify(database.db, a.id, 'certificate.issued', data, 'practice')).toBe(false)
  expect(await notifyAll(database.db, [a.id, b.id], 'certificate.issued', data, 'practice')).toBe(1)
  expect(await notify(database.db, a.id, 'certificate.issued', data)).toBe(true)
})

test('people read and mark their own', async () => {
  const [mine, theirs] = [await addUser('mentor', { name: '甲' }), await addUser('mentor', { name: '乙' })]
  const [me, them] = [viewerOf(mine, 'account.manage'), viewerOf(theirs, 'account.manage')]
  for (let index = 0; index < 40; index++) {
    const lesson = `lesson-${index}`
    await notify(database.db, mine.id, 'review.waiting', { learner: theirs.id, submission: uuidv7(), lesson })
  }
  const first = await readInbox(me)
  expect(first.rows).toHaveLength(30)
  expect(first.rows[0]).toMatchObject({ about: '乙', told: { data: { lesson: 'lesson-39' } } })
  const second = await readInbox(me, first.next!)
  expect(second.rows).toHaveLength(10)
  expect(second.next).toBeNull()
  expect(await markRead(database.db, them, first.rows[0]!.id)).toBe(0)
  expect(await markRead(database.db, me, first.rows[0]!.id)).toBe(1)
  expect(await countUnread(me)).toBe(39)
  expect(await markRead(database.db, me)).toBe(39)
  expect(await countUnread(me)).toBe(0)
})

test('what an older version wrote does not break the inbox', async () => {
  const user = await addUser('trainee')
  await database.db.execute(sql`insert into notifications (user_id, id, kind, data) values
    (${user.id}, ${uuidv7()}, 'no.such', '{}'), (${user.id}, ${uuidv7()}, 'assignment.given', '{"dueOn": 7}')`)
  const { rows } = await readInbox(viewerOf(user, 'account.manage'))
  expect(rows.map(({ told }) => told)).toEqual([null, null])
  expect(wordNotification(null, null, 'en').text).toMatch(/older version/)
})

describe('by mail', () => {
  let server: MailServer
  beforeEach(async () => {
    server = await startMailServer()
    process.env['SMTP_URL'] = server.url
  })
  afterEach(async () => {
    delete process.env['SMTP_URL']
    await server.close()
  })
  const runJobs = async () => {
    while (await runNextJob(database.db));
  }

  test('a notification comes in the person’s own language, with its link', async () => {
    const user = await addUser('trainee', { name: 'Ada', locale: 'en', email: 'ada@example.com' })
    await notify(database.db, user.id, 'certificate.issued', { stage: 'practice', code: 'abc' })
    await runJobs()
    expect(server.received.map(({ to }) => to)).toEqual([['ada@example.com']])
    const { subject, text } = readMail(server.received[0]!.raw)
    expect(subject).toMatch(/You earned the certificate/)
    expect(text).toContain('Hello Ada,')
    expect(text).toContain('http://127.0.0.1:3000/certificates/abc')
  })

  test('what was read in time is not mailed, nor to a closed account', async () => {
    const user = await addUser('trainee')
    const closed = await addUser('trainee', { banned: true })
    await notify(database.db, user.id, 'certificate.issued', { stage: 'practice', code: 'abc' })
    await notify(database.db, closed.id, 'certificate.issued', { stage: 'practice', code: 'abc' })
    await markRead(database.db, viewerOf(user, 'account.manage'))
    await runJobs()
    expect(server.received).toEqual([])
  })

  test('a server that is full is tried again later', async () => {
    const user = await addUser('trainee')
    await notify(database.db, user.id, 'certificate.issued', { stage: 'practice', code: 'abc' })
    server.refuseNext(452)
    await runJobs()
    expect(server.received).toEqual([])
    const [job] = await database.db.execute<{ error: string; user: string }>(
      sql`select last_error error, data->>'user' "user" from jobs where done_at is null`,
    )
    expect(job).toMatchObject({ user: user.id })
    expect(job!.error).not.toContain(user.email)
    await database.db.execute(sql`update jobs set run_at = now() - interval '1 second' where done_at is null`)
    await runJobs()
    expect(server.received).toHaveLength(1)
  })

  test('an invitation is mailed with a link that lies in no table', async () => {
    const viewer = viewerOf(await addUser('admin'), 'people.manage')
    const made = await addDepartment(viewer, { nameZh: '部', nameEn: 'Department', parentId: null })
    if ('fault' in made) throw new Error(made.fault)
    const place = { departmentId: made.id, cohortId: null, mentorId: null }
    const result = await invitePerson(viewer, {
      name: '新同事',
      email: 'new@example.com',
      number: 'N1',
      role: 'trainee',
      ...place,
    })
    expect(result).toMatchObject({ delivery: { how: 'mail' } })
    await runJobs()
    expect(server.received).toHaveLength(1)
    const { subject, text } = readMail(server.received[0]!.raw)
    expect(subject).toBe('邀请你加入铸才')
    const token = /\/invitation\/(\S+)/.exec(text)![1]!
    expect(await findInvited(token)).toMatchObject({ email: 'new@example.com' })
    const stored = await database.db.execute(sql`select j::text, v::text from jobs j, verifications v`)
    expect(JSON.stringify(stored)).not.toContain(token.split('.')[1])
  })
})
