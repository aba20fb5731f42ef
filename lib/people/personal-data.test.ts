/** What is stored about somebody can be taken out whole, and removed whole: found by walking the schema. */
import { getTableColumns, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { livePlan } from '../insights/live-plan.server'
import { catchUp } from '../insights/rollup/catch-up.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { addDepartment } from './departments.server'
import { erasePerson } from './erase.server'
import { exportPerson } from './export.server'
import { invitePerson } from './invite.server'
import { PERSONAL_DATA, type TableKey, tableName, TABLES } from './personal-data.server'

let database: TestDatabase
let admin: Viewer<'people.manage'>
let person: string
let other: string
const KEYS = Object.keys(TABLES) as TableKey[]
const NAME = '独孤求败之名'
const EMAIL = 'unmistakable@example.com'
const NUMBER = 'UNMISTAKABLE-7'

/** Columns that say who somebody is. */
const TELLS = /^(learner_id|user_id|actor_id|author_id|mentor_id|claimed_by|.*ed_by)$/
/** Rows of these tables are made by the roll-up from the others. */
const DERIVED = /^(insight_|learning_days)/

beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
  admin = viewerOf(await addUser('admin'), 'people.manage')
  other = (await addUser('mentor')).id
  const made = await addDepartment(admin, { nameZh: '部', nameEn: 'Department', parentId: null })
  if ('fault' in made) throw new Error(made.fault)
  const invited = await invitePerson(admin, {
    name: NAME,
    email: EMAIL,
    number: NUMBER,
    role: 'trainee',
    departmentId: made.id,
    cohortId: null,
    mentorId: other,
  })
  if ('fault' in invited) throw new Error(invited.fault)
  person = invited.id
  for (const key of Object.keys(PERSONAL_DATA).toReversed() as TableKey[]) await fill(key)
})
afterAll(() => database.close())

/** One row in which every column that may name the person does, and every required one holds something. */
async function fill(key: TableKey): Promise<void> {
  const kind = PERSONAL_DATA[key]
  const name = tableName(key)
  if ('none' in kind || DERIVED.test(name) || ['users', 'people'].includes(name)) return
  const values = Object.values(getTableColumns(TABLES[key])).flatMap((column): [string, unknown][] => {
    const { name: label } = column
    if (TELLS.test(label)) return [[label, person]]
    if (label === 'audience') return [[label, 'person']]
    if (label === 'audience_id') return [[label, person]]
    if (label === 'identifier') return [[label, `invitation:${person}`]]
    if (label === 'subject' && name === 'audit_events') return [[label, `user ${person}`]]
    if (label === 'subject') return [[label, 'lesson']]
    if (label === 'key' && name === 'rate_limits') return [[label, `GET /me ${person}`]]
    if (['notifications', 'jobs'].includes(name) && label === 'data') return [[label, { user: person }]]
    if (['id', 'submission_id', 'assignment_id', 'question_id'].includes(label)) return [[label, ID]]
    return column.notNull && !column.hasDefault ? [[label, sample(column)]] : []
  })
  const columns = sql.join(
    values.map(([label]) => sql.identifier(label)),
    sql`, `,
  )
  const cells = sql.join(
    values.map(
      ([, value]) =>
        sql`${typeof value === 'object' && !(value instanceof Uint8Array) ? JSON.stringify(value) : value}`,
    ),
    sql`, `,
  )
  await database.db.execute(
    sql`insert into ${sql.identifier(name)} (${columns}) values (${cells}) on conflict do nothing`,
  )
}

const ID = uuidv7()
function sample({ columnType, name }: { columnType: string; name: string }): unknown {
  if (/UUID/i.test(columnType)) return ID
  if (/Timestamp/.test(columnType)) return '2026-01-01T00:00:00Z'
  if (/Date/.test(columnType)) return '2026-01-01'
  if (/Integer|Double|BigInt/.test(columnType)) return 1
  if (/Jsonb/.test(columnType)) return {}
  if (/Custom/.test(columnType)) return Buffer.from([1])
  return name === 'verdict' ? 'verified' : name === 'kind' ? 'waiver' : `of ${person}`
}

const everything = async () => {
  const rows: Record<string, string[]> = {}
  for (const key of KEYS) {
    const name = tableName(key)
    const found = await database.db.execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`,
    )
    rows[name] = [...found].map(({ row }) => row)
  }
  return rows
}

describe('personal data', () => {
  test('every table has been thought about, and every column that tells who somebody is', () => {
    expect(Object.keys(PERSONAL_DATA).toSorted()).toEqual(KEYS.toSorted())
    for (const key of KEYS) {
      const kind = PERSONAL_DATA[key]
      const telling = Object.values(getTableColumns(TABLES[key])).filter(({ name }) => TELLS.test(name))
      if (telling.length > 0) expect([key, 'none' in kind]).toEqual([key, false])
      const outcome = 'none' in kind ? kind.none : (kind.erase ?? kind.blank ?? kind.keeps)
      expect([key, outcome]).not.toEqual([key, undefined])
    }
  })

  test('the export holds a row of every table about them, and no password or token', async () => {
    const pieces = await exportPerson(admin, person)
    let text = ''
    for await (const piece of pieces!) text += piece
    const { tables } = JSON.parse(text) as { tables: Record<string, Record<string, unknown>[]> }
    for (const key of KEYS) {
      const kind = PERSONAL_DATA[key]
      const name = tableName(key)
      const rows = tables[name]
      if ('none' in kind) expect([name, rows]).toEqual([name, undefined])
      else if (!DERIVED.test(name)) expect([name, rows?.length]).not.toEqual([name, 0])
      const secret = 'none' in kind ? [] : (kind.secret ?? [])
      for (const column of secret) for (const row of rows ?? []) expect(row).not.toHaveProperty(column)
    }
    expect(tables['users']).toMatchObject([{ name: NAME, email: EMAIL }])
    expect(await exportPerson(admin, uuidv7())).toBeNull()
  })

  test('the log refuses what is not asked for by the function, also while somebody is being erased', async () => {
    const stranger = uuidv7()
    await database.db.execute(sql`insert into progress_events (learner_id, id, lesson, type, at, data, digest)
      values (${stranger}, ${uuidv7()}, 'a', 'lesson.opened', now(), '{}', 'd')`)
    await expect(
      database.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('zhucai.erasing', ${person}, true)`)
        await tx.execute(sql`delete from progress_events`)
      }),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('erasure needs the number typed, and leaves nothing that tells who it was', async () => {
    expect(await erasePerson(admin, person, 'yes')).toEqual({ fault: 'confirmation' })
    expect(await erasePerson(admin, admin.id, admin.email)).toEqual({ fault: 'self' })
    await catchUp(database.db, livePlan())
    const before = await everything()
    expect(before['insight_people']!.join()).toContain(NUMBER)
    const strangers = before['progress_events']!.filter((row) => !row.includes(person))
    expect(await erasePerson(admin, person, ` ${NUMBER} `)).toEqual({ done: true })
    const after = await everything()
    for (const [name, rows] of Object.entries(after)) {
      const text = rows.join('\n')
      for (const telling of [NAME, EMAIL, NUMBER])
        expect([name, telling, !DERIVED.test(name) && text.includes(telling)]).toEqual([name, telling, false])
    }
    expect(after['progress_events']).toEqual(strangers)
    for (const key of KEYS) {
      const kind = PERSONAL_DATA[key]
      const name = tableName(key)
      const rows = after[name]!.filter((row) => row.includes(person))
      const reason = 'none' in kind ? undefined : kind.keeps
      if (rows.length > 0) expect([name, typeof reason]).toEqual([name, 'string'])
    }
    // What was counted from their rows goes when it is counted again.
    await catchUp(database.db, livePlan())
    const counted = Object.entries(await everything()).filter(([name]) => DERIVED.test(name))
    expect(counted.length).toBeGreaterThan(3)
    for (const [name, rows] of counted)
      expect([name, rows.filter((row) => row.includes(person) || row.includes(NUMBER))]).toEqual([name, []])
    expect(await erasePerson(admin, person, NUMBER)).toEqual({ fault: 'not-found' })
  })
})
