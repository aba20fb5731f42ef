/** What belongs to mentors, found by walking, tells a mentor nothing of other mentors' mentees and takes nothing for them. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { can, type Permission, PERMISSIONS } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { FIXTURE_LESSONS } from '../demo/lessons.fixture'
import { seedDemo } from '../demo/seed.server'
import { assemble } from './app.server'
import { digestTables } from './digest.testing'
import { closeLimits } from './limits.server'
import type { Route } from './route.server'
import { routes } from './routes.server'
import { inputOf, sample } from './shapes.testing'
import { arrive, type Sender, sender } from './testing.server'

/** Permissions that mentors hold and trainees do not, by which people are named. */
const OF_MENTORS = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (one) => can('mentor', one) && !can('trainee', one) && one !== 'confusion.read',
)
const theirs = routes.filter(({ permission }) => (OF_MENTORS as string[]).includes(permission))
/** Letting go of what one does not hold is done already. */
const NOTHING_TO_UNDO = new Set(['/reviews/{person}/{submission}/claim'])

let base: TestDatabase
let send: Sender
const foreign: Record<string, string> = {}

beforeAll(async () => {
  base = await testDatabase()
  await seedDemo(base.db, { lessons: FIXTURE_LESSONS })
  const me = await arrive('mentor')
  const app = assemble(routes.map((route) => ({ ...route, limit: { points: 1_000_000, seconds: 60 } })))
  send = sender(me.cookie, app)
  const [person] = await base.db.execute<{ id: string; mentor: string }>(sql`
    select id, mentor_id mentor from people where mentor_id is not null and status = 'active' order by external_id limit 1`)
  const [submission, question, comment] = [uuidv7(), uuidv7(), uuidv7()]
  const { id, mentor } = person!
  const lesson = FIXTURE_LESSONS[0]!.lesson.id
  Object.assign(foreign, { person: id, learner: id, lesson, submission, question, comment })
  // One mentee of one's own, or the lists would be empty for another reason.
  await base.db.execute(sql`update people set mentor_id = ${me.user.id} where id = (
    select id from people where mentor_id is not null and id <> ${id} and status = 'active' limit 1)`)
  await base.db
    .execute(sql`insert into submissions (learner_id, id, lesson, check_id, lesson_version, kind, verdict, code)
    values (${id}, ${submission}, ${lesson}, 'project', 1, 'review', 'waiting', '{"train": "OTHERS"}')`)
  await base.db.execute(sql`insert into reviews (learner_id, submission_id, queued_at)
    values (${id}, ${submission}, now())`)
  await base.db.execute(sql`insert into review_comments (learner_id, submission_id, id, author_id, body)
    values (${id}, ${submission}, ${comment}, ${mentor}, 'OTHERS')`)
  await base.db.execute(sql`insert into questions (learner_id, id, lesson, cell, body)
    values (${id}, ${question}, ${lesson}, 'train', 'OTHERS')`)
  await base.db.execute(sql`update users u set name = 'OTHERS ' || u.id from people p
    where p.id = u.id and p.mentor_id is not null and p.mentor_id <> ${me.user.id}`)
})
afterAll(async () => {
  await closeLimits()
  await base.close()
})

const pathOf = (route: Route): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = foreign[key]
    if (value === undefined) throw new Error(`Say in this test what {${key}} of another's mentee is`)
    return value
  })

test.each(theirs.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  async (_name, route) => {
    const before = await digestTables(base.db)
    const answer = await send(route.method, pathOf(route), route.body && sample(inputOf(route.body)))
    const text = await answer.text()
    expect(text).not.toContain('OTHERS')
    if (!NOTHING_TO_UNDO.has(route.path))
      expect({ status: answer.status, text }).toMatchObject({ status: route.path.includes('{') ? 404 : 200 })
    expect(await digestTables(base.db)).toEqual(before)
  },
)
