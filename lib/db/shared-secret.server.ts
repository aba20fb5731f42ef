import 'server-only'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './client.server'
import { settings } from './schema'

const KEY = 'auth-secret'
const Kept = z.object({ secret: z.string().min(32) })

/**
 * The secret with which all processes on one database sign: the first to come lays down its own, the others take it. A
 * secret in each one's folder would end everybody's session at every other request, silently.
 */
export async function sharedSecret(database: Database, own: string): Promise<string> {
  await database
    .insert(settings)
    .values({ key: KEY, value: { secret: own } })
    .onConflictDoNothing()
  const [row] = await database.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY))
  const parsed = Kept.safeParse(row?.value)
  if (!parsed.success)
    throw new Error(
      `The setting ${KEY} in the database is damaged. Delete its row and start again: everybody signs in anew.`,
    )
  return parsed.data.secret
}
