import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeLimits, spend } from '../api/limits.server'
import { arrive } from '../api/testing.server'
import { sessions, users } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { ADDRESS_HEADER } from './address'
import { auth } from './auth.server'
import { MOST_SESSIONS } from './open-session.server'
import { signIn } from './sign-in.server'
import { addUser, prepareSite } from './testing.server'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const at = (address: string) => new Headers({ [ADDRESS_HEADER]: address })
const outcomes = async (attempts: Promise<{ outcome: string }>[]) => {
  const counts: Record<string, number> = {}
  for (const { outcome } of await Promise.all(attempts)) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

test('guessing one account from one address stops after eight', async () => {
  const user = await addUser('trainee')
  const counts = await outcomes(times(60, (index) => signIn(user.email, `guess ${index}`, at('10.1.0.1'))))
  expect(counts['wrong']).toBeLessThanOrEqual(8)
  expect(counts['limited']).toBe(60 - counts['wrong']!)
})

test('guessing one account from many addresses stops as well', async () => {
  const user = await addUser('trainee')
  const counts = await outcomes(
    times(60, (index) => signIn(user.email, `guess number ${index}`, at(`10.1.1.${index}`))),
  )
  expect(counts['wrong']).toBeLessThanOrEqual(40)
  expect(counts['limited']).toBe(60 - counts['wrong']!)
})

test('nobody locks a colleague out, neither from elsewhere nor from the same address', async () => {
  const user = await addUser('trainee')
  const first = await signIn(user.email, user.password, at('10.6.0.1'))
  if (first.outcome !== 'signed-in') throw new Error(first.outcome)
  const guesses = times(60, (index) =>
    signIn(user.email, `guess ${index}`, at(index % 2 ? '10.6.0.1' : '10.6.0.2')),
  )
  expect((await outcomes(guesses))['limited']).toBeGreaterThan(0)
  // From another address that was never seen, and in one's own browser even behind the guesser's address.
  expect((await signIn(user.email, user.password, at('10.6.0.3'))).outcome).toBe('signed-in')
  const own = at('10.6.0.1')
  own.set('cookie', first.cookies.map((text) => text.split(';')[0]).join('; '))
  expect((await signIn(user.email, user.password, own)).outcome).toBe('signed-in')
})

test('a browser that is known for one account is nobody’s key to another', async () => {
  const [mine, theirs] = await Promise.all([addUser('trainee'), addUser('trainee')])
  const first = await signIn(mine.email, mine.password, at('10.7.0.1'))
  if (first.outcome !== 'signed-in') throw new Error(first.outcome)
  const own = at('10.7.0.1')
  own.set('cookie', first.cookies.map((text) => text.split(';')[0]).join('; '))
  const counts = await outcomes(times(60, (index) => signIn(theirs.email, `guess ${index}`, own)))
  expect(counts['wrong']).toBeLessThanOrEqual(8)
  const known = await outcomes(times(60, (index) => signIn(mine.email, `guess ${index}`, own)))
  expect(known['wrong']).toBeLessThanOrEqual(8)
})

test('trying many accounts from one address stops after thirty, and those at home there go on', async () => {
  const user = await addUser('trainee')
  const first = await signIn(user.email, user.password, at('10.2.0.1'))
  if (first.outcome !== 'signed-in') throw new Error(first.outcome)
  const counts = await outcomes(
    times(60, (index) => signIn(`person${index}@example.com`, 'zhucai123456', at('10.2.0.1'))),
  )
  expect(counts['wrong']).toBeLessThanOrEqual(30)
  expect(counts['limited']).toBe(60 - counts['wrong']!)
  const own = at('10.2.0.1')
  own.set('cookie', first.cookies.map((text) => text.split(';')[0]).join('; '))
  expect((await signIn(user.email, user.password, own)).outcome).toBe('signed-in')
})

test('a program that signs in again and again with the right password is slowed, and keeps few sessions', async () => {
  const user = await addUser('trainee')
  const old = times(60, (index) => ({
    id: uuidv7(),
    userId: user.id,
    token: `old ${user.id} ${index}`,
    expiresAt: new Date(Date.now() + 86_400_000),
    createdAt: new Date(Date.now() - 86_400_000 + index),
  }))
  await database.db.insert(sessions).values(old)
  const counts = await outcomes(times(60, () => signIn(user.email, user.password, at('10.8.0.1'))))
  expect(counts['signed-in']).toBeLessThanOrEqual(30)
  const kept = await database.db.select().from(sessions).where(eq(sessions.userId, user.id))
  expect(kept.length).toBeLessThanOrEqual(MOST_SESSIONS)
  expect(kept.map(({ id }) => id)).not.toContain(old[0]!.id)
})

/** Does something at the moment when a sign-in has checked the password and has no session yet. */
async function between(act: () => Promise<unknown>): Promise<void> {
  const { internalAdapter } = await auth().$context
  const create = internalAdapter.createSession.bind(internalAdapter)
  vi.spyOn(internalAdapter, 'createSession').mockImplementationOnce(async (...given) => {
    await act()
    return create(...given)
  })
}

test('a sign-in with a password that is changed meanwhile leaves no session', async () => {
  const { user, send } = await arrive('trainee')
  await between(async () => {
    const change = { current: user.password, next: 'another long password' }
    expect((await send('PUT', '/me/password', change)).status).toBe(200)
  })
  expect((await signIn(user.email, user.password, at('10.9.0.1'))).outcome).toBe('wrong')
  expect(await database.db.select().from(sessions).where(eq(sessions.userId, user.id))).toHaveLength(1)
})

test('a sign-in to an account that is closed meanwhile leaves no session', async () => {
  const user = await addUser('trainee')
  await between(() => database.db.update(users).set({ banned: true }).where(eq(users.id, user.id)))
  expect((await signIn(user.email, user.password, at('10.9.1.1'))).outcome).toBe('disabled')
  expect(await database.db.select().from(sessions).where(eq(sessions.userId, user.id))).toHaveLength(0)
})

test('of two changes of one password at once, one counts and the other is told', async () => {
  const { user, send } = await arrive('trainee')
  const changes = ['the first new one', 'the second new one'].map((next) =>
    send('PUT', '/me/password', { current: user.password, next }),
  )
  const statuses = (await Promise.all(changes)).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([200, 422])
})

test('a company that signs in together behind one address is let in', async () => {
  const people = await Promise.all(times(24, () => addUser('trainee')))
  const counts = await outcomes(people.map((user) => signIn(user.email, user.password, at('10.3.0.1'))))
  expect(counts).toEqual({ 'signed-in': 24 })
})

test('a slip is forgiven by the right password', async () => {
  const user = await addUser('trainee')
  for (let round = 0; round < 3; round++) {
    await outcomes(times(4, () => signIn(user.email, 'a slip of the hand', at(`10.4.${round}.1`))))
    expect((await signIn(user.email, user.password, at(`10.4.${round}.2`))).outcome).toBe('signed-in')
  }
})

test('the count survives a restart', async () => {
  const user = await addUser('trainee')
  for (let index = 0; index < 8; index++) await signIn(user.email, 'wrong password', at('10.5.0.1'))
  await closeLimits()
  const result = await signIn(user.email, user.password, at('10.5.0.1'))
  expect(result).toMatchObject({ outcome: 'limited' })
  expect(result.outcome === 'limited' && result.retryAfter).toBeGreaterThan(200)
})

test('fifty requests at once spend exactly the points there are', async () => {
  const results = await Promise.all(times(50, () => spend('a key', { points: 7, seconds: 60 })))
  expect(results.filter((result) => result.allowed)).toHaveLength(7)
})
