import 'server-only'
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import { and, eq } from 'drizzle-orm'
import type { Queries } from '../db/client.server'
import { accounts } from '../db/schema'
import { uuidv7 } from '../db/uuid'

export const PASSWORD = { min: 10, max: 128 } as const

/** scrypt with a salt of its own; about 0.1 s of one core. */
export const hashPassword = (password: string): Promise<string> => hash(password)

export const verifyPassword = (password: string, stored: string): Promise<boolean> =>
  verify({ password, hash: stored })

/** The `accounts` row that lets a user sign in by e-mail and password. */
export function passwordAccount(userId: string, stored: string): typeof accounts.$inferInsert {
  return { id: uuidv7(), userId, accountId: userId, providerId: 'credential', password: stored }
}

/** From here on this password, and no other, opens the account. `stored` is its hash. */
export async function replacePassword(tx: Queries, userId: string, stored: string): Promise<void> {
  await forgetPassword(tx, userId)
  await tx.insert(accounts).values(passwordAccount(userId, stored))
}

/** The account stays, and no password opens it. */
export async function forgetPassword(tx: Queries, userId: string): Promise<void> {
  await tx.delete(accounts).where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')))
}
