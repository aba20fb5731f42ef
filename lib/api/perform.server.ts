import 'server-only'
import { z } from 'zod'
import { ADDRESS_HEADER } from '../auth/address'
import { site } from '../auth/environment.server'
import { identify, localeOf, type Identity } from '../auth/identify.server'
import { can } from '../auth/permissions'
import { answerRefusal, json, refusalOf, sealed } from './answer.server'
import { isSound, readJson } from './body.server'
import { refuse, Refusal } from './errors'
import { spend } from './limits.server'
import type { Call, Route } from './route.server'

const MAX_BYTES = 64 * 1024
const DEADLINE = 10
/** Requests at work at once in this process; more would only wait for each other. */
const MAX_AT_WORK = 256
let atWork = 0

/**
 * The one way into every route. The order matters: what can be told from headers is refused before a byte of the
 * body is read, and nothing touches the database for a request that no page of ours could have sent.
 */
export async function perform(
  route: Route,
  request: Call,
  params: Record<string, string>,
): Promise<Response> {
  let locale = localeOf(request.headers)
  const where = `${route.method} ${route.path}`
  atWork++
  try {
    if (atWork > MAX_AT_WORK) return answerRefusal(refuse('unavailable', { retryAfter: 2 }), locale)
    const foreign = refuseForeign(route, request)
    if (foreign) return answerRefusal(foreign, locale)

    const signal = AbortSignal.any([request.signal, AbortSignal.timeout((route.deadline ?? DEADLINE) * 1000)])
    const work = async (): Promise<unknown> => {
      const body = hasBody(route) ? await readJson(request, route.maxBytes ?? MAX_BYTES) : undefined
      if (body instanceof Refusal) return body
      const viewer = await identify(request.headers)
      if (viewer) locale = viewer.locale
      const refused = refuseViewer(route, viewer) ?? (await refuseHaste(route, viewer, request))
      if (refused) return refused
      const given = parse(route, { params, query: queryOf(request), body })
      if (given instanceof Refusal) return given
      return route.handle({ viewer, ...given, request, signal })
    }
    return answer(route, await withDeadline(work(), signal), locale)
  } catch (error) {
    return answerRefusal(refusalOf(error, where), locale)
  } finally {
    atWork--
  }
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
  const { origins } = site()
  if (origin === null || !origins.includes(origin)) return refuse('foreign_origin')
  // Of the several names that a machine has for itself, a page must use the one it sends to.
  if (origins.length > 1 && new URL(origin).host !== request.headers.get('host'))
    return refuse('foreign_origin')
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

async function refuseHaste(
  route: Route,
  viewer: Identity | null,
  request: Call,
): Promise<Refusal | undefined> {
  const who =
    viewer && route.permission !== 'public' ? viewer.id : (request.headers.get(ADDRESS_HEADER) ?? 'unknown')
  const spent = await spend(`${route.method} ${route.path} ${who}`.slice(0, 255), route.limit)
  return spent.allowed ? undefined : refuse('too_many_requests', { retryAfter: spent.retryAfter })
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

async function withDeadline(work: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
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

function answer(route: Route, result: unknown, locale: 'zh' | 'en'): Response {
  if (result instanceof Refusal) return answerRefusal(result, locale)
  if (result instanceof Response) return sealed(result)
  return json(route.response.parse(result), route.status ?? 200)
}
