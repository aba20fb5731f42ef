import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cursor, readCursor, writeCursor } from './keyset'
import { type Key, type Order, readAll, readPage, type Slice } from './keyset.server'
import { testDatabase, type TestDatabase } from './testing.server'
import { uuidv7 } from './uuid'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
  await base.db.execute(
    sql`create table walked (id uuid primary key, word text, number int, moment timestamptz, day date)`,
  )
})
afterAll(() => base.close())

const COLUMNS = {
  word: { by: sql`word collate "zh-x-icu"`, type: 'text' },
  number: { by: sql`number`, type: 'int' },
  moment: { by: sql`moment`, type: 'moment' },
  day: { by: sql`day`, type: 'day' },
} as const satisfies Record<string, Key>

const read = ({ where, orderBy, limit, mark }: Slice) =>
  base.db
    .execute<{ id: string; mark: (string | null)[] }>(
      sql`select id, ${mark} as mark from walked where ${where} order by ${orderBy} limit ${limit}`,
    )
    .then((rows) => [...rows])

const anyRow = fc.record({
  word: fc.option(fc.constantFrom('安', '安\r\n', '波', 'b', "'; --", '')),
  number: fc.option(fc.integer({ min: -2, max: 2 })),
  // Less than a millisecond apart, and of one moment.
  moment: fc.option(
    fc.constantFrom(
      '1969-12-31 23:59:59.999999Z',
      '2026-01-01 00:00:00.0001Z',
      '2026-01-01 00:00:00.000101Z',
    ),
  ),
  day: fc.option(fc.constantFrom('2026-01-01', '2026-01-02')),
})
const anyOrder = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('word', 'number', 'moment', 'day'), { maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  )
  .map(([names, turns]): Order => [
    ...(names as (keyof typeof COLUMNS)[]).map((name, index) => ({
      ...COLUMNS[name],
      nullable: true,
      descending: turns[index]!,
    })),
    { by: sql`id`, type: 'uuid', descending: turns[4]! },
  ])

test('pages forwards, backwards and batches are all rows in their order, whatever ties, is empty or is turned around', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 23 }),
      anyOrder,
      fc.integer({ min: 1, max: 6 }),
      async (rows, order, size) => {
        await base.db.execute(sql`delete from walked`)
        for (const { word, number, moment, day } of rows)
          await base.db.execute(
            sql`insert into walked values (${uuidv7()}, ${word}, ${number}, ${moment}, ${day})`,
          )
        const all = (
          await read({ where: sql`true`, orderBy: orderOf(order), limit: 100, mark: sql`'[]'::json` })
        ).map(({ id }) => id)

        const forwards: string[] = []
        let last: Cursor | null = null
        for (let cursor: Cursor | undefined; ;) {
          const page = await readPage('audit', order, cursor, size, read)
          forwards.push(...page.rows.map(({ id }) => id))
          if (page.next === null) break
          last = cursor = page.next
        }
        expect(forwards).toEqual(all)

        const backwards: string[][] = []
        for (
          let cursor: Cursor | null = writeCursor('audit', { side: 'before', mark: null });
          cursor !== null;
        ) {
          const page: Awaited<ReturnType<typeof readPage<{ id: string }>>> = await readPage(
            'audit',
            order,
            cursor,
            size,
            read,
          )
          backwards.unshift(page.rows.map(({ id }) => id))
          cursor = page.previous
        }
        // The first page is a full one, so it may repeat what the second shows.
        expect([...new Set(backwards.flat())]).toEqual(all)
        if (all.length >= size) expect(backwards[0]).toHaveLength(size)

        const batches: string[] = []
        for await (const batch of readAll('audit.csv', order, size, read))
          batches.push(...batch.map(({ id }) => id))
        expect(batches).toEqual(all)

        // Everything after the place is gone meanwhile: the last page, not an empty one.
        if (last) {
          await base.db.execute(sql`delete from walked where id <> ${all[0]!}`)
          expect((await readPage('audit', order, last, size, read)).rows).toEqual([{ id: all[0] }])
        }
      },
    ),
    { numRuns: 60 },
  )
}, 120_000)

/** The order once more, said without the code under test. */
const orderOf = (order: Order) =>
  sql.join(
    order.map(({ by, descending }) => sql`${by} ${sql.raw(descending ? 'desc' : 'asc')} nulls last`),
    sql`, `,
  )

test('what cannot be a place in the list is none', () => {
  const keys: Order = [COLUMNS.moment, { by: sql`id`, type: 'uuid' }]
  const place = { side: 'after', mark: ['1767225600000100', uuidv7()] } as const
  expect(readCursor('audit', keys, writeCursor('audit', { ...place, mark: [...place.mark] }))).toEqual(place)
  expect(readCursor('inbox', keys, writeCursor('audit', { ...place, mark: [...place.mark] }))).toBeUndefined()
  for (const mark of [['x', uuidv7()], [null, uuidv7()], ['1'], ['1', 'y'], ['99999999999999999', uuidv7()]])
    expect(readCursor('audit', keys, writeCursor('audit', { side: 'after', mark }))).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => readCursor('audit', keys, text) === undefined),
  )
  fc.assert(
    fc.property(
      fc.base64String(),
      (text) => readCursor('audit', keys, `after.${text.replaceAll(/[+/=]/g, '')}`) === undefined,
    ),
  )
})
