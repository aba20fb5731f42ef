import 'server-only'
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { forget, spend, spent, type Limit } from '../api/limits.server'
import { db } from '../db/client.server'
import { users } from '../db/schema'
import { ADDRESS_HEADER } from './address'
import { auth } from './auth.server'

/**
 * Failures, not attempts, are counted: a company behind one address signs in together at nine, someone guessing fails.
 * For one account the window is long, for one address it is short and closes for all its accounts.
 */
const PER_ACCOUNT: Limit = { points: 8, seconds: 300 }
const PER_ADDRESS: Limit = { points: 10, seconds: 60 }
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
  const address = headers.get(ADDRESS_HEADER) ?? 'unknown'
  const account = createHash('sha256').update(email.normalize('NFC').toLowerCase()).digest('hex').slice(0, 40)
  const keys: [string, Limit][] = [
    [`sign-in account ${account}`, PER_ACCOUNT],
    [`sign-in address ${address}`, PER_ADDRESS],
  ]
  if (turns.waiting.length >= WAITING) return { outcome: 'limited', retryAfter: 5 }
  await takeTurn()
  try {
    // Counted before the failures are read: whoever is being judged now may have failed by the time the answer is here.
    const before = keys.map(([key]) => judging.get(key) ?? 0)
    for (const [key] of keys) judging.set(key, (judging.get(key) ?? 0) + 1)
    try {
      for (const [index, [key, limit]] of keys.entries()) {
        const failures = await spent(key)
        if (failures.points >= limit.points) return { outcome: 'limited', retryAfter: failures.retryAfter }
        if (failures.points + before[index]! >= limit.points) return { outcome: 'limited', retryAfter: 1 }
      }
      const result = await judge(email, password, headers)
      if (result.outcome === 'wrong') for (const [key, limit] of keys) await spend(key, limit)
      if (result.outcome === 'signed-in') await forget(keys[0]![0])
      return result
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

async function judge(email: string, password: string, headers: Headers): Promise<SignIn> {
  const found = await db()
    .select({ id: users.id, banned: users.banned, banExpires: users.banExpires })
    .from(users)
    .where(eq(users.email, email.toLowerCase()))
  const user = found[0]
  try {
    const { headers: answer, response } = await auth().api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    })
    if (user?.banned && (!user.banExpires || user.banExpires > new Date())) {
      // The password was right, so saying why gives nothing away; the session just made goes.
      const context = await auth().$context
      await context.internalAdapter.deleteSession(response.token)
      return { outcome: 'disabled' }
    }
    return { outcome: 'signed-in', userId: response.user.id, cookies: answer.getSetCookie() }
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
