import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, type Queries, queriesOn } from './client.server'

/** Connections of the pool that files may hold at once; further ones wait for their turn. */
const AT_ONCE = 4
let held = 0
const waiting: (() => void)[] = []

/** Who reads more slowly than a batch in this time has gone away. */
const PATIENCE = '60s'

/**
 * Reads many statements as of one moment (REPEATABLE READ), in pieces as the reader takes them. The connection is given
 * back when the last piece was taken, when reading fails, and when the reader stops early.
 */
export async function* inSnapshot<Piece>(
  database: Database,
  read: (tx: Queries) => AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  if (held >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else held++
  try {
    // The callback of the transaction runs on by itself; the stream lets it go only as fast as the reader.
    const { readable, writable } = new TransformStream<Piece, Piece>()
    const writer = writable.getWriter()
    const reading = database.$client
      .begin('isolation level repeatable read read only', async (tx) => {
        const queries = queriesOn(database, tx)
        await queries.execute(
          sql`set local idle_in_transaction_session_timeout = ${sql.raw(`'${PATIENCE}'`)}`,
        )
        for await (const piece of read(queries)) await writer.write(piece)
      })
      .then(
        () => writer.close(),
        (error: unknown) => writer.abort(error),
      )
      // A reader who left is told nothing; one who is there has the error from the stream.
      .catch(() => {})
    try {
      yield* readable
    } finally {
      await reading
    }
  } finally {
    const next = waiting.shift()
    if (next) next()
    else held--
  }
}
