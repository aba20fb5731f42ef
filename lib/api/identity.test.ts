import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auth } from '../auth/auth.server'
import { addUser, prepareSite } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { auditEvents, sessions, users } from '../db/schema'
import { closeLimits } from './limits.server'
import { arrive, cookiesOf, OWN_HEADERS, sender, signInAs } from './testing.server'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const from = (address: string) => ({ ...OWN_HEADERS, 'x-zhucai-address': address })

test('a session is a cookie that scripts cannot read and other sites do not send', async () => {
  const user = await addUser('trainee')
  const response = await sender()('POST', '/session', {
    email: user.email.toUpperCase(),
    password: user.password,
  })
  expect(response.status).toBe(200)
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^zhucai=/)
  for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
  expect(cookie).not.toContain('Secure')
  expect(await response.json()).toEqual({ done: true })
  const logged = await database.db.select().from(auditEvents).where(eq(auditEvents.actorId, user.id))
  expect(logged.map((row) => row.action)).toEqual(['session.started'])
})

test('over https the cookie is bound to the host', async () => {
  prepareSite('https://learn.example')
  const { cookies } = (await auth().$context).options.advanced ?? {}
  expect(cookies?.['session_token']?.name).toBe('__Host-zhucai')
  expect((await auth().$context).authCookies.sessionToken.attributes).toMatchObject({
    secure: true,
    path: '/',
  })
  expect((await auth().$context).authCookies.sessionToken.attributes.domain).toBeUndefined()
})

test('a wrong password, an unknown address and an account without a password answer alike', async () => {
  const known = await addUser('trainee')
  const bare = { id: uuidv7(), name: '无密码', email: 'bare@example.com', role: 'trainee' as const }
  await database.db.insert(users).values(bare)
  const answers = await Promise.all(
    [known.email, 'nobody@example.com', bare.email].map(async (email) => {
      const response = await sender()(
        'POST',
        '/session',
        { email, password: 'not the password' },
        from('10.0.0.1'),
      )
      return [response.status, await response.json(), response.headers.getSetCookie()]
    }),
  )
  expect(answers[0]![0]).toBe(401)
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('a disabled account cannot sign in, and loses the session it has', async () => {
  const { user, send } = await arrive('mentor')
  await database.db.update(users).set({ banned: true }).where(eq(users.id, user.id))
  expect((await send('GET', '/me/sessions')).status).toBe(401)
  const again = await sender()('POST', '/session', { email: user.email, password: user.password })
  expect(again.status).toBe(403)
  expect(cookiesOf(again)).toBe('')
  const left = await database.db.select().from(sessions).where(eq(sessions.userId, user.id))
  expect(left).toHaveLength(1)
})

test('a changed role counts at the next request', async () => {
  const { user, cookie } = await arrive('admin')
  await database.db.update(users).set({ role: 'trainee' }).where(eq(users.id, user.id))
  const { viewerFor } = await import('../auth/identify.server')
  expect(await viewerFor(new Headers({ cookie }), 'audit.read')).toMatchObject({ outcome: 'denied' })
})

test('a forged or altered cookie is nobody', async () => {
  const arrived = await arrive('trainee')
  const cookie = arrived.cookie.split('; ').find((one) => one.startsWith('zhucai='))!
  for (const forged of [
    cookie.replace(/.(?=\.)/, (last) => (last === 'x' ? 'y' : 'x')),
    `${cookie.slice(0, -6)}AAAA%3D`,
    'zhucai=a.b',
    'zhucai=',
  ]) {
    expect((await sender(forged)('GET', '/me/sessions')).status).toBe(401)
  }
})

test('someone sees and ends their own sessions, and nobody else’s', async () => {
  const mine = await arrive('trainee')
  const second = await signInAs(mine.user)
  const other = await arrive('trainee')
  const list = async (cookie: string) =>
    (
      (await (await sender(cookie)('GET', '/me/sessions')).json()) as {
        sessions: { id: string; isCurrent: boolean }[]
      }
    ).sessions
  const listed = await list(mine.cookie)
  expect(listed.map((row) => row.isCurrent).toSorted()).toEqual([false, true])
  const [theirs] = await list(other.cookie)
  expect((await mine.send('DELETE', `/me/sessions/${theirs!.id}`)).status).toBe(404)
  expect(await list(other.cookie)).toHaveLength(1)

  const elsewhere = listed.find((row) => !row.isCurrent)!
  expect(await (await mine.send('DELETE', `/me/sessions/${elsewhere.id}`)).json()).toEqual({ ended: 1 })
  expect((await sender(second)('GET', '/me/sessions')).status).toBe(401)
  expect((await mine.send('GET', '/me/sessions')).status).toBe(200)
})

test('signing out ends the session on the server too', async () => {
  const { cookie, send } = await arrive('hr')
  const response = await send('DELETE', '/session')
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie().join()).toMatch(/zhucai=;.*Max-Age=0/)
  expect((await sender(cookie)('GET', '/me/sessions')).status).toBe(401)
})

test('a new password needs the old one, and ends the other sessions', async () => {
  const { user, send } = await arrive('trainee')
  const second = await signInAs(user)
  const change = (current: string, next: string) => send('PUT', '/me/password', { current, next })
  expect((await change('not the password', 'a new long password')).status).toBe(422)
  expect((await change(user.password, 'short')).status).toBe(422)
  expect(await (await change(user.password, 'a new long password')).json()).toEqual({ ended: 1 })
  expect((await sender(second)('GET', '/me/sessions')).status).toBe(401)
  expect((await send('GET', '/me/sessions')).status).toBe(200)
  const old = await sender()(
    'POST',
    '/session',
    { email: user.email, password: user.password },
    from('10.0.0.2'),
  )
  expect(old.status).toBe(401)
  await signInAs({ ...user, password: 'a new long password' })
})

test('there is no way to sign up or to reach the library’s own addresses', async () => {
  const person = { email: 'new@example.com', password: 'a long enough password', name: 'New', role: 'admin' }
  for (const path of [
    '/auth/sign-up/email',
    '/sign-up/email',
    '/users',
    '//session',
    '/session/',
    '/SESSION',
  ]) {
    const response = await sender()('POST', path, person)
    expect([404, 422]).toContain(response.status)
    expect(response.headers.getSetCookie()).toEqual([])
  }
  await expect(auth().api.signUpEmail({ body: person })).rejects.toMatchObject({ statusCode: 400 })
  expect(await database.db.select().from(users).where(eq(users.email, person.email))).toEqual([])
})

test('fields that are not asked for change nothing', async () => {
  const { user, send } = await arrive('trainee')
  for (const extra of [{ role: 'admin' }, { id: 'x' }, { email: 'a@b.example' }, { banned: false }]) {
    expect((await send('PUT', '/me/preferences', { locale: 'en', ...extra })).status).toBe(422)
  }
  const [row] = await database.db.select().from(users).where(eq(users.id, user.id))
  expect(row).toMatchObject({ role: 'trainee', email: user.email, locale: null })
})

test('preferences go to the account and to the browser', async () => {
  const { user, send } = await arrive('trainee')
  const response = await send('PUT', '/me/preferences', { locale: 'en', theme: 'dark' })
  expect(cookiesOf(response)).toBe('locale=en; theme=dark')
  const [row] = await database.db.select().from(users).where(eq(users.id, user.id))
  expect(row?.locale).toBe('en')
  const stranger = await sender()('PUT', '/me/preferences', { locale: 'zh' })
  expect(cookiesOf(stranger)).toBe('locale=zh')
})
