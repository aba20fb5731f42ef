import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { folded } from '../text/words'

/** Whether one of the columns holds these words, however wide or spaced they were typed; everything where they are none. */
export function containing(words: string, ...columns: SQL[]): SQL {
  const part = folded(words)
  if (part === '') return sql`true`
  const like = `%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const each = columns.map((column) => sql`replace(${column}, ' ', '') ilike ${like}`)
  return sql`(${sql.join(each, sql` or `)})`
}
