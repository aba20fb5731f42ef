import 'server-only'
import { sql } from 'drizzle-orm'
import { db } from '../db/client.server'
import { hasRoom } from '../db/space.server'
import { json } from './answer.server'
import { DISK_FULL } from './health-words'

/** Milliseconds the database has to answer. */
const PATIENCE = 2_000

/** `live`: the process answers. `ready`: the database answers too, holds our tables and has room. */
export async function health(probe: string): Promise<Response> {
  if (probe === 'live') return json({ status: 'live' }, 200)
  if (probe !== 'ready') return json({ status: 'unknown probe' }, 404)
  const isReady = await Promise.race([
    db()
      .execute(sql`select 1 from settings limit 1`)
      .then(
        () => true,
        () => false,
      ),
    new Promise<false>((resolve) => setTimeout(resolve, PATIENCE, false).unref()),
  ])
  if (isReady && !(await hasRoom('growing'))) return json({ status: DISK_FULL }, 503, { 'retry-after': '60' })
  return isReady
    ? json({ status: 'ready' }, 200)
    : json({ status: 'database unavailable' }, 503, { 'retry-after': '2' })
}
