import 'server-only'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { site } from '../auth/environment.server'
import { identify } from '../auth/identify.server'
import { withdrawLinks } from '../auth/one-time-links.server'
import { hashPassword, PASSWORD, verifyPassword } from '../auth/passwords.server'
import {
  endOtherSessions,
  endSession,
  listSessions,
  readPassword,
  replacePassword,
} from '../auth/sessions.server'
import { Locale } from '../curriculum/ids'
import { db } from '../db/client.server'
import { users } from '../db/schema'
import { LOCALE_COOKIE } from '../i18n/locale'
import { THEME_COOKIE, THEMES } from '../i18n/theme'
import { notify } from '../notifications/notify.server'
import { audit } from './audit.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Done = z.object({ done: z.literal(true) })
const Ended = z.object({ ended: z.int() })
const YEAR = 365 * 24 * 3600

function preferenceCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax; HttpOnly${site().isSecure ? '; Secure' : ''}`
}

export const routes = [
  defineRoute({
    method: 'PUT',
    path: '/me/preferences',
    permission: 'public',
    summary:
      'Choose the language and the theme: for the account when signed in, for this browser in any case.',
    body: z.object({ locale: Locale.optional(), theme: z.enum(THEMES).optional() }),
    response: Done,
    limit: { points: 300, seconds: 60 },
    async handle({ viewer, body }) {
      if (viewer && body.locale) {
        await db()
          .update(users)
          .set({ locale: body.locale, updatedAt: new Date() })
          .where(eq(users.id, viewer.id))
      }
      const response = Response.json({ done: true })
      if (body.locale) response.headers.append('set-cookie', preferenceCookie(LOCALE_COOKIE, body.locale))
      if (body.theme) response.headers.append('set-cookie', preferenceCookie(THEME_COOKIE, body.theme))
      return response
    },
  }),

  defineRoute({
    method: 'PUT',
    path: '/me/password',
    permission: 'account.manage',
    summary: 'Change one’s own password; every other session ends.',
    body: z.object({
      current: z.string().min(1).max(PASSWORD.max),
      next: z.string().min(PASSWORD.min).max(PASSWORD.max),
    }),
    response: Ended,
    limit: { points: 5, seconds: 300 },
    maxBytes: 2_048,
    async handle({ viewer, body, request }) {
      const stored = await readPassword(viewer)
      if (!stored || !(await verifyPassword(body.current, stored))) return refuse('wrong_password')
      const session = (await identify(request.headers))?.sessionId
      if (session === undefined) return refuse('sign_in_required')
      const next = await hashPassword(body.next)
      return db().transaction(async (tx) => {
        if (!(await replacePassword(tx, viewer, { session, checked: stored, next })))
          return refuse('wrong_password')
        const ended = await endOtherSessions(tx, viewer, session)
        await audit(tx, viewer, 'password.changed', `user ${viewer.id}`, { sessionsEnded: ended })
        await withdrawLinks(tx, viewer.id)
        await notify(tx, viewer.id, 'account.password', { with: 'session' })
        return { ended }
      })
    },
  }),

  defineRoute({
    method: 'GET',
    path: '/me/sessions',
    permission: 'account.manage',
    summary: 'One’s own sessions that are still good.',
    response: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          startedAt: z.iso.datetime(),
          userAgent: z.string().nullable(),
          address: z.string().nullable(),
          /** The one this request came with. */
          isCurrent: z.boolean(),
        }),
      ),
    }),
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, request }) {
      const mine = await identify(request.headers)
      const rows = await listSessions(viewer)
      return {
        sessions: rows.map((row) => ({
          ...row,
          startedAt: row.startedAt.toISOString(),
          isCurrent: row.id === mine?.sessionId,
        })),
      }
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/me/sessions/{id}',
    permission: 'account.manage',
    summary: 'End one of one’s own sessions.',
    params: z.object({ id: z.uuid() }),
    response: Ended,
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, params }) {
      return db().transaction(async (tx) => {
        if (!(await endSession(tx, viewer, params.id))) return refuse('not_found')
        await audit(tx, viewer, 'session.revoked', `session ${params.id}`)
        return { ended: 1 }
      })
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/me/sessions',
    permission: 'account.manage',
    summary: 'End all of one’s own sessions but this one.',
    response: Ended,
    limit: { points: 30, seconds: 60 },
    async handle({ viewer, request }) {
      const mine = await identify(request.headers)
      return db().transaction(async (tx) => {
        const ended = await endOtherSessions(tx, viewer, mine?.sessionId ?? viewer.id)
        await audit(tx, viewer, 'sessions.revoked', `user ${viewer.id}`, { sessionsEnded: ended })
        return { ended }
      })
    },
  }),
]
