import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { PERMISSIONS, ROLES, type Role } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { assemble } from './app.server'
import { closeLimits } from './limits.server'
import { defineRoute, type Route } from './route.server'
import { routes } from './routes.server'
import { arrive, ORIGIN, OWN_HEADERS, sender, type Sender } from './testing.server'

let database: TestDatabase
const people = {} as Record<Role, Awaited<ReturnType<typeof arrive>>>

beforeAll(async () => {
  database = await testDatabase()
  for (const role of ROLES) people[role] = await arrive(role)
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const fill = (path: string): string => path.replaceAll(/\{\w+\}/g, 'something')
const named = (route: Route): string => `${route.method} ${route.path}`

/** Every route with its handler replaced by one that answers at once: only the wrapper is under test. */
const handled = vi.fn<Route['handle']>(async () => Response.json({ reached: true }))
const shells = routes.map((route) => ({ ...route, limit: { points: 100_000, seconds: 60 }, handle: handled }))
const shell = (cookie?: string): Sender => sender(cookie, assemble(shells))

const changing = shells.filter((route) => route.method !== 'GET')
const { origin: _, ...withoutOrigin } = OWN_HEADERS
const FOREIGN: [string, Record<string, string>, number][] = [
  ['no Origin', withoutOrigin, 403],
  ['Origin null', { ...OWN_HEADERS, origin: 'null' }, 403],
  ['another site', { ...OWN_HEADERS, origin: 'https://evil.example' }, 403],
  ['a name that begins like ours', { ...OWN_HEADERS, origin: 'http://127.0.0.1:3000.evil.example' }, 403],
  ['another port', { ...OWN_HEADERS, origin: 'http://127.0.0.1:3001' }, 403],
  ['another scheme', { ...OWN_HEADERS, origin: 'https://127.0.0.1:3000' }, 403],
  ['another loopback name than the one sent to', { ...OWN_HEADERS, origin: 'http://localhost:3000' }, 403],
  [
    'a forged forwarded host',
    { ...OWN_HEADERS, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
    403,
  ],
  ['Sec-Fetch-Site cross-site', { ...OWN_HEADERS, 'sec-fetch-site': 'cross-site' }, 403],
  ['Sec-Fetch-Site same-site', { ...OWN_HEADERS, 'sec-fetch-site': 'same-site' }, 403],
  ['text/plain', { ...OWN_HEADERS, 'content-type': 'text/plain' }, 415],
  ['a form', { ...OWN_HEADERS, 'content-type': 'application/x-www-form-urlencoded' }, 415],
]

describe.each(changing.map((route) => [named(route), route] as const))('%s', (_name, route) => {
  test.each(FOREIGN)('refuses %s', async (_what, headers, status) => {
    handled.mockClear()
    const response = await shell(people.admin.cookie)(route.method, fill(route.path), undefined, headers)
    expect(response.status).toBe(status)
    expect(handled).not.toHaveBeenCalled()
  })

  test('refuses other methods, by any spelling', async () => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
      (method) => !shells.some((shelled) => shelled.path === route.path && shelled.method === method),
    )
    for (const method of others) {
      const response = await shell(people.admin.cookie)(method, fill(route.path), undefined, {
        ...OWN_HEADERS,
        'x-http-method-override': route.method,
      })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toContain(route.method)
    }
  })
})

describe('permissions', () => {
  test('every route names one, or says that it is public', () => {
    for (const route of routes) expect(['public', ...Object.keys(PERMISSIONS)]).toContain(route.permission)
  })

  const guarded = shells.filter((route) => route.permission !== 'public')
  const rows = guarded.flatMap((route) =>
    [null, ...ROLES].map((role) => [named(route), role, route] as const),
  )
  test.each(rows)('%s for %s', async (_name, role, route) => {
    const holders: readonly Role[] = PERMISSIONS[route.permission as keyof typeof PERMISSIONS]
    const open = { ...route, params: undefined, query: undefined, body: z.unknown() } as unknown as Route
    const send = sender(role ? people[role].cookie : undefined, assemble([open]))
    const response = await send(route.method, fill(route.path), route.method === 'GET' ? undefined : {})
    expect(response.status).toBe(role === null ? 401 : holders.includes(role) ? 200 : 403)
  })
})

describe('bodies', () => {
  const Body = z.object({ name: z.string(), tags: z.array(z.unknown()).default([]) })
  const route = (more: Partial<Route> = {}): Route => ({
    ...defineRoute({
      method: 'POST',
      path: '/things',
      permission: 'account.manage',
      summary: 'For the test.',
      body: Body,
      response: Body,
      limit: { points: 1000, seconds: 60 },
      handle: async ({ body }) => ({ ...body, secret: 'never sent' }),
    }),
    ...more,
  })
  const post = (body: unknown, more?: Partial<Route>) =>
    sender(people.trainee.cookie, assemble([route(more)]))('POST', '/things', body)

  test('what the response schema does not name is left out', async () => {
    expect(await (await post({ name: '铸' })).json()).toEqual({ name: '铸', tags: [] })
  })

  test.each([
    ['half a JSON', '{"name":', 400],
    ['nothing', '', 400],
    ['a NUL, which PostgreSQL cannot hold', { name: 'a\u0000b' }, 400],
    ['half a surrogate pair', '{"name":"\\ud800"}', 400],
    ['deep nesting', { name: 'a', tags: JSON.parse('['.repeat(33) + ']'.repeat(33)) }, 400],
    ['a field nobody asked for', { name: 'a', role: 'admin' }, 422],
    ['a wrong type', { name: 1 }, 422],
    ['more than the limit', { name: 'a'.repeat(70_000) }, 413],
  ])('%s is refused', async (_what, body, status) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    const { error } = (await response.json()) as { error: { message: string } }
    expect(error.message).not.toBe('')
  })

  test('a fault names its place', async () => {
    const response = await post({ name: 1, tags: [] })
    expect(await response.json()).toMatchObject({ error: { code: 'invalid', issues: [{ path: 'name' }] } })
  })

  test('a body that lies about its length is cut off while it arrives', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 10_000
        controller.enqueue(new Uint8Array(10_000).fill(32))
      },
    })
    const app = assemble([route()])
    const response = await app.fetch(
      new Request(`${ORIGIN}/api/v1/things`, {
        method: 'POST',
        headers: { ...OWN_HEADERS, cookie: people.trainee.cookie },
        body: endless,
        duplex: 'half',
      } as RequestInit),
    )
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(200_000)
  })

  test('a million values are refused', async () => {
    const many = `{"name":"a","tags":[${Array.from({ length: 300_000 }, () => '1').join(',')}]}`
    expect((await post(many, { maxBytes: 2_000_000 })).status).toBe(400)
  })

  test('a bug says 500 and nothing more', async () => {
    const broken = async () => {
      throw new Error('password of the database')
    }
    const response = await post({ name: 'a' }, { handle: broken })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('password')
  })

  test('work that does not end is given up with 503', async () => {
    let aborted: AbortSignal | undefined
    const endless: Route['handle'] = ({ signal }) => {
      aborted = signal
      return new Promise(() => {})
    }
    const response = await post({ name: 'a' }, { handle: endless, deadline: 0.2 })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(aborted?.aborted).toBe(true)
  })

  test('is limited per viewer and told when to come back', async () => {
    const limit = { limit: { points: 2, seconds: 60 }, path: '/few' as const }
    const app = assemble([route(limit)])
    const statuses = async (role: Role) => {
      const responses = [1, 2, 3].map(() => sender(people[role].cookie, app)('POST', '/few', { name: 'a' }))
      return (await Promise.all(responses)).map((response) => response.status).toSorted()
    }
    expect(await statuses('trainee')).toEqual([200, 200, 429])
    expect(await statuses('mentor')).toEqual([200, 200, 429])
    const refused = await sender(people.trainee.cookie, app)('POST', '/few', { name: 'a' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('errors come in the reader’s language', async () => {
  const send = sender()
  const chinese = await send('GET', '/me/sessions', undefined, { 'accept-language': 'zh-CN' })
  const english = await send('GET', '/me/sessions', undefined, { 'accept-language': 'en-GB,en;q=0.9' })
  expect(await chinese.json()).toMatchObject({ error: { message: expect.stringContaining('重新登录') } })
  expect(await english.json()).toMatchObject({ error: { message: expect.stringContaining('Sign in again') } })
})

test('an unknown address is 404, whoever asks', async () => {
  expect((await sender()('GET', '/nothing')).status).toBe(404)
  expect((await sender()('POST', '/auth/sign-up/email', {})).status).toBe(404)
})

test('the description is OpenAPI 3.1 and names every route', async () => {
  const response = await sender()('GET', '/openapi.json')
  const described = (await response.json()) as {
    openapi: string
    paths: Record<string, Record<string, unknown>>
  }
  expect(described.openapi).toBe('3.1.0')
  for (const route of routes) expect(described.paths[route.path]).toHaveProperty(route.method.toLowerCase())
})

test('every answer is uncached and inert', async () => {
  const response = await sender()('GET', '/openapi.json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})
