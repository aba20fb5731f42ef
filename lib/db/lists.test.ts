/** Nothing is lost from a list: each of them, and each file, is walked to its end while others write. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyMember } from '../assignments/members.server'
import { listAssignments, readAssignment } from '../assignments/read.server'
import { auditCsv } from '../audit/csv.server'
import { listAudit } from '../audit/list.server'
import { addUser, viewerOf } from '../auth/testing.server'
import { PLAN } from '../insights/random-world.testing'
import { exportPeople, readPeople } from '../insights/people.server'
import { DEFAULT_FILTERS } from '../insights/filters'
import { exportRows, readRows } from '../insights/rows.server'
import { type Source, sourceAt } from '../insights/source.server'
import { listJobs } from '../jobs/list.server'
import { readInbox } from '../notifications/inbox.server'
import { listCertificates } from '../certificates/read.server'
import { exportPerson } from '../people/export.server'
import { listPeople } from '../people/list.server'
import { questionQueue, questionsOf } from '../questions/questions.server'
import type { Cursor, Page } from './keyset'
import { EXPORTS, type ExportName, LISTS, type ListName } from './lists'
import { assignments } from './schema'
import { testDatabase, type TestDatabase } from './testing.server'
import { uuidv7 } from './uuid'

let base: TestDatabase
beforeAll(async () => {
  base = await testDatabase()
  department = uuidv7()
  await base.db.execute(sql`insert into departments (id, name_zh, name_en, position)
    values (${department}, '研发部', 'Research', 1)`)
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

let department: string
let asOf: Source | undefined
const insights = viewerOf({ id: '019a0000-0000-7000-8000-00000000000f', role: 'hr' }, 'insights.read')
const ALL = { ...DEFAULT_FILTERS, period: 'all' as const }
const source = async (): Promise<Source> => (asOf ??= await sourceAt(base.db, PLAN, new Date('2026-11-30')))

/** Accounts without a personnel number, of one name. */
async function addAccounts(name: string, n = 130): Promise<string[]> {
  return strings(
    await base.db.execute<{ id: string }>(sql`insert into users (id, name, email, role)
      select id, ${name}, id || '@example.com', 'trainee' from ${ids(n)} returning id`),
  )
}

/** Counted people of whom one does what the other does; only their numbers differ. */
async function addLearners(n: number): Promise<string[]> {
  const made = await addAccounts('乙', n)
  const list = sql`unnest(${`{${made.join()}}`}::uuid[]) id`
  await base.db.execute(sql`insert into people (id, external_id, department_id, joined_on)
    select id, 'P' || id, ${department}, '2026-01-01' from ${list}`)
  await base.db
    .execute(sql`insert into insight_people (learner_id, number, department_id, path, track, counted)
    select id, 'N', ${department}, array[${department}]::uuid[], 'engineer', true from ${list}`)
  await base.db
    .execute(sql`insert into insight_standings (learner_id, stage, state, last_day, verified, planned)
    select id, '*', 'between', 20400, 1, 2 from ${list}`)
  await base.db.execute(sql`insert into insight_facts (learner_id, kind, a, b, c, n)
    select id, 'minutes', '{practice}', '{20400}', '{0}', '{1}' from ${list}`)
  return made
}

async function addAudience(n: number) {
  const [hr, cohort, id] = [await addUser('hr'), uuidv7(), uuidv7()]
  await base.db.execute(
    sql`insert into cohorts (id, name_zh, name_en, starts_on) values (${cohort}, ${cohort}, ${cohort}, '2026-01-01')`,
  )
  const add = async (more: number) => {
    const made = await addLearners(more)
    await base.db.execute(
      sql`update people set cohort_id = ${cohort} where id = any(${`{${made.join()}}`}::uuid[])`,
    )
    return made
  }
  const given = {
    id,
    subject: 'track',
    subjectId: 'ml-engineer',
    audience: 'cohort',
    audienceId: cohort,
    dueOn: '2026-12-01',
    dueDays: null,
    createdAt: new Date(MOMENT),
    createdBy: hr.id,
  } as const
  await base.db.insert(assignments).values(given)
  return { given: { ...given, lessons: [] }, add, made: await add(n) }
}

/** Questions nobody answered, asked at one moment by people without a mentor. */
async function addQuestions(n: number, learner?: string): Promise<string[]> {
  const asker = learner ?? (await addUser('trainee')).id
  return strings(
    await base.db.execute<{ id: string }>(sql`insert into questions (learner_id, id, lesson, cell, body, at)
      select ${asker}, id, 'losses', 'train', '?', ${MOMENT} from ${ids(n)} returning id`),
  )
}

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
  people: {
    async prepare() {
      const viewer = viewerOf(await addUser('hr'), 'people.read')
      const made = await addAccounts('甲')
      return {
        ids: made,
        page: async (cursor) => mapPage(await listPeople(viewer, { q: '甲', cursor }), ({ id }) => id),
        disturb: () => addAccounts('甲', 9),
      }
    },
  },
  'insight-people': {
    async prepare() {
      const made = await addLearners(130)
      return {
        ids: made,
        page: async (cursor) =>
          mapPage(await readPeople(insights, { ...DEFAULT_FILTERS, cursor }, await source()), ({ id }) => id),
        disturb: () => addLearners(9),
      }
    },
  },
  'figure-rows': {
    async prepare() {
      const made = await addLearners(230)
      return {
        ids: made,
        page: async (cursor) =>
          mapPage(await readRows(insights, 'hours', ALL, await source(), { cursor }), ({ id }) => id),
        disturb: () => addLearners(9),
      }
    },
  },
  certificates: {
    async prepare() {
      const viewer = viewerOf(await addUser('hr'), 'certificates.revoke')
      const write = async (n: number, at: string) => {
        const holders = await addLearners(n)
        return base.db.execute<{
          id: string
        }>(sql`insert into certificates (learner_id, stage, code, name, lessons, issued_at)
          select id, 'practice', md5(id::text), '甲', '[]', ${at}
          from unnest(${`{${holders.join()}}`}::uuid[]) id returning code as id`)
      }
      const made = strings(await write(130, MOMENT))
      return {
        ids: made,
        page: async (cursor) =>
          mapPage(await listCertificates(viewer, { state: 'all', q: '', cursor }), ({ code }) => code),
        disturb: () => write(9, '2026-03-01T08:00:00.123457Z'),
      }
    },
  },
  assignments: {
    async prepare() {
      const user = await addUser('hr')
      const viewer = viewerOf(user, 'assignments.write')
      const write = (n: number, due: string) =>
        base.db.execute<{ id: string }>(sql`insert into assignments
          (id, subject, subject_id, audience, audience_id, due_on, created_by, cancelled_at)
          select id, 'track', 'ml-engineer', 'person', ${user.id}, ${due}, ${user.id},
            case when i % 2 = 0 then ${MOMENT}::timestamptz end from ${ids(n)} returning id`)
      const made = strings(await write(50, '2026-12-01'))
      return {
        ids: made,
        page: async (cursor) => mapPage(await listAssignments(viewer, cursor), ({ id }) => id),
        disturb: () => write(5, '2026-12-02'),
      }
    },
  },
  'assignment-people': {
    async prepare() {
      const viewer = viewerOf(await addUser('hr'), 'assignments.write')
      const { given, add, made } = await addAudience(230)
      return {
        ids: made,
        page: async (cursor) =>
          mapPage((await readAssignment(viewer, given.id, { cursor }))!.members, ({ id }) => id),
        disturb: () => add(9),
      }
    },
  },
  questions: {
    async prepare() {
      const viewer = viewerOf(await addUser('mentor'), 'questions.answer')
      const made = await addQuestions(130)
      return {
        ids: made,
        page: async (cursor) => mapPage(await questionQueue(viewer, cursor), ({ id }) => id),
        disturb: () => addQuestions(9),
      }
    },
  },
  'lesson-questions': {
    async prepare() {
      const user = await addUser('trainee')
      const viewer = viewerOf(user, 'progress.write')
      const made = await addQuestions(130, user.id)
      return {
        ids: made,
        page: async (cursor) =>
          mapPage(await questionsOf(viewer, { lesson: 'losses', cursor }), ({ id }) => id),
        disturb: () => addQuestions(9, user.id),
      }
    },
  },
  jobs: {
    async prepare() {
      const viewer = viewerOf(await addUser('admin'), 'jobs.manage')
      const write = (n: number) =>
        base.db.execute<{ id: string }>(sql`insert into jobs (id, kind, data, failing_since, run_at)
          select id, 'cleanup', '{"day": "2026-11-22"}', now(), now() + interval '1 day' from ${ids(n)}
          returning id`)
      const made = strings(await write(130))
      return {
        ids: made,
        page: async (cursor) => mapPage(await listJobs(viewer, { state: 'trouble', cursor }), ({ id }) => id),
        disturb: () => write(9),
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
        for await (const text of auditCsv(viewer, { group: 'organisation' }, base.db))
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
  'people.csv': {
    async prepare() {
      const made = await addLearners(1_100)
      async function* read() {
        for await (const rows of exportPeople(insights, DEFAULT_FILTERS, await source()))
          yield strings(rows.filter(({ id }) => made.includes(id)))
      }
      // Who was first in the order is last now, and the other way around.
      const disturb = () =>
        base.db.execute(sql`update insight_standings set last_day = 30000 - last_day, state = 'verified'`)
      return { ids: made, read, disturb }
    },
  },
  'rows.csv': {
    async prepare() {
      const made = await addLearners(1_100)
      async function* read() {
        for await (const rows of exportRows(insights, 'hours', ALL, await source()))
          yield strings(rows.filter(({ id }) => made.includes(id)))
      }
      const disturb = () => base.db.execute(sql`update insight_people set number = reverse(number)`)
      return { ids: made, read, disturb }
    },
  },
  'person.json': {
    async prepare() {
      const user = await addUser('trainee')
      const add = (n: number) =>
        base.db.execute<{ id: string }>(sql`insert into notifications (user_id, id, kind, data)
          select ${user.id}, id, 'account.role', '{"role": "hr"}' from ${ids(n)} returning id`)
      const made = strings(await add(1_100))
      const known = new Set(made)
      async function* read() {
        const viewer = viewerOf(await addUser('admin'), 'people.manage')
        for await (const text of (await exportPerson(viewer, user.id, base.db))!)
          yield [...text.matchAll(/"id": "([0-9a-f-]{36})"/g)]
            .map(([, id]) => id!)
            .filter((id) => known.has(id))
      }
      const disturb = () =>
        base.db.execute(sql`update notifications set read_at = now() where user_id = ${user.id}`)
      return { ids: made, read, disturb }
    },
  },
  'assignment-people': {
    async prepare() {
      const { given, made } = await addAudience(2_100)
      async function* read() {
        for await (const members of everyMember(given, '2026-11-30')) yield strings(members)
      }
      const disturb = () => base.db.execute(sql`update people set external_id = reverse(external_id)`)
      return { ids: made, read, disturb }
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

/** Statements that read only some rows and are no list: why nothing is lost by it. */
const FEW: Record<string, string> = {
  'lib/auth/open-session.server.ts': 'the newest fifty stay; the others end',
  'lib/auth/sessions.server.ts': 'the newest fifty; ending the others ends all of them',
  'lib/confusion/confusion.server.ts': 'a sample of those who worked there last, and says so',
  'lib/insights/rollup/catch-up.server.ts': 'a queue: what is done is gone from it',
  'lib/jobs/cleanup.server.ts': 'deletes, until nothing is left',
  'lib/people/export.server.ts': 'a cursor of the database, inside one snapshot',
  'lib/progress/cells.server.ts': 'the latest versions of a cell; older ones are not kept either',
  'lib/reviews/project.server.ts': 'the latest attempts at one check',
  'lib/reviews/waiting.server.ts': 'the latest decisions, for a median',
  'lib/reviews/work.server.ts': 'the latest attempts at one check',
  'lib/verify/exact.server.ts': 'whether there are as many as count; more tell nothing',
  'lib/verify/attempts.server.ts': 'the latest attempts at one check',
}

test('whatever else takes only some rows of a table is known', () => {
  const found = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join('lib', file.replaceAll(path.sep, '/')))
    .filter((file) => file.endsWith('.server.ts') && !/^lib[/]db[/]|[/]demo|testing/.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const paged = (text: string) => /\b(readPage|readCountedPage|readAll)\b/.test(text)
  const takesSome = /\.limit\((?!1\))|\blimit (?!1\b)[$\d]|\.offset\(|\boffset [$\d]|\.cursor\(/
  const unknown = found.filter(({ text }) => takesSome.test(text) && !paged(text)).map(({ file }) => file)
  expect(unknown.toSorted()).toEqual(Object.keys(FEW).toSorted())
  expect(found.filter(({ text }) => /\.offset\(|\boffset [$\d]/.test(text))).toEqual([])
  // Every name of the registries is used by exactly one query.
  const used = (pattern: RegExp) =>
    found.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name]) => name!))
  expect(used(/read(?:Counted)?Page\(\s*'([^']+)'/g).toSorted()).toEqual([...LISTS].toSorted())
  expect([...used(/readAll\(\s*'([^']+)'/g), 'person.json'].toSorted()).toEqual([...EXPORTS].toSorted())
})
