import 'server-only'
import { z } from 'zod'
import { recordRefused } from '../audit/failures.server'
import { auth } from '../auth/auth.server'
import { identify } from '../auth/identify.server'
import { signIn } from '../auth/sign-in.server'
import { db } from '../db/client.server'
import { audit } from './audit.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Done = z.object({ done: z.literal(true) })

/** A result with cookies to set. */
function withCookies(value: unknown, cookies: readonly string[]): Response {
  const response = Response.json(value)
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/session',
    permission: 'public',
    summary: 'Sign in with e-mail and password; the session comes as a cookie.',
    body: z.object({ email: z.email().max(254), password: z.string().min(1).max(128) }),
    response: Done,
    // Failures are limited by account and address in `sign-in.server`; this only bounds the noise.
    limit: { points: 600, seconds: 60 },
    maxBytes: 2_048,
    deadline: 30,
    async handle({ body, request }) {
      const result = await signIn(body.email, body.password, request.headers)
      if (result.outcome !== 'signed-in') await recordRefused(body.email, result.outcome, request.headers)
      switch (result.outcome) {
        case 'signed-in':
          return withCookies({ done: true }, result.cookies)
        case 'wrong':
          return refuse('wrong_credentials')
        case 'disabled':
          return refuse('account_disabled')
        case 'limited':
          return refuse('too_many_requests', { retryAfter: result.retryAfter })
      }
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/session',
    permission: 'public',
    summary: 'Sign out: the session ends on the server and the cookie goes.',
    response: Done,
    limit: { points: 60, seconds: 60 },
    async handle({ request }) {
      const viewer = await identify(request.headers)
      const { headers } = await auth().api.signOut({ headers: request.headers, returnHeaders: true })
      if (viewer) await audit(db(), viewer, 'session.ended', `user ${viewer.id}`)
      return withCookies({ done: true }, headers.getSetCookie())
    },
  }),
]
