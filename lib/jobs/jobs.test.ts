import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser, prepareSite } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { cleanUp } from './cleanup.server'
import { enqueue } from './enqueue.server'
import { runNextJob } from './run.server'
import { finishJob, giveUpLost, MAX_ATTEMPTS, pauseAfter, postponeJob, takeJob } from './take.server'
import { startWorker } from './worker.server'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  prepareSite()
})
beforeEach(() => database.db.execute(sql`delete from jobs`))
afterAll(() => database.close())

const rows = () => database.db.query.jobs.findMany({ orderBy: (job, { asc }) => asc(job.id) })
const cleanup = (day = '2026-11-22') => enqueue(database.db, 'cleanup', { day })
const dueNow = () => database.db.execute(sql`update jobs set run_at = now() - interval '1 second'`)

test('a job of the same key is written once', async () => {
  for (let time = 0; time < 3; time++)
    await enqueue(database.db, 'cleanup', { day: '2026-11-22' }, { key: 'cleanup 2026-11-22' })
  expect(await rows()).toHaveLength(1)
})

test('nothing is left of a job whose transaction was undone', async () => {
  await database.db
    .transaction(async (tx) => {
      await enqueue(tx, 'cleanup', { day: '2026-11-22' })
      throw new Error('undo')
    })
    .catch(() => {})
  expect(await rows()).toEqual([])
})

test('twenty jobs taken by eight at once are each taken once', async () => {
  for (let index = 0; index < 20; index++) await cleanup()
  const taken: string[] = []
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let job = await takeJob(); job; job = await takeJob()) taken.push(job.id)
    }),
  )
  expect(taken).toHaveLength(20)
  expect(new Set(taken).size).toBe(20)
})

test('one that fails waits longer each time and is given up in the end', async () => {
  await cleanup()
  const pauses: number[] = []
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await dueNow()
    const job = (await takeJob())!
    expect(job.attempts).toBe(attempt)
    await postponeJob(job, new Error('550 no such user lin@example.com'), false)
    const [row] = await database.db.execute<{ pause: number; error: string }>(
      sql`select round(extract(epoch from run_at - now()))::int pause, last_error error from jobs`,
    )
    expect(row!.error).toBe('Error: 550 no such user …')
    if (attempt < MAX_ATTEMPTS) pauses.push(row!.pause)
  }
  expect(pauses).toEqual(pauses.map((_, index) => pauseAfter(index + 1)))
  expect(pauses.slice(0, 3)).toEqual([15, 45, 135])
  expect((await rows())[0]!.failedAt).not.toBeNull()
  await dueNow()
  expect(await takeJob()).toBeUndefined()
})

test('what this version does not know is given up at once, and written down', async () => {
  await database.db.execute(sql`insert into jobs (id, kind, data) values
    (${uuidv7()}, 'coffee.make', '{}'), (${uuidv7()}, 'cleanup', '{"day": 7}')`)
  while (await runNextJob(database.db));
  for (const row of await rows()) {
    expect(row.failedAt).not.toBeNull()
    expect(row.lastError).toMatch(/ZodError/)
  }
})

test('a process killed at work loses nothing: its job is taken again when the lease is over', async () => {
  await cleanup()
  const script = `
    const { takeJob } = await import('./lib/jobs/take.server.ts')
    const job = await takeJob()
    process.stdout.write(job.id)
    setInterval(() => {}, 1_000)`
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [id] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  // Not before the lease is over: the process might only be slow.
  expect(await takeJob()).toBeUndefined()
  await dueNow()
  expect(await takeJob()).toMatchObject({ id: String(id), attempts: 2 })
})

test('who lost its lease cannot end the job of who has it now', async () => {
  await cleanup()
  const slow = (await takeJob())!
  await dueNow()
  const fresh = (await takeJob())!
  await finishJob(slow)
  await postponeJob(slow, new Error('late'), true)
  expect((await rows())[0]).toMatchObject({ doneAt: null, failedAt: null })
  await finishJob(fresh)
  expect((await rows())[0]!.doneAt).not.toBeNull()
})

test('one that kills its process each time is given up', async () => {
  await cleanup()
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    await dueNow()
    await takeJob()
  }
  await dueNow()
  await giveUpLost()
  expect((await rows())[0]!.failedAt).not.toBeNull()
})

test('a worker does what is due, plans the day once, and stops', async () => {
  await cleanup()
  const worker = startWorker()
  expect(startWorker()).toBe(worker)
  await expect.poll(async () => (await rows()).find(({ key }) => key === null)?.doneAt).toBeTruthy()
  await worker.stop()
  const keys = (await rows()).flatMap(({ key }) => key ?? [])
  expect(keys.map((key) => key.split(' ')[0]).toSorted()).toEqual(['assignment.remind', 'cleanup'])
  await cleanup('2026-11-23')
  expect((await rows()).some(({ doneAt, data }) => doneAt === null && data['day'] === '2026-11-23')).toBe(
    true,
  )
})

test('cleaning up removes what has had its time and nothing else', async () => {
  const { id } = await addUser('trainee')
  const old = sql`now() - interval '400 days'`
  const soon = sql`now() + interval '1 hour'`
  const challenge = (
    used: typeof old,
    expires: typeof old,
  ) => sql`insert into challenges (learner_id, id, lesson,
    check_id, lesson_version, seed, issued_at, expires_at, used_at)
    values (${id}, ${uuidv7()}, 'a', 'b', 1, 's', ${old}, ${expires}, ${used})`
  await database.db.execute(challenge(sql`null`, old))
  await database.db.execute(challenge(old, old))
  await database.db.execute(challenge(sql`null`, soon))
  for (const at of [old, soon])
    await database.db.execute(sql`insert into notifications (user_id, id, kind, data, at)
      values (${id}, ${uuidv7()}, 'account.invited', '{}', ${at})`)
  await database.db.execute(
    sql`insert into rate_limits (key, points, expire) values ('past', 1, 1), ('ever', 1, null)`,
  )
  await cleanUp(database.db)
  const [left] = await database.db.execute(sql`select (select count(*)::int from challenges) challenges,
    (select count(*)::int from notifications) notifications, (select count(*)::int from rate_limits) limits`)
  expect(left).toEqual({ challenges: 2, notifications: 1, limits: 1 })
})
