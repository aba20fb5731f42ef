/** Pages and batches of a list by the keys of its order: no row is skipped or shown twice, whatever others write. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import {
  type CountedPage,
  type Cursor,
  type KeyType,
  type Mark,
  type Page,
  type Place,
  readCursor,
  writeCursor,
} from './keyset'
import type { ExportName, ListName } from './lists'

/** One column of an order. Rows without a value come last, whichever the direction. */
export type Key = { by: SQL; type: KeyType; descending?: boolean; nullable?: boolean }

/** The last key is different for every row and does not change while a row exists: an id. */
export type Order = readonly [...Key[], Key & { nullable?: false }]

/** The parts of a statement that make it read one page. */
export type Slice = {
  where: SQL
  orderBy: SQL
  limit: number
  /** To be selected as `mark`. */
  mark: SQL<Mark>
}

type Marked<Row> = Row & { mark: Mark }
type Read<Row> = (slice: Slice) => Promise<Marked<Row>[]>

const MICROSECOND = sql`interval '1 microsecond'`

/** What PostgreSQL writes of a key, and how it reads the same back. */
const CODEC: Record<KeyType, { write: (by: SQL) => SQL; read: (text: string) => SQL }> = {
  uuid: { write: (by) => sql`(${by})::text`, read: (text) => sql`${text}::uuid` },
  text: { write: (by) => sql`(${by})::text`, read: (text) => sql`${text}::text` },
  int: { write: (by) => sql`(${by})::text`, read: (text) => sql`${text}::text::int` },
  moment: {
    write: (by) => sql`(extract(epoch from ${by}) * 1000000)::bigint::text`,
    read: (text) => sql`(timestamptz 'epoch' + ${text}::text::bigint * ${MICROSECOND})`,
  },
  day: { write: (by) => sql`to_char(${by}, 'YYYY-MM-DD')`, read: (text) => sql`${text}::text::date` },
}

const markOf = (order: Order): SQL<Mark> =>
  sql<Mark>`json_build_array(${sql.join(
    order.map(({ by, type }) => CODEC[type].write(by)),
    sql`, `,
  )})`

function orderBy(order: Order, back: boolean): SQL {
  const parts = order.map(({ by, descending = false, nullable }) => {
    const direction = descending !== back ? sql`desc` : sql`asc`
    // Only where it differs from what an index has by itself, so that the index serves.
    const nulls = nullable ? (back ? sql` nulls first` : sql` nulls last`) : sql``
    return sql`${by} ${direction}${nulls}`
  })
  return sql.join(parts, sql`, `)
}

/** Rows on one side of a mark, without the row itself. */
function beyond(order: Order, { side, mark }: Place): SQL {
  if (mark === null) return sql`true`
  const back = side === 'before'
  const isPlain = order.every(
    ({ descending = false, nullable }) => !nullable && descending === (order[0]!.descending ?? false),
  )
  if (isPlain) {
    const list = (parts: SQL[]) => sql`(${sql.join(parts, sql`, `)})`
    const operator = (order[0]!.descending ?? false) !== back ? sql`<` : sql`>`
    const given = order.map(({ type }, index) => CODEC[type].read(mark[index]!))
    return sql`${list(order.map(({ by }) => by))} ${operator} ${list(given)}`
  }
  return order.reduceRight<SQL>(
    (rest, { by, type, descending = false, nullable }, index) => {
      const text = mark[index] ?? null
      if (text === null) return back ? sql`(${by} is not null or ${rest})` : sql`(${by} is null and ${rest})`
      const value = CODEC[type].read(text)
      const operator = descending !== back ? sql`<` : sql`>`
      const nulls = nullable && !back ? sql` or ${by} is null` : sql``
      return sql`(${by} ${operator} ${value}${nulls} or ${by} = ${value} and ${rest})`
    },
    sql`false`,
  )
}

const sliceOf = (order: Order, place: Place, limit: number): Slice => ({
  where: beyond(order, place),
  orderBy: orderBy(order, place.side === 'before'),
  limit,
  mark: markOf(order),
})

function unmark<Row extends object>(found: Marked<Row>): Row {
  const row: Partial<Marked<Row>> = { ...found }
  delete row.mark
  return row as Row
}

const START: Place = { side: 'after', mark: null }
const END: Place = { side: 'before', mark: null }

/**
 * One page, from the address. What is no place in this list is its beginning; a place from which nothing follows any more
 * is its last page, and the first page is always full.
 * @param read selects under the slice's parts, with `slice.mark` as `mark`
 */
export async function readPage<Row extends object>(
  list: ListName,
  order: Order,
  cursor: Cursor | undefined,
  size: number,
  read: Read<Row>,
): Promise<Page<Row> & { first: Mark | null }> {
  const place = readCursor(list, order, cursor) ?? START
  const found = await read(sliceOf(order, place, size + 1))
  const isMore = found.length > size
  if (place.side === 'before') {
    if (!isMore)
      return place.mark === null
        ? pageOf(list, found.toReversed(), false, false)
        : readPage(list, order, undefined, size, read)
    return pageOf(list, found.slice(0, size).toReversed(), true, place.mark !== null)
  }
  if (found.length === 0 && place.mark !== null)
    return readPage(list, order, writeCursor(list, END), size, read)
  return pageOf(list, found.slice(0, size), place.mark !== null, isMore)
}

function pageOf<Row extends object>(
  list: ListName,
  rows: Marked<Row>[],
  isAfter: boolean,
  isBefore: boolean,
): Page<Row> & { first: Mark | null } {
  const [first, last] = [rows[0]?.mark ?? null, rows.at(-1)?.mark ?? null]
  return {
    rows: rows.map(unmark),
    first,
    previous: isAfter && first ? writeCursor(list, { side: 'before', mark: first }) : null,
    next: isBefore && last ? writeCursor(list, { side: 'after', mark: last }) : null,
  }
}

/** Columns that answer how many rows there are, and how many stand before the page. */
export const counts = (before: SQL) => ({
  count: sql<number>`count(*)::int`,
  before: sql<number>`(count(*) filter (where ${before}))::int`,
})

/** A page with its place among all rows. @param count of all, and of those for which `before` holds */
export async function readCountedPage<Row extends object>(
  list: ListName,
  order: Order,
  cursor: Cursor | undefined,
  size: number,
  read: Read<Row>,
  count: (before: SQL) => Promise<{ count: number; before: number }>,
): Promise<CountedPage<Row>> {
  const { first, ...page } = await readPage(list, order, cursor, size, read)
  const counted = await count(first === null ? sql`false` : beyond(order, { side: 'before', mark: first }))
  const from = page.rows.length === 0 ? 0 : counted.before + 1
  return { ...page, shown: { from, to: counted.before + page.rows.length, count: counted.count } }
}

/** All of it in batches, for a file or a job. Within `inSnapshot`, what is read is of one moment. */
export async function* readAll<Row extends object>(
  _file: ExportName,
  order: Order,
  size: number,
  read: Read<Row>,
): AsyncGenerator<Row[]> {
  for (let place = START; ;) {
    const found = await read(sliceOf(order, place, size))
    if (found.length > 0) yield found.map(unmark)
    if (found.length < size) return
    place = { side: 'after', mark: found.at(-1)!.mark }
  }
}
