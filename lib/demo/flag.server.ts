import 'server-only'
import { eq } from 'drizzle-orm'
import { db } from '../db/client.server'
import { settings } from '../db/schema'

let known: boolean | undefined

/** Whether this installation shows the invented organisation. Set once by the seed, so asked once a process. */
export async function isDemo(): Promise<boolean> {
  if (known === undefined) {
    const rows = await db().select().from(settings).where(eq(settings.key, 'demo'))
    known = rows.length > 0
  }
  return known
}
