import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { livePlan } from '../insights/live-plan.server'
import { catchUp } from '../insights/rollup/catch-up.server'
import { addDepartment } from '../people/departments.server'
import { invitePerson } from '../people/invite.server'
import { PERSONAL_DATA, TABLES, type TableKey, tableName } from '../people/personal-data.server'
import { isDemo } from './flag.server'
import { leaveDemo, planLeaving } from './leave.server'
import { FIXTURE_LESSONS } from './lessons.fixture'
import { seedDemo } from './seed.server'

let database: TestDatabase
let demoAdmin: Viewer<'people.manage'>
let real: string
const invented: string[] = []
const KEYS = Object.keys(TABLES) as TableKey[]

const one = async <T>(query: ReturnType<typeof sql>): Promise<T> =>
  (await database.db.execute<Record<string, unknown>>(query))[0] as T
const idOf = async (query: ReturnType<typeof sql>): Promise<string> => (await one<{ id: string }>(query)).id
const rowsOf = async (key: TableKey): Promise<string[]> => {
  const rows = await database.db.execute<{ row: string }>(
    sql`select to_jsonb(t)::text as row from ${sql.identifier(tableName(key))} t`,
  )
  return [...rows].map(({ row }) => row).toSorted()
}

beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
  await seedDemo(database.db, { lessons: FIXTURE_LESSONS, now: new Date(Date.now() - 86_400_000) })
  const admin = await idOf(sql`select id from users where email = 'admin@zhucai.example'`)
  demoAdmin = viewerOf({ id: admin, role: 'admin' }, 'people.manage')

  // What people did while they tried it out.
  const departmentId = await idOf(sql`select id from departments where name_zh = '算法部'`)
  const cohortId = await idOf(sql`select id from cohorts where name_en = 'Autumn 2026'`)
  const mentorId = await idOf(sql`select id from users where email = 'mentor@zhucai.example'`)
  const someone = { name: '真学员', email: 'real@company.cn', number: 'R1', role: 'trainee' as const }
  const made = await invitePerson(demoAdmin, { ...someone, departmentId, cohortId, mentorId })
  if ('fault' in made) throw new Error(made.fault)
  real = made.id
  await database.db.execute(sql`insert into progress_events (learner_id, id, lesson, type, at, data, digest)
    values (${real}, ${uuidv7()}, 'a', 'lesson.opened', now(), '{}', 'd')`)
  await database.db.execute(sql`insert into notes (learner_id, id, lesson, body)
    values (${real}, ${uuidv7()}, 'a', '真的笔记')`)
  await database.db.execute(sql`insert into certificates (learner_id, stage, code, name, lessons, issued_at)
    values (${real}, 's', 'code', '真学员', '[]', now())`)
  const question = uuidv7()
  await database.db.execute(sql`insert into questions (learner_id, id, lesson, cell, body)
    values (${real}, ${question}, 'a', 'c', '真的问题')`)
  await database.db.execute(sql`insert into answers (learner_id, id, question_id, author_id, body)
    values (${real}, ${uuidv7()}, ${question}, ${mentorId}, '演示导师的回答')`)
  const hr = await idOf(sql`select id from users where email = 'hr@zhucai.example'`)
  for (const [audience, audienceId] of [
    ['department', departmentId],
    ['department', await idOf(sql`select id from departments where name_zh = '交付部'`)],
    ['person', mentorId],
  ] as const)
    await database.db.execute(sql`insert into assignments
      (id, subject, subject_id, audience, audience_id, due_on, created_by)
      values (${uuidv7()}, 'lesson', 'a', ${audience}, ${audienceId}, '2030-01-01', ${hr})`)
  // Somebody made an invented department and an invented account their own.
  await database.db.execute(sql`update departments set name_zh = '真产品部' where name_zh = '产品部'`)
  await database.db.execute(
    sql`update users set email = 'taken@company.cn', name = '接手的人' where email = 'wu.ruolin@zhucai.example'`,
  )
  await addDepartment(demoAdmin, { nameZh: '真部门', nameEn: 'Real', parentId: null })
  const all = await database.db.execute<{ id: string }>(
    sql`select id from users where email like '%@zhucai.example'`,
  )
  invented.push(...[...all].map(({ id }) => id))
  await catchUp(database.db, livePlan())
})
afterAll(() => database.close())

describe('leaving the demonstration', () => {
  it('is refused on the page while nobody real can administer', async () => {
    expect(await leaveDemo(demoAdmin)).toEqual({ fault: 'no-administrator' })
    expect(await isDemo()).toBe(true)
  })

  it('says before what goes and what stays', async () => {
    await addUser('admin', { name: '真管理员', email: 'boss@company.cn' })
    expect(await planLeaving(demoAdmin)).toMatchObject({
      invented: invented.length,
      administrators: 1,
      departments: { gone: 3 },
      cohorts: { gone: 1, kept: [{ en: 'Autumn 2026' }] },
      assignments: 1,
      withoutMentor: 1,
    })
    const plan = await planLeaving(demoAdmin)
    expect(plan!.real.map(({ email }) => email).toSorted()).toEqual([
      'boss@company.cn',
      'real@company.cn',
      'taken@company.cn',
    ])
    expect(plan!.departments.kept.map(({ zh }) => zh).toSorted()).toEqual(
      ['真产品部', '真部门', '研发部', '算法部'].toSorted(),
    )
  })

  it('removes everything invented, keeps everything real, and leaves the log as it was', async () => {
    const before = Object.fromEntries(
      await Promise.all(KEYS.map(async (key) => [key, await rowsOf(key)] as const)),
    ) as Record<TableKey, string[]>
    expect(await leaveDemo(demoAdmin)).toMatchObject({ done: true, invented: invented.length })
    await catchUp(database.db, livePlan())

    expect(await isDemo()).toBe(false)
    expect(
      await one(sql`select count(*)::int n from accounts a join users u on u.id = a.user_id
      where u.email like '%@zhucai.example'`),
    ).toEqual({ n: 0 })
    const users = await database.db.execute<{ name: string }>(sql`select name from users order by name`)
    // One answered a real question, one gave a real assignment: empty rows stay, so that these point at something.
    expect([...users].map(({ name }) => name).toSorted()).toEqual(
      ['—', '—', '接手的人', '真学员', '真管理员'].toSorted(),
    )
    const mentioned = (row: string) => invented.filter((id) => row.includes(id))
    for (const key of KEYS) {
      const after = await rowsOf(key)
      const kind = PERSONAL_DATA[key]
      if (key === 'auditEvents') {
        const log = before[key]
        expect(after.filter((row) => log.includes(row))).toEqual(log)
        expect(after).toHaveLength(log.length + 1)
        continue
      }
      if (!['users', 'answers', 'assignments'].includes(key))
        expect([key, after.flatMap(mentioned)]).toEqual([key, []])
      if ('none' in kind || ['users', 'people', 'notifications'].includes(key)) continue
      const own = before[key].filter((row) => row.includes(real) && !key.startsWith('insight'))
      expect([key, after.filter((row) => own.includes(row))]).toEqual([key, own])
    }
    expect(
      await one(sql`select department_id is not null place, mentor_id from people where id = ${real}`),
    ).toEqual({ place: true, mentor_id: null })
    expect(await one(sql`select count(*)::int n from assignments`)).toEqual({ n: 1 })
  })

  it('happens once, and the next start invents nothing again', async () => {
    expect(await leaveDemo(demoAdmin)).toEqual({ fault: 'no-demonstration' })
    expect(await planLeaving(demoAdmin)).toBeUndefined()
    expect(await one(sql`select count(*)::int n from settings where key = 'demo-left'`)).toEqual({ n: 1 })
  })
})
