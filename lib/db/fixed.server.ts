import 'server-only'
import type { Sql, TransactionSql } from 'postgres'

/**
 * Runs a statement whose text is always the same: each connection parses and plans it once. For the few that every
 * request needs; a text that depends on the question would fill connections with statements that never come again.
 *
 * @param values the statement gives each its type: `$1::text`
 */
export async function askFixed<Row>(
  on: Sql | TransactionSql,
  text: string,
  values: readonly (string | number)[],
): Promise<Row[]> {
  return on.unsafe(text, [...values], { prepare: true }) as unknown as Promise<Row[]>
}
