import 'server-only'
import type { Sql, TransactionSql } from 'postgres'
import { linesOf, rowSum } from './rows.server'
import type { Sum, Table } from './format'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** How values are written as text, so that two servers write the same. */
export const WRITTEN_ALIKE = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local timezone = 'UTC'; set local bytea_output = 'hex'; set local extra_float_digits = 1`

/** Every table of the site with the columns that hold something of their own, found in the database itself. */
export async function tablesOf(on: Sql | TransactionSql): Promise<Table[]> {
  const rows = await on<Table[]>`
    select c.relname as "table", array_agg(a.attname::text order by a.attnum) columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`
  return [...rows]
}

const columnsOf = ({ table, columns }: Table): string =>
  `${quoted(table)} (${columns.map(quoted).join(', ')})`

/** The rows of one table, as lines. */
export async function* rowsOf(tx: TransactionSql, table: Table): AsyncGenerator<Buffer[]> {
  const copied = await tx.unsafe(`copy ${columnsOf(table)} to stdout`).readable()
  yield* linesOf(copied)
  // The driver holds its connection back while much waits to be read, and lets it go at the next reading only: after the
  // last piece there is none, and what PostgreSQL says at the end would never be heard.
  copied._read(0)
}

export async function sumOf(tx: TransactionSql, table: Table): Promise<Sum> {
  const sum = rowSum()
  for await (const rows of rowsOf(tx, table)) for (const row of rows) sum.add(row)
  return sum.value()
}

/** Takes rows for one table until it is closed. */
export async function fill(
  tx: TransactionSql,
  table: Table,
): Promise<{ add(rows: Buffer[]): Promise<void>; close(): Promise<void> }> {
  const into = await tx.unsafe(`copy ${columnsOf(table)} from stdin`).writable()
  let fault: Error | undefined
  into.on('error', (error) => (fault = error))
  return {
    async add(rows) {
      await new Promise<void>((resolve) =>
        into.write(Buffer.concat(rows.flatMap((row) => [row, LINE])), () => resolve()),
      )
      if (fault) throw fault
    },
    async close() {
      into.end()
      // The driver never says that a copy was refused at its end; the next statement does.
      await new Promise((resolve) => setImmediate(resolve))
      await tx.unsafe('select 1')
    },
  }
}
const LINE = Buffer.from('\n')

/** Empties all of them at once, which foreign keys between them allow. */
export async function emptyAll(tx: TransactionSql, tables: Table[]): Promise<void> {
  await tx.unsafe(`truncate ${tables.map(({ table }) => quoted(table)).join(', ')}`)
}
