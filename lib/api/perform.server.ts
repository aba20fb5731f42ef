import 'server-only'
import { z } from 'zod'
import { ADDRESS_HEADER } from '../auth/address'
import { isOwnOrigin } from '../auth/environment.server'
import { identify, localeOf, type Identity } from '../auth/identify.server'
import { can } from '../auth/permissions'
import type { Locale } from '../curriculum/ids'
import { hasRoom } from '../db/space.server'
import { answerRefusal, json, refusalOf, sealed } from './answer.server'
import { isSound, readJson } from './body.server'
import { refuse, Refusal } from './errors'
import { type Limit, spend } from './limits.server'
import { atWork } from './places.server'
import type { Call, Route } from './route.server'

const MAX_BYTES = 64 * 1024
const DEADLINE = 10
/** Seconds in which the database has to say who asks. */
const INTRODUCTION = 5

/**
 * The one way into every route. The order is the protection: what headers tell is refused first; then it is found out
 * who asks, and the request is counted against them; only then is a body waited for, at a pace of its own, and a place
 * at work taken once it is whole. Whoever may not call a route costs neither.
 */
export async function perform(
  route: Route,
  request: Call,
  params: Record<string, string>,
): Promise<Response> {
  const own = { locale: localeOf(request.headers) }
  try {
    return answer(route, await admit(route, request, params, own), own.locale)
  } catch (error) {
    return answerRefusal(refusalOf(error, `${route.method} ${route.path}`), own.locale)
  }
}

/** `own.locale` becomes the caller's own language as soon as the caller is known. */
async function admit(
  route: Route,
  request: Call,
  params: Record<string, string>,
  own: { locale: Locale },
): Promise<unknown> {
  const foreign = refuseForeign(route, request)
  if (foreign) return foreign

  const caller = await withDeadline(introduce(route, request), until(request, INTRODUCTION))
  if (caller instanceof Refusal) return caller
  const { viewer, who, refused } = caller
  if (viewer) own.locale = viewer.locale
  if (refused) return refused

  if (route.method !== 'GET' && route.method !== 'DELETE' && !(await hasRoom(growthOf(route))))
    return refuse('no_space')

  const body = hasBody(route) ? await readJson(request, route.maxBytes ?? MAX_BYTES, who) : undefined
  if (body instanceof Refusal) return body
  const full = body && viewer && (await refuseBulk(route, who, body.bytes))
  if (full) return full
  const given = parse(route, { params, query: queryOf(request), body: body?.value })
  if (given instanceof Refusal) return given
  return atWork(who, () => {
    const signal = until(request, route.deadline ?? DEADLINE)
    return withDeadline(route.handle({ viewer, ...given, request, signal }), signal)
  })
}

/** Whoever only comes in or goes out leaves nothing behind that grows. */
const growthOf = (route: Route) => (route.path === '/session' ? 'small' : 'growing')

const until = (request: Call, seconds: number): AbortSignal =>
  AbortSignal.any([request.signal, AbortSignal.timeout(seconds * 1000)])

type Caller = { viewer: Identity | null; who: string; refused: Refusal | undefined }

/** Who asks, by which the request is counted: a person where the route is for people, else an address. */
async function introduce(route: Route, request: Call): Promise<Caller> {
  const viewer = await identify(request.headers)
  const who =
    viewer && route.permission !== 'public' ? viewer.id : (request.headers.get(ADDRESS_HEADER) ?? 'unknown')
  const refused = refuseViewer(route, viewer) ?? (await refuseHaste(route, who))
  return { viewer, who, refused }
}

const hasBody = (route: Route): boolean => route.method !== 'GET' && route.method !== 'DELETE'

/** A browser tells where a request comes from and scripts of other sites cannot forge it. */
export function refuseForeign(
  route: Pick<Route, 'method'>,
  request: Pick<Call, 'headers'>,
): Refusal | undefined {
  if (route.method === 'GET') return undefined
  const origin = request.headers.get('origin')
  const fetchSite = request.headers.get('sec-fetch-site')
  if (origin === null || !isOwnOrigin(origin, request.headers.get('host'))) return refuse('foreign_origin')
  if (fetchSite !== null && fetchSite !== 'same-origin') return refuse('foreign_origin')
  const type = request.headers.get('content-type')
  const isJson = type !== null && /^application\/json(\s*;\s*charset=utf-8)?$/i.test(type.trim())
  if (route.method === 'DELETE' ? type !== null && !isJson : !isJson) return refuse('not_json')
  if (request.headers.has('content-encoding')) return refuse('not_json')
  return undefined
}

function refuseViewer(route: Route, viewer: Identity | null): Refusal | undefined {
  if (route.permission === 'public') return undefined
  if (!viewer) return refuse('sign_in_required')
  return can(viewer.role, route.permission) ? undefined : refuse('forbidden')
}

async function refuseHaste(route: Route, who: string): Promise<Refusal | undefined> {
  const spent = await spend(`${route.method} ${route.path} ${who}`.slice(0, 255), route.limit)
  return spent.allowed ? undefined : refuse('too_many_requests', { retryAfter: spent.retryAfter })
}

/** What one person may send to be kept, in kilobytes: far more than anybody types, and less than fills a disk. */
const ALLOWANCES: readonly [name: string, Limit][] = [
  ['kept a minute', { points: 3 * 1024, seconds: 60 }],
  ['kept a day', { points: 200 * 1024, seconds: 24 * 3600 }],
]

/** Routes that take more than this at once count their calls, few an hour. */
const BULKY = 512 * 1024

async function refuseBulk(route: Route, who: string, bytes: number): Promise<Refusal | undefined> {
  if (route.permission === 'public' || (route.maxBytes ?? MAX_BYTES) > BULKY) return undefined
  const all = await Promise.all(
    ALLOWANCES.map(([name, limit]) => spend(`${name} ${who}`, limit, Math.ceil(bytes / 1024))),
  )
  const refused = all.find((one) => !one.allowed)
  return refused && !refused.allowed
    ? refuse('too_many_requests', { retryAfter: refused.retryAfter })
    : undefined
}

function queryOf(request: Call): Record<string, string | string[]> {
  const search = new URL(request.url).searchParams
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const all = search.getAll(name)
      return [name, all.length === 1 ? all[0]! : all]
    }),
  )
}

type Given = { params: unknown; query: unknown; body: unknown }

function parse(route: Route, given: Given): Given | Refusal {
  if (!isSound(given.params) || !isSound(given.query)) return refuse('bad_request')
  const schemas = { params: route.params, query: route.query, body: route.body ?? z.undefined() }
  const out: Given = { params: undefined, query: undefined, body: undefined }
  for (const part of ['params', 'query', 'body'] as const) {
    const result = schemas[part]?.safeParse(given[part])
    if (!result) continue
    if (!result.success) {
      const issues = result.error.issues
        .slice(0, 20)
        .map((issue) => ({ path: issue.path.join('.'), message: issue.message.slice(0, 300) }))
      return refuse('invalid', { issues })
    }
    out[part] = result.data
  }
  return out
}

async function withDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T | Refusal> {
  let stop: (() => void) | undefined
  const late = new Promise<Refusal>((resolve) => {
    stop = () => resolve(refuse('unavailable', { retryAfter: 5 }))
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, late])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
    // When the deadline won, a later failure of the work has nobody left to be told.
    work.catch(() => {})
  }
}

function answer(route: Route, result: unknown, locale: Locale): Response {
  if (result instanceof Refusal) return answerRefusal(result, locale)
  if (result instanceof Response) return sealed(result)
  return json(route.response.parse(result), route.status ?? 200)
}
