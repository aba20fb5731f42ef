import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './client.server'
import { startPostgres, type Postgres } from './embedded.server'
import { isDatabaseDown } from './faults.server'
import { migrateDatabase } from './migrate.server'
import { signal, startOf, until } from './processes.server'

const password = "a password with an apostrophe’s twin: ' and 汉字"
let data: string
let server: Postgres
const start = (more: Partial<Parameters<typeof startPostgres>[0]> = {}) =>
  startPostgres({ data, password, ...more })

beforeAll(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-cluster-'))
  fs.chmodSync(data, 0o711)
  // What a process killed in the middle of `initdb` leaves.
  fs.mkdirSync(path.join(data, 'postgres.new-1-abc', 'cluster'), { recursive: true })
  server = await start()
})
afterAll(async () => {
  await server.stop()
  fs.rmSync(data, { recursive: true, force: true })
})

async function ask(url: string, statement: string): Promise<unknown[]> {
  const database = connect(url, { max: 1 })
  try {
    return [...(await database.execute(statement))]
  } finally {
    await database.$client.end({ timeout: 2 })
  }
}

test('an unfinished initdb was redone, and the cluster keeps what it is told', async () => {
  expect(fs.readdirSync(data).toSorted()).toEqual(['postgres', 'postgres.log'])
  const rows = await ask(server.url(), 'show fsync')
  expect(rows).toEqual([{ fsync: 'on' }])
})

test('it listens on loopback only', async () => {
  expect(await ask(server.url(), 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  await expect(
    ask(server.url().replace(encodeURIComponent(password), 'guess'), 'select 1'),
  ).rejects.toMatchObject({
    cause: { code: '28P01' },
  })
})

test('kill -9 twenty times: every acknowledged row is there, without repair', async () => {
  await ask(server.url(), 'create table acknowledged (id int primary key)')
  let acknowledged = 0
  for (let round = 0; round < 20; round++) {
    const database = connect(server.url(), { max: 4 })
    const goal = acknowledged + 25
    const write = async () => {
      for (;;) {
        const rows = await database.execute<{ id: number }>(
          sql`insert into acknowledged select coalesce(max(id), 0) + 1 from acknowledged on conflict do nothing returning id`,
        )
        if (rows.length > 0) acknowledged++
        if (acknowledged >= goal) signal(server.pid, 'SIGKILL')
      }
    }
    const faults = (await Promise.allSettled([write(), write(), write()])).map((result) =>
      result.status === 'rejected' ? result.reason : undefined,
    )
    expect(faults.filter((fault) => !isDatabaseDown(fault))).toEqual([])
    await database.$client.end({ timeout: 0.1 })
    await server.exited
    server = await start()
    const rows = (await ask(server.url(), 'select count(*)::int as count from acknowledged')) as {
      count: number
    }[]
    // A row may have been committed whose acknowledgement the kill cut off: more is right, fewer never.
    expect(rows[0]!.count).toBeGreaterThanOrEqual(acknowledged)
    acknowledged = rows[0]!.count
  }
  expect(acknowledged).toBeGreaterThanOrEqual(500)
}, 120_000)

test('a server left running by a killed owner is stopped, then started anew', async () => {
  const orphan = server
  server = await start()
  expect(startOf(orphan.pid)).toBeUndefined()
  expect(await ask(server.url(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a server that was frozen is no obstacle', async () => {
  process.kill(server.pid, 'SIGSTOP')
  server = await start()
  expect(await ask(server.url(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a port in use is left to its user', async () => {
  const other = net.createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as net.AddressInfo
  await server.stop()
  server = await start({ port })
  expect(server.port).not.toBe(port)
  other.close()
})

test('a lost password is set anew', async () => {
  await server.stop()
  server = await start({ password: 'the new one', isPasswordNew: true })
  expect(await ask(server.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  server = await start({ isPasswordNew: true })
})

test('a migration killed in the middle is run again, and two at once run it once', async () => {
  await ask(server.url(), 'create database migrated')
  const url = server.url('migrated')
  // A table of the same name in a transaction left open makes the migration wait in its middle.
  const rival = connect(url, { max: 1 })
  await rival.execute('begin; create table verifications ()')
  const running = migrateDatabase(url).then(
    () => 'finished',
    () => 'cut off',
  )
  expect(await until(async () => (await ask(server.url(), WAITING)).length > 0, 15_000)).toBe(true)
  signal(server.pid, 'SIGKILL')
  expect(await running).toBe('cut off')
  await rival.$client.end({ timeout: 0.1 })
  await server.exited
  server = await start()
  expect(await ask(server.url('migrated'), `select 1 from pg_tables where tablename = 'users'`)).toEqual([])
  await Promise.all([migrateDatabase(server.url('migrated')), migrateDatabase(server.url('migrated'))])
  const folder = path.join(import.meta.dirname, 'migrations')
  const steps = fs.readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const rows = await ask(
    server.url('migrated'),
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  )
  expect(rows).toEqual([{ count: steps.length }])
})
const WAITING = `select 1 from pg_stat_activity where datname = 'migrated' and wait_event_type = 'Lock'`

test('the database does not outlive an owner that is killed', async () => {
  await server.stop()
  const owner = spawn(
    process.execPath,
    [
      '--conditions=react-server',
      '--import',
      'tsx',
      path.join(import.meta.dirname, 'embedded.owner.ts'),
      data,
      password,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { value } = await createInterface({ input: owner.stdout })[Symbol.asyncIterator]().next()
  const pid = Number(value)
  expect(startOf(pid)).toBeDefined()
  owner.kill('SIGKILL')
  expect(await until(() => startOf(pid) === undefined, 10_000)).toBe(true)
  server = await start()
})

test('a folder that holds something else is refused with what to do', async () => {
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-other-'))
  fs.chmodSync(other, 0o711)
  fs.mkdirSync(path.join(other, 'postgres'))
  await expect(startPostgres({ data: other, password })).rejects.toThrow(/not a PostgreSQL data folder/)
  fs.writeFileSync(path.join(other, 'postgres', 'PG_VERSION'), '15\n')
  await expect(startPostgres({ data: other, password })).rejects.toThrow(/written by PostgreSQL 15/)
  fs.rmSync(other, { recursive: true, force: true })
})

test.runIf(process.getuid?.() === 0)('root serves data in a folder that only root may enter', async () => {
  const closed = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-closed-'))
  fs.chmodSync(closed, 0o700)
  const inside = await startPostgres({ data: path.join(closed, 'data'), password })
  try {
    expect(await ask(inside.url(), 'select 1 as one')).toEqual([{ one: 1 }])
    const status = fs.readFileSync(`/proc/${inside.pid}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\t0\t/m)
  } finally {
    await inside.stop()
    fs.rmSync(closed, { recursive: true, force: true })
  }
})
