import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeLimits, spend } from '../api/limits.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { ADDRESS_HEADER } from './address'
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

test('guessing one account from many addresses stops after eight', async () => {
  const user = await addUser('trainee')
  const counts = await outcomes(
    times(60, (index) => signIn(user.email, `guess number ${index}`, at(`10.1.0.${index}`))),
  )
  expect(counts['wrong']).toBeLessThanOrEqual(8)
  expect(counts['limited']).toBe(60 - counts['wrong']!)
})

test('trying many accounts from one address stops after ten', async () => {
  const counts = await outcomes(
    times(60, (index) => signIn(`person${index}@example.com`, 'zhucai123456', at('10.2.0.1'))),
  )
  expect(counts['wrong']).toBeLessThanOrEqual(10)
  expect(counts['limited']).toBe(60 - counts['wrong']!)
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
  for (let index = 0; index < 8; index++) await signIn(user.email, 'wrong password', at(`10.5.0.${index}`))
  await closeLimits()
  const result = await signIn(user.email, user.password, at('10.5.1.1'))
  expect(result).toMatchObject({ outcome: 'limited' })
  expect(result.outcome === 'limited' && result.retryAfter).toBeGreaterThan(200)
})

test('fifty requests at once spend exactly the points there are', async () => {
  const results = await Promise.all(times(50, () => spend('a key', { points: 7, seconds: 60 })))
  expect(results.filter((result) => result.allowed)).toHaveLength(7)
})
