import 'server-only'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import * as schema from './schema'

export type Schema = typeof schema
export type Database = PostgresJsDatabase<Schema> & { $client: Sql }
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** What a query needs: the pool, or the transaction it is part of. */
export type Queries = PgDatabase<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

/** Milliseconds after which PostgreSQL gives a statement up. */
export const STATEMENT_TIMEOUT = 5_000

/**
 * Opens a pool of its own; the caller ends it with `$client.end()`. Without a statement timeout, for work that takes
 * as long as it takes, a transaction may also wait as long as the process computes.
 */
export function connect(url: string, options: { max?: number; statementTimeout?: number } = {}): Database {
  const { statementTimeout = STATEMENT_TIMEOUT } = options
  const client = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 3,
    // The library's own pause grows to 20 s; a database that is back must be used within a second.
    backoff: () => 0.3,
    onnotice() {},
    connection: {
      application_name: 'zhucai',
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: statementTimeout === 0 ? 0 : 15_000,
    },
  })
  return drizzle(client, { schema })
}

/** Typed queries inside a transaction begun on the driver itself. */
export function queriesOn(database: Database, tx: TransactionSql): Queries {
  return drizzle(Object.assign(tx as unknown as Sql, { options: database.$client.options }), { schema })
}

// One pool a process: in development modules are evaluated again at every edit, the global survives.
const held = globalThis as typeof globalThis & { zhucaiDatabase?: { url: string; database: Database } }

/** The pool of the database named by `DATABASE_URL`. */
export function db(): Database {
  const url = process.env['DATABASE_URL']
  if (!url)
    throw new Error('DATABASE_URL is not set: start the site with npm start, or point it at a PostgreSQL.')
  if (held.zhucaiDatabase?.url !== url) held.zhucaiDatabase = { url, database: connect(url) }
  return held.zhucaiDatabase.database
}
