import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { inSnapshot } from '../db/snapshot.server'
import { holdPerson } from './guards.server'
import { PERSONAL_DATA, type TableKey, tableName } from './personal-data.server'

/** Rows fetched at once. */
const BATCH = 500

/**
 * Everything in every table that names a person, as the text of one JSON object, in pieces as they are read, as of one moment:
 * `{ person, at, tables: { name: [rows] } }`. Null when there is no such person. Passwords and tokens are left out.
 */
export async function exportPerson(
  viewer: Viewer<'people.manage'>,
  person: string,
  database: Database = db(),
): Promise<AsyncGenerator<string> | null> {
  const found = await database.transaction(async (tx) => {
    const subject = await holdPerson(tx, person)
    if (subject) await audit(tx, viewer, 'person.exported', `user ${person}`)
    return subject
  })
  return found ? inSnapshot(database, (tx) => pieces(person, tx)) : null
}

async function* pieces(person: string, database: Queries): AsyncGenerator<string> {
  yield `${JSON.stringify({ person, at: new Date().toISOString() }).slice(0, -1)},"tables":{`
  let between = ''
  for (const key of Object.keys(PERSONAL_DATA) as TableKey[]) {
    const kind = PERSONAL_DATA[key]
    if ('none' in kind) continue
    yield `${between}${JSON.stringify(tableName(key))}:[`
    between = '],'
    let first = true
    for await (const rows of rowsOf(tableName(key), kind.about(person), kind.secret ?? [], database)) {
      yield (first ? '' : ',') + rows.join(',')
      first = false
    }
  }
  yield ']}}'
}

type Driver = {
  $client: Database['$client']
  dialect: { sqlToQuery(query: SQL): { sql: string; params: unknown[] } }
}

async function* rowsOf(
  table: string,
  about: SQL,
  secret: readonly string[],
  database: Queries,
): AsyncGenerator<string[]> {
  const without = secret.map((column) => sql` - ${column}::text`)
  const query = sql`select (to_jsonb(t)${sql.join(without)})::text as row from ${sql.identifier(table)} t where ${about}`
  // The driver's own query, because drizzle has no cursor, and not every table has a column to order by.
  const { $client, dialect } = database as unknown as Driver
  const { sql: text, params } = dialect.sqlToQuery(query)
  const cursor = $client.unsafe<{ row: string }[]>(text, params as never[]).cursor(BATCH)
  for await (const batch of cursor) yield batch.map(({ row }) => row)
}
