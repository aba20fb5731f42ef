import fs from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { health } from './health.server'
import { closeLimits } from './limits.server'
import { routes } from './routes.server'
import { arrive, sender } from './testing.server'

let database: TestDatabase
let person: Awaited<ReturnType<typeof arrive>>
beforeAll(async () => {
  database = await testDatabase()
  person = await arrive('admin')
  process.env['DATABASE_FOLDER'] = '/'
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  delete process.env['DATABASE_FOLDER']
  await closeLimits()
  await database.close()
})

/** From now on so much is free. */
function leave(megabytes: number): void {
  vi.spyOn(fs, 'statfs').mockResolvedValue({ bavail: megabytes, bsize: 1024 * 1024 } as never)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 })
}

test('with a nearly full disk every route that would write says so, and reading, deleting and signing in go on', async () => {
  leave(100)
  const writing = routes.filter(
    ({ method, path }) => !['GET', 'DELETE'].includes(method) && path !== '/session',
  )
  expect(writing.length).toBeGreaterThan(20)
  for (const { method, path, permission } of writing) {
    const send = permission === 'public' ? sender() : person.send
    const answer = await send(method, path.replaceAll(/\{\w+\}/g, 'something'), {})
    if (answer.status === 403) continue
    expect([path, answer.status]).toEqual([path, 503])
    expect(await answer.json()).toMatchObject({ error: { code: 'no_space' } })
    expect(answer.headers.get('retry-after')).toBe('60')
  }
  expect((await person.send('GET', '/me/sessions')).status).toBe(200)
  const credentials = { email: person.user.email, password: person.user.password }
  expect((await sender()('POST', '/session', credentials)).status).toBe(200)
  expect((await person.send('DELETE', '/me/sessions')).status).toBe(200)
  const ready = await health('ready')
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'disk full' }])
  expect((await health('live')).status).toBe(200)
})

test('as soon as there is room again everything is as before', async () => {
  leave(10)
  expect((await person.send('PUT', '/me/preferences', { locale: 'en' })).status).toBe(503)
  leave(1_000)
  expect((await person.send('PUT', '/me/preferences', { locale: 'en' })).status).toBe(200)
  expect((await health('ready')).status).toBe(200)
})
