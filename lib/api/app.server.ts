import 'server-only'
import { Hono } from 'hono'
import { localeOf } from '../auth/identify.server'
import { answerRefusal, json, refusalOf } from './answer.server'
import { refuse } from './errors'
import { describeApi } from './openapi.server'
import { perform } from './perform.server'
import type { Call, Route } from './route.server'
import { routes } from './routes.server'

export const BASE_PATH = '/api/v1'

/** The HTTP surface: every route behind the one wrapper, and the description made from the same schemas. */
export function assemble(all: readonly Route[]): Hono {
  const app = new Hono().basePath(BASE_PATH)
  let description: unknown
  app.get('/openapi.json', () => json((description ??= describeApi(all, BASE_PATH)), 200))

  for (const path of new Set(all.map((route) => route.path))) {
    const methods = all.filter((route) => route.path === path)
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => {
      const request = context.req.raw
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const route = methods.find((candidate) => candidate.method === method)
      if (route) return perform(route, request as Call, context.req.param() as Record<string, string>)
      const allow = methods.map((candidate) => candidate.method).join(', ')
      return answerRefusal(refuse('method_not_allowed'), localeOf(request.headers), { allow })
    })
  }
  app.notFound((context) => answerRefusal(refuse('not_found'), localeOf(context.req.raw.headers)))
  app.onError((error, context) =>
    answerRefusal(refusalOf(error, context.req.path), localeOf(context.req.raw.headers)),
  )
  return app
}

let made: Hono | undefined
/** The site's own, assembled at the first request. */
export const api = (): Hono => (made ??= assemble(routes))
