/**
 * Forged, replayed, expired, foreign and malformed requests against every route that writes, found by walking: each is
 * refused, and afterwards every table holds exactly what it held before.
 */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { can, ROLES, type Role } from '../auth/permissions'
import { addUser } from '../auth/testing.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { seedDemo } from '../demo/seed.server'
import { FIXTURE_LESSONS } from '../demo/lessons.fixture'
import { assemble } from './app.server'
import { digestTables } from './digest.testing'
import { closeLimits } from './limits.server'
import type { Route } from './route.server'
import { routes } from './routes.server'
import { broken, inputOf, sample } from './shapes.testing'
import { arrive, OWN_HEADERS, sender, signInAs } from './testing.server'

/** Here the sender makes the id, so that sending twice writes once: an id that nobody has is nothing foreign. */
const IDS_OF_THE_SENDER = new Set(['PUT /lessons/{lesson}/notes/{id}'])

/** Letting go of what one does not hold is done already. */
const NOTHING_TO_UNDO = new Set(['DELETE /reviews/{person}/{submission}/claim'])

let database: TestDatabase
const people = {} as Record<Role, Awaited<ReturnType<typeof arrive>>>
const cookies = { ended: '', expired: '', closed: '' }
let before: Record<string, string>
let refused = 0

const app = assemble(routes.map((route) => ({ ...route, limit: { points: 1_000_000, seconds: 60 } })))
const writing = routes.filter((route) => route.method !== 'GET')
const named = (route: Route): string => `${route.method} ${route.path}`

beforeAll(async () => {
  database = await testDatabase()
  await seedDemo(database.db, { lessons: FIXTURE_LESSONS })
  for (const role of ROLES) people[role] = await arrive(role)
  const [ended, expired, closed] = [await addUser('admin'), await addUser('admin'), await addUser('admin')]
  cookies.ended = await signInAs(ended)
  await sender(cookies.ended, app)('DELETE', '/session')
  cookies.expired = await signInAs(expired)
  await database.db.execute(
    sql`update sessions set expires_at = now() - interval '1 minute' where user_id = ${expired.id}`,
  )
  cookies.closed = await signInAs(closed)
  await database.db.execute(sql`update users set banned = true where id = ${closed.id}`)
  before = await digestTables(database.db)
})
afterAll(async () => {
  await closeLimits()
  await database.close()
})

const FAMILIES: Record<string, string> = { lesson: 'no-such-lesson', stage: 'no-such-stage' }
/** An address whose parts fit their schemas and lead to nothing. */
const nowhere = (route: Route): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(FAMILIES[key] ?? String(sample(inputOf(route.params!.shape[key] as never)))),
  )
const fitting = (route: Route): unknown => route.body && sample(inputOf(route.body))
/** Somebody whom the policy lets through to the handler. */
const allowed = (route: Route): Role =>
  ROLES.find((role) => route.permission === 'public' || can(role, route.permission))!

type Attempt = {
  what: string
  cookie?: string
  path?: string
  body?: unknown
  headers?: Record<string, string>
}

function attempts(route: Route): Attempt[] {
  const cookie = people[allowed(route)].cookie
  const body = fitting(route)
  const [name = '', value = ''] = cookie.split('; ')[0]!.split('=')
  const list: Attempt[] = [
    { what: 'from another site', cookie, body, headers: { ...OWN_HEADERS, origin: 'https://evil.example' } },
    {
      what: 'by a form of another site',
      cookie,
      body,
      headers: { ...OWN_HEADERS, 'sec-fetch-site': 'cross-site' },
    },
    { what: 'as a form', cookie, body: 'a=b', headers: { ...OWN_HEADERS, 'content-type': 'text/plain' } },
  ]
  if (route.permission !== 'public') {
    list.push(
      { what: 'by nobody', body },
      { what: 'with a forged session', cookie: `${name}=${'A'.repeat(value.length)}`, body },
      {
        what: 'with a session signed by nobody',
        // Beside the session's stands the cookie that knows the device, which opens nothing.
        cookie: cookie.replace(value, value.replace(/\.[^.]*$/, `.${'A'.repeat(43)}%3D`)),
        body,
      },
      { what: 'replayed after signing out', cookie: cookies.ended, body },
      { what: 'with an expired session', cookie: cookies.expired, body },
      { what: 'from a closed account', cookie: cookies.closed, body },
    )
    for (const role of ROLES)
      if (!can(role, route.permission)) list.push({ what: `as a ${role}`, cookie: people[role].cookie, body })
  }
  if (route.body) {
    list.push({ what: 'half a body', cookie, body: '{"a":' }, { what: 'no body', cookie, body: '' })
    for (const [what, odd] of broken(inputOf(route.body))) list.push({ what, cookie, body: odd })
  }
  if (route.path.includes('{')) {
    const odd = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent('../../etc/passwd'))
    list.push({ what: 'an address that climbs', cookie, path: odd, body })
    list.push({ what: 'a NUL in the address', cookie, path: route.path.replaceAll(/\{\w+\}/g, '%00'), body })
    if (![IDS_OF_THE_SENDER, NOTHING_TO_UNDO].some((set) => set.has(named(route))))
      list.push({ what: 'to what is not there', cookie, body })
  }
  list.push({ what: 'with a parameter nobody asked for', cookie, path: `${nowhere(route)}?as=admin`, body })
  return list
}

describe.each(writing.map((route) => [named(route), route] as const))('%s', (_name, route) => {
  test('refuses every one of them and changes nothing', async () => {
    const taken: string[] = []
    for (const { what, cookie, path, body, headers } of attempts(route)) {
      const answer = await sender(cookie, app)(route.method, path ?? nowhere(route), body, headers)
      await answer.text()
      refused++
      if (answer.status < 400 || answer.status >= 500) taken.push(`${what}: ${answer.status}`)
    }
    expect(taken).toEqual([])
    const after = await digestTables(database.db)
    const changed = Object.keys(after).filter((table) => after[table] !== before[table])
    // The next route is not blamed for what this one did.
    before = after
    expect(changed).toEqual([])
  })
})

describe('once is once', () => {
  test('an invitation that was used, replaced or expired opens nothing', async () => {
    const { issueInvitation } = await import('../auth/invitations.server')
    const [row] = await database.db.execute<{ id: string }>(
      sql`select id from people where status = 'active' limit 1`,
    )
    await database.db.execute(sql`update people set status = 'invited' where id = ${row!.id}`)
    const first = await issueInvitation(database.db, row!.id)
    const second = await issueInvitation(database.db, row!.id)
    const accept = (token: string) =>
      sender(undefined, app)('POST', '/invitations/accept', { token, password: 'a long password' })
    before = await digestTables(database.db)
    const [id, secret] = second.token.split('.')
    const forged = [
      first.token,
      `${id}.${secret!.toLowerCase()}`,
      `${people.admin.user.id}.${secret}`,
      `${id}.`,
    ]
    for (const token of forged) expect((await accept(token)).status).toBe(404)
    expect(await digestTables(database.db)).toEqual(before)
    expect((await accept(second.token)).status).toBe(200)
    before = await digestTables(database.db)
    for (let time = 0; time < 3; time++) expect((await accept(second.token)).status).toBe(404)
    expect(await digestTables(database.db)).toEqual(before)
    refused += forged.length + 3
  })

  test('what belongs to somebody else is not there for others', async () => {
    const rows = await database.db.execute<{ user: string; id: string }>(sql`
      insert into notifications (user_id, id, kind, data) values
        (${people.hr.user.id}, gen_random_uuid(), 'account.invited', '{}') returning user_id "user", id`)
    const sessions = await database.db.execute<{ id: string }>(
      sql`select id from sessions where user_id = ${people.hr.user.id}`,
    )
    before = await digestTables(database.db)
    for (const role of ['trainee', 'mentor', 'admin'] as const) {
      const send = sender(people[role].cookie, app)
      expect((await send('PUT', '/me/notifications/read', { id: rows[0]!.id })).status).toBe(404)
      expect((await send('DELETE', `/me/sessions/${sessions[0]!.id}`)).status).toBe(404)
      refused += 2
    }
    expect(await digestTables(database.db)).toEqual(before)
  })
})

test('that was at least three hundred of them', () => {
  expect(refused).toBeGreaterThanOrEqual(300)
})
