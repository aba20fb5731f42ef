import 'server-only'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { z } from 'zod'
import { connect } from './client.server'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number, the same in every version: it names the lock that migrating processes queue for. */
const MIGRATION_LOCK = 716_253_401

const Journal = z.looseObject({ entries: z.array(z.looseObject({ when: z.int(), tag: z.string() })) })
const readJournal = () =>
  Journal.parse(JSON.parse(fs.readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')))

/** The steps this version knows, oldest first. A database remembers each by when it was written. */
export const knownMigrations = (): { when: number; tag: string }[] =>
  readJournal().entries.map(({ when, tag }) => ({ when, tag }))

/** A folder with the steps up to one of them, for a schema as it was. */
function migrationsUpTo(last: number): string {
  const part = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-migrations-'))
  const journal = readJournal()
  const entries = journal.entries.filter(({ when }) => when <= last)
  fs.mkdirSync(path.join(part, 'meta'))
  fs.writeFileSync(path.join(part, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  for (const { tag } of entries)
    fs.copyFileSync(path.join(folder, `${tag}.sql`), path.join(part, `${tag}.sql`))
  return part
}

/**
 * Brings the database to the newest schema. All pending steps run in one transaction: a process killed in the
 * middle leaves the old schema, and the next start runs them again. Two processes never migrate at once.
 *
 * @param last the step to stop at, instead of the newest
 */
export async function migrateDatabase(url: string, last?: number): Promise<void> {
  const part = last === undefined ? undefined : migrationsUpTo(last)
  const database = connect(url, { max: 1, statementTimeout: 0 })
  try {
    await database.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await migrate(database, { migrationsFolder: part ?? folder })
    await database.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`)
  } finally {
    await database.$client.end({ timeout: 5 })
    if (part) fs.rmSync(part, { recursive: true, force: true })
  }
}
