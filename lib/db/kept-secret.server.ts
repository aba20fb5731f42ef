import 'server-only'
import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Queries } from './client.server'
import { settings } from './schema'

/**
 * Secrets that lie in the database, because all processes on one database must have the same, and because they move with
 * a backup: by key, what it costs to lose one. `secrets.json` beside a built-in database may be deleted without any of it.
 */
const KEPT = {
  /** Signs sessions where several installations share a database. */
  'auth-secret': 'everybody signs in anew',
  /** Draws what models are scored on. */
  'examination-secret':
    'models are then scored on other hidden examples, equally difficult; what was verified stays verified',
} as const
export type KeptSecret = keyof typeof KEPT
export const KEPT_SECRETS = Object.keys(KEPT) as KeptSecret[]

const Kept = z.object({ secret: z.string().min(32) })

/** The first to come lays down its own, or one made now; the others take it. */
export async function keptSecret(database: Queries, key: KeptSecret, own = random()): Promise<string> {
  const find = () => database.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  let [row] = await find()
  if (!row) {
    await database
      .insert(settings)
      .values({ key, value: { secret: own } })
      .onConflictDoNothing()
    ;[row] = await find()
  }
  const parsed = Kept.safeParse(row?.value)
  if (!parsed.success)
    throw new Error(
      `The setting ${key} in the database is damaged. Delete its row and start again: ${KEPT[key]}.`,
    )
  return parsed.data.secret
}

const random = (): string => randomBytes(32).toString('base64url')
