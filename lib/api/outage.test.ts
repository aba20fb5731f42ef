import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../auth/testing.server'
import { db } from '../db/client.server'
import { startPostgres, type Postgres } from '../db/embedded.server'
import { migrateDatabase } from '../db/migrate.server'
import { signal, until } from '../db/processes.server'
import { health } from './health.server'
import { closeLimits } from './limits.server'
import { sender, signInAs } from './testing.server'

let data: string
let server: Postgres
const start = (port?: number) =>
  startPostgres({ data, password: 'for tests only', ...(port ? { port } : {}) })

beforeAll(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-outage-'))
  fs.chmodSync(data, 0o711)
  server = await start()
  await migrateDatabase(server.url())
  process.env['DATABASE_URL'] = server.url()
})
afterAll(async () => {
  await closeLimits()
  await db().$client.end({ timeout: 0.1 })
  await server.stop()
  fs.rmSync(data, { recursive: true, force: true })
})

test('while the database is away every call gets 503 and when to come back; then all goes on', async () => {
  const user = await addUser('trainee')
  const send = sender(await signInAs(user))
  expect((await send('GET', '/me/sessions')).status).toBe(200)
  expect((await health('ready')).status).toBe(200)

  signal(server.pid, 'SIGKILL')
  await server.exited
  for (const [method, route, body] of [
    ['GET', '/me/sessions', undefined],
    ['PUT', '/me/preferences', { locale: 'en' }],
    ['POST', '/session', { email: user.email, password: user.password }],
    ['DELETE', '/me/sessions', undefined],
  ] as const) {
    const response = await send(method, route, body)
    expect([method, route, response.status]).toEqual([method, route, 503])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect((await health('ready')).status).toBe(503)
  expect((await health('live')).status).toBe(200)

  server = await start(server.port)
  expect(await until(async () => (await health('ready')).status === 200, 10_000)).toBe(true)
  expect(await until(async () => (await send('GET', '/me/sessions')).status === 200, 10_000)).toBe(true)
}, 60_000)
