import 'server-only'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { connect } from './client.server'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number, the same in every version: it names the lock that migrating processes queue for. */
const MIGRATION_LOCK = 716_253_401

/**
 * Brings the database to the newest schema. All pending steps run in one transaction: a process killed in the
 * middle leaves the old schema, and the next start runs them again. Two processes never migrate at once.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const database = connect(url, { max: 1, statementTimeout: 0 })
  try {
    await database.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await migrate(database, { migrationsFolder: folder })
    await database.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`)
  } finally {
    await database.$client.end({ timeout: 5 })
  }
}
