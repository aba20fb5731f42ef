/**
 * Who may call what, said once more by hand: a route or a page that is new, gone or open to somebody else does not pass
 * until it is written here. Every route is called as every role, through the whole of the wrapper and its own handler.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPages, rolesOf } from '../../scripts/pages'
import { ROLES, type Role } from '../auth/permissions'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { assemble } from './app.server'
import { closeLimits } from './limits.server'
import { permissionsPage } from './permissions-table.server'
import { routes } from './routes.server'
import { inputOf, sample } from './shapes.testing'
import { arrive, sender, signInAs } from './testing.server'

const EVERYBODY = 'public'
const SIGNED_IN = ['trainee', 'mentor', 'hr', 'admin'] as const
const MENTOR = ['mentor'] as const
const HR = ['hr', 'admin'] as const
const ADMIN = ['admin'] as const

const API: Record<string, readonly Role[] | 'public'> = {
  'POST /session': EVERYBODY,
  'DELETE /session': EVERYBODY,
  'POST /invitations/accept': EVERYBODY,
  'POST /recovery': EVERYBODY,
  'POST /recovery/accept': EVERYBODY,
  'POST /setup': EVERYBODY,
  'PUT /me/preferences': EVERYBODY,
  'PUT /me/password': SIGNED_IN,
  'GET /me/sessions': SIGNED_IN,
  'DELETE /me/sessions/{id}': SIGNED_IN,
  'DELETE /me/sessions': SIGNED_IN,
  'GET /me/notifications': SIGNED_IN,
  'PUT /me/notifications/read': SIGNED_IN,
  'POST /progress': SIGNED_IN,
  'GET /lessons/{lesson}/state': SIGNED_IN,
  'GET /me/path': SIGNED_IN,
  'PUT /me/track': SIGNED_IN,
  'PUT /me/aim': SIGNED_IN,
  'GET /me/certificates': SIGNED_IN,
  'POST /me/certificates': SIGNED_IN,
  'GET /certificates/{code}': EVERYBODY,
  'GET /certificates/{code}/pdf': EVERYBODY,
  'POST /certificates/{code}/reissue': HR,
  'POST /certificates/{code}/revocation': HR,
  'GET /lessons/{lesson}/cells': SIGNED_IN,
  'PUT /lessons/{lesson}/cells/{cell}': SIGNED_IN,
  'GET /lessons/{lesson}/cells/{cell}/history': SIGNED_IN,
  'POST /lessons/{lesson}/cells/{cell}/history': SIGNED_IN,
  'POST /lessons/{lesson}/checks/{check}/challenges': SIGNED_IN,
  'POST /lessons/{lesson}/checks/{check}/papers': SIGNED_IN,
  'POST /lessons/{lesson}/checks/{check}/submissions': SIGNED_IN,
  'GET /lessons/{lesson}/checks/{check}/submissions/{submission}': SIGNED_IN,
  'POST /placements': SIGNED_IN,
  'POST /placements/{placement}/answers': SIGNED_IN,
  'GET /lessons/{lesson}/solutions/{cell}': SIGNED_IN,
  'GET /mentees': MENTOR,
  'GET /mentees/{person}/lessons/{lesson}': MENTOR,
  'GET /lessons/{lesson}/checks/{check}/project': SIGNED_IN,
  'POST /lessons/{lesson}/checks/{check}/project': SIGNED_IN,
  'DELETE /lessons/{lesson}/checks/{check}/project': SIGNED_IN,
  'GET /reviews': MENTOR,
  'POST /reviews/{person}/{submission}/claim': MENTOR,
  'DELETE /reviews/{person}/{submission}/claim': MENTOR,
  'POST /reviews/{person}/{submission}/comments': MENTOR,
  'DELETE /reviews/{person}/{submission}/comments/{comment}': MENTOR,
  'POST /reviews/{person}/{submission}/decision': MENTOR,
  'POST /reviews/{person}/{submission}/reopening': MENTOR,
  'POST /checks/reruns': ADMIN,
  'GET /checks/reruns/{rerun}': ADMIN,
  'DELETE /checks/reruns/{rerun}': ADMIN,
  'POST /checks/reruns/{rerun}/confirmation': ADMIN,
  'GET /lessons/{lesson}/checks/{check}/leaderboard': SIGNED_IN,
  'GET /insights/people.csv': HR,
  'GET /insights/{figure}/rows.csv': HR,
  'GET /insights/people.xlsx': HR,
  'GET /insights/{figure}/rows.xlsx': HR,
  'POST /insights/views': HR,
  'DELETE /insights/views/{view}': HR,
  'GET /insights/{figure}/rows': HR,
  'GET /insights/{figure}': HR,
  'GET /search': SIGNED_IN,
  'GET /lessons/{lesson}/margin': SIGNED_IN,
  'PUT /lessons/{lesson}/notes/{id}': SIGNED_IN,
  'DELETE /lessons/{lesson}/notes/{id}': SIGNED_IN,
  'PUT /lessons/{lesson}/bookmarks': SIGNED_IN,
  'GET /lessons/{lesson}/questions': SIGNED_IN,
  'POST /lessons/{lesson}/cells/{cell}/questions': SIGNED_IN,
  'PUT /me/questions/{id}': SIGNED_IN,
  'GET /questions': MENTOR,
  'POST /questions/{learner}/{question}/answers': MENTOR,
  'GET /lessons/{lesson}/confusion': ['mentor', 'admin'],
  'POST /people/import/preview': ADMIN,
  'POST /people/import': ADMIN,
  'GET /people': HR,
  'POST /people': ADMIN,
  'GET /people/{person}': HR,
  'PUT /people/track': HR,
  'PATCH /people/{person}': ADMIN,
  'PUT /people/{person}/role': ADMIN,
  'PUT /people/{person}/status': ADMIN,
  'POST /people/{person}/invitation': ADMIN,
  'POST /people/{person}/recovery': ADMIN,
  'GET /people/{person}/export': ADMIN,
  'POST /people/{person}/erasure': ADMIN,
  'GET /demonstration': ADMIN,
  'POST /demonstration/removal': ADMIN,
  'GET /departments': ADMIN,
  'POST /departments': ADMIN,
  'PATCH /departments/{department}': ADMIN,
  'DELETE /departments/{department}': ADMIN,
  'GET /mentors/plan': ADMIN,
  'POST /mentors/plan': ADMIN,
  'GET /cohorts': ADMIN,
  'POST /cohorts': ADMIN,
  'PATCH /cohorts/{cohort}': ADMIN,
  'DELETE /cohorts/{cohort}': ADMIN,
  'GET /assignments': HR,
  'POST /assignments': HR,
  'GET /assignments/{assignment}': HR,
  'PATCH /assignments/{assignment}': HR,
  'POST /assignments/{assignment}/reminders': HR,
  'DELETE /assignments/{assignment}': HR,
  'POST /assignments/{assignment}/exceptions': HR,
  'GET /me/due': SIGNED_IN,
  'GET /audit.csv': ADMIN,
  'GET /jobs': ADMIN,
  'POST /jobs/{job}/repetition': ADMIN,
  'POST /jobs/repetitions': ADMIN,
  'POST /jobs/{job}/discard': ADMIN,
  'POST /jobs/discards': ADMIN,
}

const PAGES: Record<string, readonly Role[] | 'public'> = {
  '/': EVERYBODY,
  '/account': SIGNED_IN,
  '/assignments': HR,
  '/assignments/[assignment]': HR,
  '/assignments/new': HR,
  '/audit': ADMIN,
  '/jobs': ADMIN,
  '/careers': SIGNED_IN,
  '/certificates': HR,
  '/certificates/[code]': EVERYBODY,
  '/checks': ADMIN,
  '/cohorts': ADMIN,
  '/confusion': ['mentor', 'admin'],
  '/confusion/[lesson]': ['mentor', 'admin'],
  '/demonstration': ADMIN,
  '/departments': ADMIN,
  '/glossary': SIGNED_IN,
  '/inbox': SIGNED_IN,
  '/insights': HR,
  '/insights/[figure]': HR,
  '/invitation/[token]': EVERYBODY,
  '/learn': SIGNED_IN,
  '/learn/[lesson]': SIGNED_IN,
  '/mentees': MENTOR,
  '/mentees/[person]': MENTOR,
  '/mentees/[person]/[lesson]': MENTOR,
  '/notes': SIGNED_IN,
  '/people': HR,
  '/people/[person]': HR,
  '/people/import': ADMIN,
  '/people/invite': ADMIN,
  '/people/mentors': ADMIN,
  '/placement/[stage]': SIGNED_IN,
  '/questions': MENTOR,
  '/reviews': MENTOR,
  '/reviews/[person]/[submission]': MENTOR,
  '/search': SIGNED_IN,
  '/recovery': EVERYBODY,
  '/recovery/[token]': EVERYBODY,
  '/setup/[token]': EVERYBODY,
  '/sign-in': EVERYBODY,
  '/skills': SIGNED_IN,
  '/sources': SIGNED_IN,
  '/tracks': SIGNED_IN,
}

const named = (route: { method: string; path: string }): string => `${route.method} ${route.path}`

test('every route and every page stands in the table, and nothing else does', () => {
  expect(Object.keys(API).toSorted()).toEqual(routes.map(named).toSorted())
  const pages = Object.fromEntries(findPages().map((page) => [page.address, rolesOf(page)]))
  expect(PAGES).toEqual(pages)
})

test('docs/permissions.md is up to date', async () => {
  await expect(permissionsPage()).toMatchFileSnapshot('../../docs/permissions.md')
})

describe('called for real', () => {
  let database: TestDatabase
  const people = {} as Record<Role, Awaited<ReturnType<typeof arrive>>>
  // Nobody waits here for a window of a minute to pass.
  const app = assemble(routes.map((route) => ({ ...route, limit: { points: 100_000, seconds: 60 } })))

  beforeAll(async () => {
    database = await testDatabase()
    for (const role of ROLES) people[role] = await arrive(role)
  })
  afterAll(async () => {
    await closeLimits()
    await database.close()
  })

  const rows = routes.flatMap((route) => [null, ...ROLES].map((role) => [named(route), role, route] as const))
  test.each(rows)('%s as %s', async (name, role, route) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
      String(sample(inputOf(route.params!.shape[key] as never))),
    )
    const body = route.body && sample(inputOf(route.body))
    const answer = await sender(role ? people[role].cookie : undefined, app)(route.method, path, body)
    await answer.text()
    const holders = API[name] ?? []
    if (holders === 'public') expect(answer.status).not.toBe(403)
    else if (role === null) expect(answer.status).toBe(401)
    else if (holders.includes(role)) expect([401, 403, 500]).not.toContain(answer.status)
    else expect(answer.status).toBe(403)
    // Some of them end the session they come with.
    if (role && route.method !== 'GET' && /session|password/.test(route.path))
      people[role].cookie = await signInAs(people[role].user)
  })
})
