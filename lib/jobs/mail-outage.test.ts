/** Mail over a night without its server. Time passes by moving every time in the table back. */
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addUser, prepareSite } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { mailFaultOf } from '../mail/fault'
import { closeMail } from '../mail/send.server'
import { type MailServer, startMailServer } from '../mail/server.testing'
import { notify } from '../notifications/notify.server'
import { enqueue } from './enqueue.server'
import { runNextJob } from './run.server'
import { hastenMail } from './take.server'
import { startWorker } from './worker.server'

const HOUR = 3600
let base: TestDatabase
let server: MailServer
beforeAll(async () => {
  base = await testDatabase()
  prepareSite()
})
beforeEach(async () => {
  await base.db.execute(sql`delete from jobs`)
  server = await startMailServer()
  process.env['SMTP_URL'] = server.url
})
afterEach(async () => {
  delete process.env['SMTP_URL']
  closeMail()
  await server.close()
})
afterAll(() => base.close())

const pass = (seconds: number) =>
  base.db.execute(sql`update jobs set run_at = run_at - make_interval(secs => ${seconds}),
    failing_since = failing_since - make_interval(secs => ${seconds})`)
const runDue = async () => {
  while (await runNextJob(base.db));
}
const open = () => base.db.query.jobs.findMany({ where: (job, { isNull }) => isNull(job.doneAt) })

/** Somebody who has something to be told by mail. */
async function tell(): Promise<string> {
  const user = await addUser('trainee')
  await notify(base.db, user.id, 'certificate.issued', { stage: 'practice', code: 'abc' })
  return user.email
}

/** Until the given hours are over, everything that is due every five minutes. */
async function live(hours: number): Promise<void> {
  for (let at = 0; at < hours * HOUR; at += 300) {
    await runDue()
    await pass(300)
  }
}

describe('a mail server that is away', () => {
  test.each([10, 60])('for %i hours loses nothing, and each mail comes once', async (hours) => {
    await server.close()
    const people = [await tell(), await tell(), await tell()]
    await live(hours)
    const waiting = await open()
    expect(waiting).toHaveLength(3)
    for (const job of waiting) expect(job).toMatchObject({ failedAt: null, fault: 'away' })

    server = await startMailServer(server.port)
    await pass(HOUR)
    await runDue()
    expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual(people.toSorted())
    expect(await open()).toEqual([])
  })

  test('is asked at least once an hour, and given up after three days and not before', async () => {
    await server.close()
    await tell()
    await live(72)
    expect((await open())[0]).toMatchObject({ failedAt: null })
    for (let tries = 0; tries < 3; tries++) {
      await pass(HOUR)
      await runDue()
    }
    const [job] = await open()
    expect(job!.failedAt).not.toBeNull()
    // Some eighty tries in three days: the server is not hammered.
    expect(job!.attempts).toBeLessThan(90)
  })

  test('when it is back, what waited for it is due at once', async () => {
    await server.close()
    await tell()
    await live(3)
    const [before] = await open()
    expect(before!.runAt.getTime()).toBeGreaterThan(Date.now() + 61_000)
    await hastenMail(base.db)
    expect((await open())[0]!.runAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  test('stops no other work, and its worker delivers what waited as soon as it is back', async () => {
    await server.close()
    const people = [await tell(), await tell()]
    await enqueue(base.db, 'cleanup', { day: '2026-11-22' })
    const worker = startWorker({ idle: 20, trouble: 20, away: 50 })
    const doneOther = async () => (await open()).every(({ kind }) => kind === 'notification.mail')
    await expect.poll(doneOther).toBe(true)
    await expect.poll(async () => (await open()).every(({ fault }) => fault === 'away')).toBe(true)
    // An hour's pause for one of them, which nobody has to wait out.
    await base.db.execute(sql`update jobs set run_at = now() + interval '1 hour'
      where id = (select id from jobs where done_at is null order by id limit 1)`)
    server = await startMailServer(server.port)
    await pass(20)
    await expect.poll(() => server.received.length, { timeout: 10_000 }).toBe(2)
    await worker.stop()
    expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual(people.toSorted())
  })
})

describe('what the server says', () => {
  const answers: [number, 'address' | 'later'][] = [
    [550, 'address'],
    [551, 'address'],
    [553, 'address'],
    [554, 'address'],
    [450, 'later'],
    [451, 'later'],
    [452, 'later'],
  ]
  test.each(answers)('%i to a recipient: %s', async (code, fault) => {
    const email = await tell()
    server.refuseNext(code)
    await runDue()
    const [job] = await open()
    expect(job).toMatchObject({ fault, attempts: 1 })
    expect(job!.failedAt !== null).toBe(fault === 'address')
    expect(job!.lastError).not.toContain(email)
    expect(server.received).toEqual([])
  })

  test('one refused address keeps nobody else’s mail', async () => {
    const refused = await tell()
    const others = [await tell(), await tell()]
    server.refuseNext(550)
    await runDue()
    expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual(others.toSorted())
    expect(others).not.toContain(refused)
  })

  test('only a final answer about this mail is final', () => {
    const said = (code: string, command: string, responseCode?: number) =>
      mailFaultOf(Object.assign(new Error('no'), { code, command, responseCode }))
    expect(said('EMESSAGE', 'DATA', 554)).toBe('content')
    expect(said('EMESSAGE', 'DATA', 451)).toBe('later')
    // Settings of ours, which somebody will put right.
    expect(said('EENVELOPE', 'MAIL FROM', 553)).toBe('away')
    expect(said('EAUTH', 'AUTH PLAIN', 535)).toBe('away')
    expect(said('ECONNECTION', 'CONN', 421)).toBe('away')
    expect(said('ESOCKET', 'CONN')).toBe('away')
    expect(mailFaultOf('text')).toBe('away')
  })
})

const idOf = ({ raw }: { raw: string }): string => /^Message-ID:\s+(<\S+@\S+>)$/im.exec(raw)![1]!

test('many mails take one connection, and none of them asks for an answer', async () => {
  for (let index = 0; index < 12; index++) await tell()
  await runDue()
  expect(server.received).toHaveLength(12)
  expect(server.connections).toBe(1)
  const ids = server.received.map(idOf)
  expect(new Set(ids).size).toBe(12)
  for (const { raw } of server.received) expect(raw).toMatch(/^Auto-Submitted: auto-generated$/im)
})

test('the same mail sent once more has the same id, so that it can be told from another', async () => {
  await tell()
  await runDue()
  // The process died after the server's last word and before its own note.
  await base.db.execute(sql`update jobs set done_at = null, run_at = now()`)
  await runDue()
  const ids = server.received.map(idOf)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})
