import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { forget, spend, spent, type Limit } from '../api/limits.server'
import { db } from '../db/client.server'
import { accounts, users } from '../db/schema'
import { ADDRESS_HEADER } from './address'
import { auth } from './auth.server'
import { knownDevice, rememberDevice } from './devices.server'
import { openSession } from './open-session.server'
import { cameFrom } from './origin.server'

/**
 * Failures, not attempts, are counted: a company behind one address signs in together at nine, someone guessing fails.
 * They are counted against whoever fails, never against the account alone: where an account was signed in before, only
 * what is done in that very browser counts, and at an address only what is done from there.
 */
const PER_DEVICE: Limit = { points: 8, seconds: 300 }
const PER_ACCOUNT_THERE: Limit = { points: 8, seconds: 300 }
/** For all tries at one account from browsers it does not know, from however many addresses. */
const PER_ACCOUNT: Limit = { points: 40, seconds: 3600 }
/** Closes an address for browsers that are new to the account; the others go on. */
const PER_ADDRESS: Limit = { points: 30, seconds: 60 }
/** With the right password: more is a program that forgets its cookie. */
const SUCCESSES: Limit = { points: 30, seconds: 60 }
/** Passwords being hashed at once; each takes 0.1 s of a core. The rest wait their turn, up to `WAITING`. */
const HASHING = 3
const WAITING = 100

export type SignIn =
  | { outcome: 'signed-in'; userId: string; cookies: string[] }
  | { outcome: 'wrong' }
  | { outcome: 'disabled' }
  | { outcome: 'limited'; retryAfter: number }

const turns = { taken: 0, waiting: [] as (() => void)[] }
/** Attempts being judged now, by limit key: they count as failures until they are known not to be. */
const judging = new Map<string, number>()

/** Signs in by e-mail and password, and gives the cookies to set. */
export async function signIn(email: string, password: string, headers: Headers): Promise<SignIn> {
  const account = addressDigest(email)
  const failures = failureKeys(account, headers)
  const successes = [`sign-in done ${account}`, SUCCESSES] as const
  const keys = [...failures, successes]
  if (turns.waiting.length >= WAITING) return { outcome: 'limited', retryAfter: 5 }
  await takeTurn()
  try {
    // Counted before the failures are read: whoever is being judged now may have failed by the time the answer is here.
    const before = keys.map(([key]) => judging.get(key) ?? 0)
    for (const [key] of keys) judging.set(key, (judging.get(key) ?? 0) + 1)
    try {
      for (const [index, [key, limit]] of keys.entries()) {
        const { points, retryAfter } = await spent(key)
        if (points >= limit.points) return { outcome: 'limited', retryAfter }
        if (points + before[index]! >= limit.points) return { outcome: 'limited', retryAfter: 1 }
      }
      const result = await judge(email, password, headers)
      if (result.outcome === 'wrong') for (const [key, limit] of failures) await spend(key, limit)
      if (result.outcome !== 'signed-in') return result
      await forget(failures[0]![0])
      await spend(...successes)
      return { ...result, cookies: [...result.cookies, rememberDevice(headers, account)] }
    } finally {
      for (const [key] of keys) {
        const left = (judging.get(key) ?? 1) - 1
        if (left > 0) judging.set(key, left)
        else judging.delete(key)
      }
    }
  } finally {
    giveTurn()
  }
}

/** What a failure counts against; the first is forgotten once the password is right. */
function failureKeys(account: string, headers: Headers): (readonly [string, Limit])[] {
  const device = knownDevice(headers, account)
  if (device !== undefined) return [[`sign-in device ${device} ${account}`, PER_DEVICE]]
  const address = headers.get(ADDRESS_HEADER) ?? 'unknown'
  return [
    [`sign-in ${account} at ${address}`, PER_ACCOUNT_THERE],
    [`sign-in account ${account}`, PER_ACCOUNT],
    [`sign-in address ${address}`, PER_ADDRESS],
  ]
}

/** Stands for an address where the address itself has no business being. */
export const addressDigest = (email: string): string =>
  createHash('sha256').update(email.normalize('NFC').toLowerCase()).digest('hex').slice(0, 40)

/** Whoever has just proved who they are by other means begins with a clean slate, at this browser and this address. */
export async function forgetFailures(email: string, headers: Headers): Promise<void> {
  const account = addressDigest(email)
  for (const [key] of failureKeys(account, headers)) if (key.includes(account)) await forget(key)
}

async function judge(email: string, password: string, headers: Headers): Promise<SignIn> {
  const [before] = await db()
    .select({ stored: accounts.password })
    .from(users)
    .innerJoin(accounts, and(eq(accounts.userId, users.id), eq(accounts.providerId, 'credential')))
    .where(eq(users.email, email.toLowerCase()))
  try {
    const { headers: answer, response } = await auth().api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    })
    const userId = response.user.id
    const opened = await openSession(
      cameFrom({ id: userId }, headers),
      response.token,
      before?.stored ?? null,
    )
    switch (opened) {
      case 'open':
        return { outcome: 'signed-in', userId, cookies: answer.getSetCookie() }
      case 'disabled':
        return { outcome: 'disabled' }
      case 'overtaken':
        return { outcome: 'wrong' }
    }
  } catch (error) {
    // An unknown address, a wrong password and an account without one are told apart by nobody.
    if (isRefusal(error)) return { outcome: 'wrong' }
    throw error
  }
}

/** By its code: once bundled, the library's error class exists twice and `instanceof` tells them apart. */
function isRefusal(error: unknown): boolean {
  const code = (error as { body?: { code?: string } } | null)?.body?.code
  return code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'INVALID_EMAIL'
}

function takeTurn(): Promise<void> {
  if (turns.taken < HASHING) {
    turns.taken++
    return Promise.resolve()
  }
  return new Promise((resolve) => turns.waiting.push(resolve))
}

function giveTurn(): void {
  const next = turns.waiting.shift()
  if (next) next()
  else turns.taken--
}
