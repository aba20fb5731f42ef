import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.server'

/** Counts of requests and the log of who asked for what: these change also when a request is refused. */
const RESTLESS = ['rate_limits', 'audit_events']

/**
 * How many rows each table has, and what is in them, in any order; found by walking the database. Expired sessions do
 * not count: whoever comes upon one sweeps it away.
 */
export async function digestTables(database: Database): Promise<Record<string, string>> {
  const tables = await database.execute<{ name: string }>(sql`
    select tablename name from pg_tables where schemaname = 'public' order by 1`)
  const watched = [...tables].map(({ name }) => name).filter((name) => !RESTLESS.includes(name))
  const parts = watched.map(
    (
      name,
    ) => sql`select ${name}::text name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) digest
      from ${sql.identifier(name)} t where ${name === 'sessions' ? sql`expires_at > now()` : sql`true`}`,
  )
  const rows = await database.execute<{ name: string; digest: string }>(sql.join(parts, sql` union all `))
  return Object.fromEntries([...rows].map(({ name, digest }) => [name, digest]))
}
