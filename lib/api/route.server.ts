import 'server-only'
import { z } from 'zod'
import type { Identity } from '../auth/identify.server'
import type { Permission, Viewer } from '../auth/permissions'
import type { Arriving } from './body.server'
import type { Refusal } from './errors'
import type { Limit } from './limits.server'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Someone with the permission in hand; on a public route whoever is there, with no permission checked. */
export type Actor<P extends Permission | 'public'> = P extends Permission ? Viewer<P> : Viewer | null

type Nothing = z.ZodObject<Record<never, never>>

/** What the wrapper needs of a request: every `Request` will do. */
export type Call = Pick<Request, 'headers' | 'url' | 'signal'> & Arriving

/**
 * One address of the API. The wrapper in `perform.server` has checked origin, size, session, permission, rate and
 * shapes before `handle` runs; `handle` only does the work.
 */
export type RouteSpec<
  P extends Permission | 'public',
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Out extends z.ZodType,
> = {
  method: Method
  /** Below /api/v1, parameters in braces: `/lessons/{lesson}/cells/{cell}`. */
  path: `/${string}`
  permission: P
  /** One English sentence for the published description. */
  summary: string
  params?: Params
  /** Values are text: use `z.coerce` for numbers. Unknown names are refused. */
  query?: Query
  /** JSON; required by POST, PUT and PATCH, unknown names are refused. */
  body?: Body
  /** What is sent: anything the schema does not name is left out. Give `z.string()` with a `contentType` for text. */
  response: Out
  /** Of a `Response` that `handle` makes itself, such as `text/csv`. */
  contentType?: string
  status?: 200 | 201 | 202
  /** For one viewer (for one address, on a public route). */
  limit: Limit
  /** Of the body; 64 KB unless told. */
  maxBytes?: number
  /** Seconds after which the caller is told to come back later; 10 unless told. */
  deadline?: number
  handle(context: {
    viewer: Actor<P>
    params: z.output<Params>
    query: z.output<Query>
    body: z.output<Body>
    request: Call
    /** Aborts when the caller leaves or the deadline passes. */
    signal: AbortSignal
  }): Promise<z.input<Out> | Response | Refusal>
}

/** A route with its types forgotten, as the wrapper sees it. */
export type Route = Omit<
  RouteSpec<Permission | 'public', z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>,
  'handle'
> & {
  handle(context: {
    viewer: Identity | null
    params: unknown
    query: unknown
    body: unknown
    request: Call
    signal: AbortSignal
  }): Promise<unknown>
}

export function defineRoute<
  P extends Permission | 'public',
  Out extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(spec: RouteSpec<P, Params, Query, Body, Out>): Route {
  return {
    ...spec,
    params: strict(spec.params),
    query: strict(spec.query),
    body: spec.body instanceof z.ZodObject ? spec.body.strict() : spec.body,
  } as unknown as Route
}

const strict = (schema: z.ZodObject | undefined): z.ZodObject => (schema ?? z.object({})).strict()
