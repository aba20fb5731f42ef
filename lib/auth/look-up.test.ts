import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessions, users } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { site } from './environment.server'
import { identify } from './identify.server'
import { addUser, prepareSite } from './testing.server'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
})
afterAll(() => database.close())

const DAY = 86_400_000
const sign = (token: string, secret = site().secret) =>
  `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
const sent = (value: string) => new Headers({ cookie: `other=1; ${site().cookie}=${value}; locale=en` })
const carried = (token: string) => sent(encodeURIComponent(sign(token)))

async function signedIn(lasts = DAY) {
  const user = await addUser('trainee')
  const session = { id: uuidv7(), userId: user.id, token: uuidv7().replaceAll('-', '') }
  await database.db.insert(sessions).values({ ...session, expiresAt: new Date(Date.now() + lasts) })
  return { user, ...session }
}

test('many at one moment are each told apart', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => signedIn()))
  const found = await Promise.all(people.map(({ token }) => identify(carried(token))))
  expect(found.map((one) => one?.id)).toEqual(people.map(({ user }) => user.id))
  expect(found.map((one) => one?.sessionId)).toEqual(people.map(({ id }) => id))
})

test('only a token that we signed is looked for', async () => {
  const { token } = await signedIn()
  const foreign = sign(token, 'the secret of somebody else, long enough')
  for (const value of [
    token,
    encodeURIComponent(foreign),
    `${token}.`,
    `.${token}`,
    '%',
    '',
    'a.b',
    `${token}.%00`,
  ])
    expect(await identify(sent(value))).toBeNull()
  expect(await identify(new Headers())).toBeNull()
  expect(await identify(carried(`${token}'; drop table users; --`))).toBeNull()
})

test('a session that is over, ended or disabled counts no more, from the next request on', async () => {
  expect(await identify(carried((await signedIn(-1000)).token))).toBeNull()
  const { user, id, token } = await signedIn()
  expect(await identify(carried(token))).toMatchObject({ id: user.id, role: 'trainee', locale: 'en' })
  await database.db.update(users).set({ role: 'mentor' }).where(eq(users.id, user.id))
  expect((await identify(carried(token)))?.role).toBe('mentor')
  await database.db
    .update(users)
    .set({ banned: true, banExpires: new Date(Date.now() - DAY) })
    .where(eq(users.id, user.id))
  expect((await identify(carried(token)))?.id).toBe(user.id)
  await database.db.update(users).set({ banExpires: null }).where(eq(users.id, user.id))
  expect(await identify(carried(token))).toBeNull()
  await database.db.update(users).set({ banned: false }).where(eq(users.id, user.id))
  await database.db.delete(sessions).where(eq(sessions.id, id))
  expect(await identify(carried(token))).toBeNull()
})
