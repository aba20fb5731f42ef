import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Queries } from '../db/client.server'

/** Rows deleted at once, so that no statement runs long or holds many locks. */
const BATCH = 2_000

/** What has had its time. Challenges and papers that were answered stay: they are needed to judge the answer again. */
const EXPIRED: Record<string, SQL> = {
  challenges: sql`used_at is null and expires_at < now() - interval '1 day'`,
  quiz_papers: sql`used_at is null and issued_at < now() - interval '30 days'`,
  rate_limits: sql`expire < extract(epoch from now()) * 1000`,
  sessions: sql`expires_at < now()`,
  verifications: sql`expires_at < now()`,
  sign_in_failures: sql`minute < now() - interval '1 year'`,
  notifications: sql`at < now() - interval '1 year'`,
  jobs: sql`done_at < now() - interval '30 days' or failed_at < now() - interval '90 days'`,
}

/** Removes it, table by table. */
export async function cleanUp(database: Queries): Promise<void> {
  for (const [table, condition] of Object.entries(EXPIRED)) {
    const name = sql.identifier(table)
    for (let removed = BATCH; removed === BATCH;) {
      const [row] = await database.execute<{ n: number }>(sql`
        with gone as (
          delete from ${name} where ctid = any (array(select ctid from ${name} where ${condition} limit ${BATCH}))
          returning 1)
        select count(*)::int n from gone`)
      removed = row!.n
    }
  }
}
