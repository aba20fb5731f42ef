import 'server-only'
import { eq } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { settings } from '../db/schema'

/**
 * Whether this installation shows the invented organisation. Asked each time: the demonstration may be left from another
 * process, and from then on no page may offer its accounts.
 */
export async function isDemo(database: Queries = db()): Promise<boolean> {
  const rows = await database.select({ key: settings.key }).from(settings).where(eq(settings.key, 'demo'))
  return rows.length > 0
}

/** Whether others than this machine reach the site; `scripts/serve` knows and says so. */
export const isReachable = (): boolean => process.env['ZHUCAI_REACHABLE'] === '1'
