/** Nobody is locked out, and nobody else is let in: the first administrator, lost passwords, closed accounts. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueSetup } from '../auth/first-administrator.server'
import { mailRecovery } from '../auth/mail-invitation.server'
import { findRecovering, issueRecovery } from '../auth/recovery.server'
import { addUser, type TestUser } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { readMail, startMailServer, type MailServer } from '../mail/server.testing'
import { mailNotification } from '../notifications/mail.server'
import { closeLimits } from './limits.server'
import { arrive, cookiesOf, sender, signInAs } from './testing.server'

const PASSWORD = 'a sentence nobody forgets'
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => database.db.execute(sql`delete from rate_limits`))
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const tokenOf = (link: string): string => link.split('/').at(-1)!
const signsIn = async (user: { email: string }, password: string): Promise<number> =>
  (await sender()('POST', '/session', { email: user.email, password })).status
const said = async (user: { id: string }) => [
  ...(await database.db.execute<{ kind: string }>(
    sql`select kind from notifications where user_id = ${user.id} order by at`,
  )),
]
const actions = async (user: { id: string }): Promise<string[]> => {
  const rows = await database.db.execute<{ action: string }>(
    sql`select action from audit_events where subject = ${`user ${user.id}`} order by id`,
  )
  return [...rows].map(({ action }) => action)
}

describe('an empty installation', () => {
  const boss = { name: '第一位', email: 'First@Example.com ', password: PASSWORD }

  test('gets its first administrator by a link, once, however many links were printed', async () => {
    const links = await Promise.all([issueSetup(database.db), issueSetup(database.db)])
    const [one, two] = links.map((link) => tokenOf(link!))
    const stored = JSON.stringify(await database.db.execute(sql`select * from verifications`))
    expect(stored).not.toContain(one)
    const make = (token: string, more = {}) => sender()('POST', '/setup', { ...boss, token, ...more })
    expect((await make(`${'A'.repeat(43)}`)).status).toBe(404)
    expect((await make(one!, { password: 'short' })).status).toBe(422)
    const answers = await Promise.all([make(one!), make(two!, { email: 'second@example.com' })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
    const cookie = cookiesOf(answers.find(({ status }) => status === 200)!)
    expect((await sender(cookie)('GET', '/departments')).status).toBe(200)
    const admins = await database.db.execute(sql`select 1 from users where role = 'admin'`)
    expect(admins).toHaveLength(1)
    expect(await issueSetup(database.db)).toBeUndefined()
  })

  test('is offered a link again only when nobody is left, and a link dies of age', async () => {
    await database.db.execute(sql`delete from accounts`)
    const token = tokenOf((await issueSetup(database.db))!)
    await database.db.execute(sql`update verifications set expires_at = now() - interval '1 second'`)
    expect((await sender()('POST', '/setup', { ...boss, token })).status).toBe(404)
    const fresh = tokenOf((await issueSetup(database.db))!)
    expect((await sender()('POST', '/setup', { ...boss, token: fresh })).status).toBe(200)
    expect(await signsIn({ email: 'first@example.com' }, PASSWORD)).toBe(200)
  })
})

describe('a lost password', () => {
  test('is replaced with a link of an administrator; every session ends, and the person is told', async () => {
    const admin = await arrive('admin')
    const person = await addUser('trainee')
    const cookie = await signInAs(person)
    const answer = await admin.send('POST', `/people/${person.id}/recovery`, {})
    expect(answer.status).toBe(201)
    const { delivery } = (await answer.json()) as { delivery: { link: string } }
    const token = tokenOf(delivery.link)
    // Until it is used nothing changes.
    expect((await sender(cookie)('GET', '/me/due')).status).toBe(200)
    const set = (password: string) => sender()('POST', '/recovery/accept', { token, password })
    expect((await set('short')).status).toBe(422)
    const answers = await Promise.all([set(PASSWORD), set(`${PASSWORD} too`)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
    expect((await sender(cookie)('GET', '/me/due')).status).toBe(401)
    expect(
      (await sender(cookiesOf(answers.find(({ status }) => status === 200)!))('GET', '/me/due')).status,
    ).toBe(200)
    expect(await signsIn(person, person.password)).toBe(401)
    expect((await said(person)).map(({ kind }) => kind)).toContain('account.password')
    expect(await actions(person)).toEqual(
      expect.arrayContaining(['password.recovery-given', 'password.recovered']),
    )
  })

  test('of oneself is not replaced by a link, nor that of a closed account or of someone invited', async () => {
    const admin = await arrive('admin')
    expect((await admin.send('POST', `/people/${admin.user.id}/recovery`, {})).status).toBe(403)
    const person = await addUser('hr')
    const { token } = await issueRecovery(database.db, person.id, 'given')
    await admin.send('PUT', `/people/${person.id}/status`, { status: 'inactive' })
    expect(await findRecovering(token)).toBeUndefined()
    const closed = await admin.send('POST', `/people/${person.id}/recovery`, {})
    expect(await closed.json()).toMatchObject({ error: { issues: [{ path: 'closed' }] } })
  })

  test('links: only the newest, only in time, and none after the address or the password changed', async () => {
    const admin = await arrive('admin')
    const person = await addUser('mentor')
    const issue = async () => (await issueRecovery(database.db, person.id, 'given')).token
    const first = await issue()
    const second = await issue()
    expect(await findRecovering(first)).toBeUndefined()
    expect(await findRecovering(second)).toMatchObject({ id: person.id })
    await admin.send('PATCH', `/people/${person.id}`, { email: `moved-${person.id}@example.com` })
    expect(await findRecovering(second)).toBeUndefined()
    const third = await issue()
    await database.db.execute(sql`update verifications set expires_at = now() - interval '1 second'`)
    expect(await findRecovering(third)).toBeUndefined()
  })

  test('eight wrong guesses do not stand in the way of whoever proves who they are', async () => {
    const person = await addUser('trainee')
    for (let guess = 0; guess < 8; guess++) await signsIn(person, 'a wrong guess')
    const { token } = await issueRecovery(database.db, person.id, 'given')
    await database.db.execute(sql`delete from rate_limits where key like 'sign-in address%'`)
    const answer = await sender()('POST', '/recovery/accept', { token, password: PASSWORD })
    expect(cookiesOf(answer)).not.toBe('')
  })
})

describe('asking for a link by mail', () => {
  let mail: MailServer
  beforeAll(async () => {
    mail = await startMailServer()
    process.env['SMTP_URL'] = mail.url
  })
  afterAll(async () => {
    delete process.env['SMTP_URL']
    await mail.close()
  })
  const ask = (email: string) => sender()('POST', '/recovery', { email })
  const jobs = async () => [
    ...(await database.db.execute<{ user: string; reason: 'asked' }>(
      sql`select data->>'user' "user", data->>'reason' reason from jobs where kind = 'recovery.mail' order by id`,
    )),
  ]
  const work = async () => {
    for (const job of await jobs()) await mailRecovery(job, { database: database.db })
    await database.db.execute(sql`delete from jobs`)
  }

  test('answers and does the same for every address, and mails only whom there is', async () => {
    const person = await addUser('trainee')
    const closed = await addUser('trainee', { banned: true })
    const answers = []
    for (const email of [person.email.toUpperCase(), closed.email, 'nobody@example.com'])
      answers.push(await ask(email))
    expect(
      new Set(await Promise.all(answers.map(async (one) => [one.status, await one.text()].join()))).size,
    ).toBe(1)
    expect(answers[0]!.status).toBe(202)
    expect(await jobs()).toHaveLength(3)
    await work()
    expect(mail.received.map(({ to }) => to)).toEqual([[person.email]])
    const { text } = readMail(mail.received[0]!.raw)
    const token = /recovery\/([^\s]+)/.exec(text)![1]!
    expect((await sender()('POST', '/recovery/accept', { token, password: PASSWORD })).status).toBe(200)
    expect(await actions(person)).toContain('password.recovery-asked')
  })

  test('sends three an hour at most, and says nothing about it', async () => {
    const person = await addUser('trainee')
    await database.db.execute(sql`delete from jobs`)
    for (let time = 0; time < 5; time++) expect((await ask(person.email)).status).toBe(202)
    expect(await jobs()).toHaveLength(3)
  })

  test('the notice of a new password is mailed although somebody has read it away', async () => {
    const person = await addUser('trainee')
    const before = mail.received.length
    const { token } = await issueRecovery(database.db, person.id, 'given')
    await sender()('POST', '/recovery/accept', { token, password: PASSWORD })
    await database.db.execute(sql`update notifications set read_at = now() where user_id = ${person.id}`)
    const [notice] = await database.db.execute<{ id: string }>(
      sql`select id from notifications where user_id = ${person.id}`,
    )
    await mailNotification({ user: person.id, notification: notice!.id }, { database: database.db })
    expect(mail.received.slice(before).map(({ to }) => to)).toEqual([[person.email]])
  })
})

describe('a closed account', () => {
  let admin: Awaited<ReturnType<typeof arrive>>
  let person: TestUser
  const put = (body: object) => admin.send('PUT', `/people/${person.id}/status`, body)
  beforeEach(async () => {
    admin = await arrive('admin')
    person = await addUser('trainee')
    await put({ status: 'inactive' })
  })

  test('opens with a new password, unless the old one is kept on purpose', async () => {
    const { delivery } = (await (await put({ status: 'active' })).json()) as { delivery: { link: string } }
    expect(await signsIn(person, person.password)).toBe(401)
    const token = tokenOf(delivery.link)
    expect((await sender()('POST', '/recovery/accept', { token, password: PASSWORD })).status).toBe(200)
    await put({ status: 'inactive' })
    await put({ status: 'active', password: 'keep' })
    expect(await signsIn(person, PASSWORD)).toBe(200)
    expect((await said(person)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['account.closed', 'account.opened']),
    )
  })

  test('opening one that is open changes nothing', async () => {
    await put({ status: 'active', password: 'keep' })
    expect(await (await put({ status: 'active' })).json()).toEqual({ done: true, delivery: null })
    expect(await signsIn(person, person.password)).toBe(200)
  })
})

test('a forged link is refused without a word about whose it is', async () => {
  for (const token of ['', 'x', `${uuidv7()}.${'A'.repeat(43)}`, `../${'A'.repeat(43)}`])
    expect((await sender()('POST', '/recovery/accept', { token, password: PASSWORD })).status).toBe(404)
})
