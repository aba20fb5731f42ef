import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../auth/permissions'
import { addUser, prepareSite, viewerOf } from '../../auth/testing.server'
import { testDatabase, type TestDatabase } from '../../db/testing.server'
import { type Imported, NOTHING_SAID, type Options } from './planned'
import { rosterOf } from './fixture.testing'
import { applyImport, type Given, previewImport } from './import.server'

let database: TestDatabase
let admin: Viewer<'people.manage'>

beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
  admin = viewerOf(await addUser('admin'), 'people.manage')
})
afterAll(() => database.close())

const said = (more: Partial<Options>): Options => ({ ...NOTHING_SAID, ...more })
async function look(given: Given) {
  const preview = await previewImport(admin, given)
  if ('fault' in preview) throw new Error(preview.fault)
  return preview
}
async function carryOut(given: Given, invite = false): Promise<Imported> {
  const { digest } = await look(given)
  const result = await applyImport(admin, { ...given, digest, invite })
  if (!('created' in result)) throw new Error(JSON.stringify(result))
  return result
}
const rows = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  database.db.execute<T>(query).then((found) => [...found])
const count = async (table: string): Promise<number> =>
  (await rows<{ n: number }>(sql`select count(*)::int n from ${sql.identifier(table)}`))[0]!.n

/** As many as a company has people; `npm run bench -- import` measures the largest file. */
const PEOPLE = 1_200
test('a company in one file: departments, mentors and people, and a second time nothing is left to do', async () => {
  const given = { text: rosterOf(PEOPLE), options: said({ departments: true }) }
  const preview = await look(given)
  expect(preview.refused).toEqual([])
  expect(preview.create).toHaveLength(PEOPLE)
  const progress: number[] = []
  const before = await count('audit_events')
  const done = await applyImport(
    admin,
    { ...given, digest: preview.digest, invite: false },
    { onProgress: ({ done: so, of }) => progress.push(so / of) },
  )
  expect(done).toMatchObject({ created: PEOPLE, departments: preview.departments.length, links: [] })
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect([progress[0], progress.at(-1)]).toEqual([0, 1])
  expect(await count('people')).toBe(PEOPLE)
  // Each person, each department and the import itself.
  expect((await count('audit_events')) - before).toBe(PEOPLE + preview.departments.length + 1)
  // Nobody is written to unless somebody asked for it.
  expect(await count('verifications')).toBe(0)
  const [placed] = await rows<{ n: number }>(sql`select count(*)::int n from people p
    join users m on m.id = p.mentor_id and m.role = 'mentor' where p.joined_on = '2026-11-01'`)
  expect(placed!.n).toBe(PEOPLE - PEOPLE / 100)
  expect(await look({ text: given.text })).toMatchObject({
    unchanged: PEOPLE,
    create: [],
    update: [],
    departments: [],
  })
})

describe('what was cancelled', () => {
  test('leaves nothing behind', async () => {
    const given = { text: rosterOf(1_100, 'C'), options: said({ departments: true }) }
    const { digest } = await look(given)
    const before = [await count('people'), await count('audit_events'), await count('departments')]
    const leaving = new AbortController()
    const result = await applyImport(
      admin,
      { ...given, digest, invite: false },
      { signal: leaving.signal, onProgress: ({ done }) => done >= 500 && leaving.abort() },
    )
    expect(result).toEqual({ cancelled: true })
    expect([await count('people'), await count('audit_events'), await count('departments')]).toEqual(before)
  })
})

describe('leavers and roles', () => {
  const HEAD = '姓名,邮箱,工号,部门,角色,导师,状态'
  const standing = () =>
    rows<{ number: string; role: string; status: string; banned: boolean; mentor: string | null }>(sql`
      select p.external_id number, u.role, p.status, u.banned, m.email mentor from people p
      join users u on u.id = p.id left join users m on m.id = p.mentor_id
      where p.external_id like 'L%' order by 1`)
  const admins = () => rows(sql`select id, banned from users where role = 'admin' order by id`)

  test('change only when it was said, with sessions ended and mentees released', async () => {
    const start = `${HEAD}\n甲,l1@example.com,L1,基地,导师,,在职\n乙,l2@example.com,L2,基地,,L1,在职\n丙,l3@example.com,L3,基地,,,在职`
    await carryOut({ text: start, options: said({ departments: true }) })
    const before = await standing()
    expect(before.map(({ mentor }) => mentor)).toEqual([null, 'l1@example.com', null])
    const text = `${HEAD}\n甲,l1@example.com,L1,基地,,,离职\n乙,l2@example.com,L2,基地,,,在职\n丙,l3@example.com,L3,基地,人事,,在职`
    expect(await look({ text })).toMatchObject({
      leave: [{ number: 'L1' }],
      roles: [{ number: 'L3', to: 'hr' }],
    })
    expect(await carryOut({ text })).toMatchObject({ closed: 0, roles: 0 })
    expect(await standing()).toEqual(before)
    const done = await carryOut({ text, options: said({ leavers: true, roles: true }) })
    expect(done).toMatchObject({ closed: 1, roles: 1 })
    expect(await standing()).toMatchObject([
      { number: 'L1', status: 'inactive', banned: true },
      { number: 'L2', banned: false, mentor: null },
      { number: 'L3', role: 'hr' },
    ])
    const [event] = await rows<{ data: object }>(
      sql`select data from audit_events where action = 'people.imported' order by at desc, id desc limit 1`,
    )
    expect(event!.data).toMatchObject({ closed: 1, roles: 1, refused: 0 })
  })

  test('and whatever a file says, the administrators stay who they are', async () => {
    const second = await addUser('admin')
    await database.db.execute(sql`insert into people (id, external_id, department_id, joined_on)
      select ${second.id}, 'L9', id, '2026-01-01' from departments limit 1`)
    const before = await admins()
    const everything = said({ leavers: true, roles: true, absent: true, departments: true })
    for (const line of [
      `丁,${second.email},L9,基地,学员,,在职`,
      `丁,${second.email},L9,基地,,,离职`,
      '丙,l3@example.com,L3,基地,管理员,,在职',
      '丙,l3@example.com,L3,基地,,,在职',
    ])
      await carryOut({ text: `${HEAD}\n${line}`, options: everything })
    expect(await admins()).toEqual(before)
  })
})

test('those who are invited get links of their own when it was asked for', async () => {
  const text = '姓名,邮箱,工号,部门\n戊,i1@example.com,I1,基地\n己,i2@example.com,I2,基地'
  const { links } = await carryOut({ text }, true)
  expect(links.map(({ email }) => email)).toEqual(['i1@example.com', 'i2@example.com'])
  expect(new Set(links.map(({ link }) => link)).size).toBe(2)
})
