import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeLimits } from '../api/limits.server'
import { arrive } from '../api/testing.server'
import { listAudit } from '../audit/list.server'
import { addUser, prepareSite, viewerOf } from '../auth/testing.server'
import { ROLES } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { JOB_STATES, readJobFilter } from './list-filter'
import { countTrouble, listJobs, readTrouble } from './list.server'
import { runNextJob } from './run.server'
import { takeJob } from './take.server'

let base: TestDatabase
let admin: Awaited<ReturnType<typeof arrive>>
beforeAll(async () => {
  base = await testDatabase()
  prepareSite()
  admin = await arrive('admin')
})
beforeEach(() => base.db.execute(sql`delete from jobs`))
afterAll(async () => {
  await closeLimits()
  await base.close()
})

const reader = () => viewerOf(admin.user, 'jobs.manage')
type Column = { failed?: boolean; failing?: boolean; done?: boolean; discarded?: boolean; runIn?: number }

/** A job that has come so far. */
async function put(data: Record<string, unknown>, at: Column, kind = 'notification.mail'): Promise<string> {
  const id = uuidv7()
  const when = (is: boolean | undefined) => (is ? sql`now() - interval '2 hours'` : sql`null`)
  await base.db.execute(sql`insert into jobs
    (id, kind, data, attempts, run_at, done_at, failed_at, failing_since, discarded_at, fault, last_error)
    values (${id}, ${kind}, ${JSON.stringify(data)}, 5, now() + make_interval(secs => ${at.runIn ?? 3600}),
      ${when(at.done)}, ${when(at.failed)}, ${when(at.failing)}, ${when(at.discarded)},
      ${at.failing ? 'address' : null}, ${at.failing ? 'MailFault: 550 …' : null})`)
  return id
}
const GIVEN_UP = { failed: true, failing: true }
const row = async (id: string) =>
  (await base.db.query.jobs.findFirst({ where: (job, { eq }) => eq(job.id, id) }))!

test('every state has its list, and each job is in the right ones', async () => {
  const person = await addUser('trainee', { name: '李明' })
  const ids = {
    'given-up': await put({ user: person.id }, GIVEN_UP),
    retrying: await put({ user: person.id }, { failing: true }),
    waiting: await put({ user: person.id }, {}),
    done: await put({ user: person.id }, { done: true }),
    discarded: await put({ user: person.id }, { ...GIVEN_UP, discarded: true }),
  }
  for (const state of JOB_STATES) {
    const { rows } = await listJobs(reader(), readJobFilter({ state }))
    const expected =
      state === 'all'
        ? Object.values(ids)
        : state === 'trouble'
          ? [ids['given-up'], ids.retrying]
          : [ids[state]]
    expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.toSorted())
    for (const one of rows) expect(one.person).toEqual({ id: person.id, name: '李明' })
  }
  expect(readJobFilter({ state: 'x', kind: 'coffee.make', cursor: 7 })).toEqual({ state: 'trouble' })
  expect(await readTrouble(reader())).toMatchObject([{ kind: 'notification.mail', givenUp: 1, retrying: 1 }])
})

test('administrators are told of what was given up or has failed for an hour, and nobody else', async () => {
  await put({ user: admin.user.id }, GIVEN_UP)
  await put({ user: admin.user.id }, { failing: true })
  const lately = await put({ user: admin.user.id }, { failing: true })
  await base.db.execute(
    sql`update jobs set failing_since = now() - interval '59 minutes' where id = ${lately}`,
  )
  for (const role of ROLES) {
    const expected = role === 'admin' ? { givenUp: 1, failing: 1 } : { givenUp: 0, failing: 0 }
    expect(await countTrouble(viewerOf({ id: uuidv7(), role }, 'lessons.read'))).toEqual(expected)
  }
})

test('one that was given up is repeated with all its tries, and audited with whom it concerns', async () => {
  const person = await addUser('trainee', { name: '王芳' })
  const id = await put({ user: person.id, notification: uuidv7() }, GIVEN_UP)
  expect((await admin.send('POST', `/jobs/${id}/repetition`, {})).status).toBe(200)
  expect(await row(id)).toMatchObject({ attempts: 0, failedAt: null, failingSince: null })
  expect(await runNextJob(base.db)).toBe('done')
  // It is done now: once more is once too often.
  expect((await admin.send('POST', `/jobs/${id}/repetition`, {})).status).toBe(409)
  const { rows } = await listAudit(viewerOf(admin.user, 'audit.read'), { action: 'job.repeated' })
  expect(rows[0]).toMatchObject({ subject: `job ${id}`, data: { learner: person.id } })
})

test('one that somebody is at work on is not begun a second time', async () => {
  const id = await put({ user: admin.user.id, notification: uuidv7() }, { failing: true, runIn: -1 })
  expect((await takeJob())!.id).toBe(id)
  expect((await admin.send('POST', `/jobs/${id}/repetition`, {})).status).toBe(409)
  expect(await takeJob()).toBeUndefined()
})

test('all of a kind are repeated, and none of another', async () => {
  for (let index = 0; index < 3; index++) await put({ user: admin.user.id }, GIVEN_UP)
  await put({ user: admin.user.id }, { failing: true })
  const other = await put({ user: admin.user.id }, GIVEN_UP, 'invitation.mail')
  const answer = await admin.send('POST', '/jobs/repetitions', { kind: 'notification.mail' })
  expect(await answer.json()).toEqual({ count: 4 })
  expect((await row(other)).failedAt).not.toBeNull()
})

test('discarded for a reason, one and all of a kind, for ever', async () => {
  const [one, two] = [
    await put({ user: admin.user.id }, { failing: true }),
    await put({}, GIVEN_UP, 'coffee.make'),
  ]
  for (const reason of ['', 'x', 7])
    expect((await admin.send('POST', `/jobs/${one}/discard`, { reason })).status).toBe(422)
  expect((await admin.send('POST', `/jobs/${one}/discard`, { reason: '此人已离职' })).status).toBe(200)
  expect((await admin.send('POST', `/jobs/${one}/discard`, { reason: '此人已离职' })).status).toBe(409)
  expect((await admin.send('POST', `/jobs/${one}/repetition`, {})).status).toBe(409)
  const answer = await admin.send('POST', '/jobs/discards', { kind: 'coffee.make', reason: '旧版本留下的' })
  expect(await answer.json()).toEqual({ count: 1 })
  for (const id of [one, two]) {
    const kept = await row(id)
    expect([kept.discardedAt, kept.failedAt]).not.toContain(null)
  }
  await base.db.execute(sql`update jobs set run_at = now() - interval '1 second'`)
  expect(await takeJob()).toBeUndefined()
  const { rows } = await listAudit(viewerOf(admin.user, 'audit.read'), { group: 'operation' })
  expect(rows.slice(0, 2).map(({ data }) => data['reason'])).toEqual(['旧版本留下的', '此人已离职'])
})

test('the list over the API holds no address', async () => {
  const person = await addUser('trainee')
  await put({ user: person.id }, GIVEN_UP)
  const answer = await admin.send('GET', '/jobs?state=given-up')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toContain(person.id)
  expect(text).not.toContain('@')
  expect((await (await arrive('hr')).send('GET', '/jobs')).status).toBe(403)
})
