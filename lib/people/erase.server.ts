import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { people, users } from '../db/schema'
import { holdAdmins, holdPerson, isLastAdmin, isSelf } from './guards.server'
import { PERSONAL_DATA, type TableKey, tableName } from './personal-data.server'
import type { Fault } from './shapes'

/**
 * Removes what is stored about a person, table by table as `personal-data` says, in one transaction. What stays are
 * records about others and the audit log, which name an id that from now on leads to an empty row.
 * @param confirmation the person's number, or their address where they have none, typed by hand
 */
export async function erasePerson(
  viewer: Viewer<'people.manage'>,
  person: string,
  confirmation: string,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  if (isSelf(viewer, person)) return { fault: 'self' }
  return database.transaction(async (tx) => {
    const admins = await holdAdmins(tx)
    const subject = await holdPerson(tx, person)
    if (!subject) return { fault: 'not-found' as const }
    if (isLastAdmin(admins, subject)) return { fault: 'last-admin' as const }
    if (!(await isConfirmed(tx, person, confirmation))) return { fault: 'confirmation' as const }
    // Nothing new may be recorded about them from here on.
    await tx.execute(sql`delete from sessions where user_id = ${person}`)
    const removed: Record<string, number> = {}
    for (const key of Object.keys(PERSONAL_DATA) as TableKey[]) {
      const rows = await eraseRows(tx, key, person)
      if (rows > 0) removed[tableName(key)] = rows
    }
    await audit(tx, viewer, 'person.erased', `user ${person}`, { rows: removed })
    return { done: true as const }
  })
}

async function isConfirmed(tx: Queries, person: string, typed: string): Promise<boolean> {
  const [row] = await tx
    .select({ email: users.email, number: people.externalId })
    .from(users)
    .leftJoin(people, eq(people.id, users.id))
    .where(eq(users.id, person))
  return row !== undefined && typed.trim() === (row.number ?? row.email)
}

/** @returns rows that went */
export async function eraseRows(tx: Queries, key: TableKey, person: string): Promise<number> {
  const kind = PERSONAL_DATA[key]
  if ('none' in kind) return 0
  const table = sql.identifier(tableName(key))
  if (kind.blank)
    await tx.execute(sql`update ${table} t set ${kind.blank.set(person)} where ${kind.blank.rows(person)}`)
  if (kind.erase === undefined) return 0
  if (kind.erase === 'by-function') {
    const [row] = await tx.execute<{ n: number }>(sql`select erase_progress(${person})::int n`)
    return row!.n
  }
  const [row] = await tx.execute<{ n: number }>(sql`
    with gone as (delete from ${table} t where ${kind.erase(person)} returning 1) select count(*)::int n from gone`)
  return row!.n
}
