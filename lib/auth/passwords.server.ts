import 'server-only'
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto'
import type { accounts } from '../db/schema'
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
