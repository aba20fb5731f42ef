/** Nothing is lost from a list: each of them, and each file, is walked to its end while others write. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditCsv } from '../audit/csv.server'
import { listAudit } from '../audit/list.server'
import { addUser, viewerOf } from '../auth/testing.server'
import { readInbox } from '../notifications/inbox.server'
import type { Cursor, Page } from './keyset'
import { EXPORTS, type ExportName, LISTS, type ListName } from './lists'
import { testDatabase, type TestDatabase } from './testing.server'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())

/** Between two milliseconds, and the same for all rows of a transaction. */
const MOMENT = '2026-03-01T08:00:00.123456Z'
/** `n` ids, made in the database, that say when they were made as badly as possible: they are in no order of time. */
const ids = (n: number) => sql`(select gen_random_uuid() as id, i from generate_series(1, ${n}::int) i) made`

type Walk = {
  /** More rows than a page (or a batch) holds, written in one transaction, with ties in every key but the last. */
  ids: string[]
  /** Writes what others may write between two pages: new rows, and changes that move rows. */
  disturb(): Promise<unknown>
}
type List = { prepare(): Promise<Walk & { page(cursor?: Cursor): Promise<Page<string>> }> }
type File = { prepare(): Promise<Walk & { read(): AsyncIterable<string[]> }> }

const strings = (rows: Iterable<{ id: string }>): string[] => [...rows].map(({ id }) => id)
const mapPage = <Row>({ rows, previous, next }: Page<Row>, id: (row: Row) => string): Page<string> => ({
  rows: rows.map(id),
  previous,
  next,
})

async function addAudit(n: number): Promise<string[]> {
  return strings(
    await base.db.execute<{ id: string }>(sql`insert into audit_events (id, at, action, subject, data)
      select id, ${MOMENT}, 'cohort.added', 'cohort ' || id, '{}' from ${ids(n)} returning id`),
  )
}

const LIST_CASES: Record<ListName, List> = {
  audit: {
    async prepare() {
      const viewer = viewerOf(await addUser('admin'), 'audit.read')
      const made = await addAudit(130)
      return {
        ids: made,
        page: async (cursor) => mapPage(await listAudit(viewer, {}, cursor), ({ id }) => id),
        disturb: () =>
          base.db.execute(sql`insert into audit_events (id, action, subject, data)
          select id, 'cohort.added', 'cohort ' || id, '{}' from ${ids(20)}`),
      }
    },
  },
  inbox: {
    async prepare() {
      const user = await addUser('trainee')
      const write = (n: number, at: string) =>
        base.db.execute<{ id: string }>(sql`insert into notifications (user_id, id, kind, data, at)
          select ${user.id}, id, 'account.role', '{"role": "hr"}', ${at} from ${ids(n)} returning id`)
      const made = strings(await write(77, MOMENT))
      const viewer = viewerOf(user, 'account.manage')
      return {
        ids: made,
        page: async (cursor) => mapPage(await readInbox(viewer, cursor), ({ id }) => id),
        disturb: () => write(9, '2026-03-01T08:00:00.123457Z'),
      }
    },
  },
}

describe.each(LISTS)('the list %s', (name) => {
  test('shows each row once, forwards and back, while others write', async () => {
    const { ids: made, page, disturb } = await LIST_CASES[name].prepare()
    const first = await page()
    expect(first.next, 'the rows made for the test are more than a page').not.toBeNull()
    const forwards = [...first.rows]
    const ends: Cursor[] = []
    for (let { next } = first; next !== null;) {
      await disturb()
      ends.push(next)
      const following = await page(next)
      forwards.push(...following.rows)
      next = following.next
    }
    const ours = new Set(made)
    expect(forwards.filter((id) => ours.has(id)).toSorted()).toEqual(made.toSorted())

    const last = await page(ends.at(-1))
    const backwards = [...last.rows]
    for (let { previous } = last; previous !== null;) {
      await disturb()
      const before = await page(previous)
      backwards.unshift(...before.rows)
      previous = before.previous
    }
    expect([...new Set(backwards.filter((id) => ours.has(id)))].toSorted()).toEqual(made.toSorted())
  })
})

const FILE_CASES: Record<ExportName, File> = {
  'audit.csv': {
    async prepare() {
      const viewer = viewerOf(await addUser('admin'), 'audit.read')
      const made = await addAudit(2_600)
      async function* read() {
        for await (const text of auditCsv(viewer, { subject: 'cohort ' }, base.db))
          yield [...text.matchAll(/cohort ([0-9a-f-]{36})/g)].map(([, id]) => id!)
      }
      const before = strings(
        await base.db.execute<{ id: string }>(
          sql`select id from audit_events where subject like 'cohort %' and id <> all(${`{${made.join()}}`}::uuid[])`,
        ),
      )
      return { ids: [...made, ...before], read, disturb: () => addAudit(7) }
    },
  },
}

describe.each(EXPORTS)('the file %s', (name) => {
  test('holds what was there when it was begun, each row once, while others write', async () => {
    const { ids: made, read, disturb } = await FILE_CASES[name].prepare()
    const found: string[] = []
    for await (const some of read()) {
      found.push(...some)
      if (found.length > 0) await disturb()
    }
    expect(found).toHaveLength(made.length)
    expect(found.toSorted()).toEqual(made.toSorted())
  })

  test('gives its connection back when the reader leaves', async () => {
    const { read } = await FILE_CASES[name].prepare()
    // More often than the pool has connections.
    for (let time = 0; time < 12; time++) for await (const some of read()) if (some.length > 0) break
    expect(strings(await base.db.execute<{ id: string }>(sql`select '1' as id`))).toEqual(['1'])
  })
})
