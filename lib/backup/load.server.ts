import 'server-only'
import type { Sql } from 'postgres'
import { connect } from '../db/client.server'
import { knownMigrations, migrateDatabase } from '../db/migrate.server'
import { BackupProblem, type End, type Head, type Table } from './format'
import { readBackup } from './read.server'
import { emptyAll, fill, sumOf, tablesOf, WRITTEN_ALIKE } from './tables.server'

/** Throws when this version does not know the schema of a backup. */
export function requireKnown({ schema }: Head): void {
  if (knownMigrations().some(({ when }) => when === schema.when)) return
  throw new BackupProblem(
    `The backup was made by a newer version of the site (its database is at ${schema.tag}). Restore it with that version.`,
  )
}

/**
 * Fills a database that holds nothing: the schema as it was then, every row with triggers off, and all of it compared
 * with the backup before it counts. Steps of the schema made since are run when the site starts.
 */
export async function load(url: string, file: string, head: Head): Promise<End> {
  requireKnown(head)
  const database = connect(url, { max: 1, statementTimeout: 0 })
  try {
    await requireEmpty(database.$client)
    await migrateDatabase(url, head.schema.when)
    const end = await fillAll(database.$client, file)
    await database.$client.unsafe('analyze')
    return end
  } finally {
    await database.$client.end()
  }
}

async function requireEmpty(client: Sql): Promise<void> {
  if ((await tablesOf(client)).length > 0)
    throw new BackupProblem(
      'The database holds tables already. Make an empty one and name it in DATABASE_URL.',
    )
  const [{ may }] = await client<[{ may: boolean }]>`
    select rolsuper or (current_setting('server_version_num')::int >= 150000
      and has_parameter_privilege(current_user, 'session_replication_role', 'SET')) as may
    from pg_roles where rolname = current_user`
  if (!may)
    throw new BackupProblem(
      'The account of DATABASE_URL may not switch triggers off, which restoring needs. As a superuser of that server: ' +
        'GRANT SET ON PARAMETER session_replication_role TO that account. Or keep backups with pg_dump and pg_restore.',
    )
}

async function fillAll(client: Sql, file: string): Promise<End> {
  return client.begin(async (tx) => {
    await tx.unsafe(`${WRITTEN_ALIKE}; set local session_replication_role = replica`)
    const tables = await tablesOf(tx)
    await emptyAll(tx, tables)
    const restored: Table[] = []
    let into: Awaited<ReturnType<typeof fill>> | undefined
    for await (const piece of readBackup(file)) {
      switch (piece.kind) {
        case 'head':
          break
        case 'table':
          restored.push(piece.table)
          into = await fill(tx, piece.table)
          break
        case 'rows':
          await into!.add(piece.rows)
          break
        case 'closed':
          await into!.close()
          break
        case 'end': {
          for (const table of restored) {
            const { rows, sum } = await sumOf(tx, table)
            const told = piece.end.end[table.table]
            if (told?.rows !== rows || told.sum !== sum)
              throw new Error(`After restoring, the table ${table.table} differs from the backup.`)
          }
          for (const { sequence, last } of piece.end.sequences)
            if (last !== null) await tx`select setval(quote_ident(${sequence})::regclass, ${last}::bigint)`
          return piece.end
        }
      }
    }
    throw new BackupProblem(`${file} has no end.`)
  })
}
