import 'server-only'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { log } from '../api/log.server'
import { db, type Database } from '../db/client.server'
import * as schema from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { ADDRESS_HEADER } from './address'
import { site, type Site } from './environment.server'
import { PASSWORD } from './passwords.server'

/**
 * Sessions and passwords. Better Auth's own HTTP handler is not mounted: sign-in, sign-out, sessions and passwords
 * are routes of `/api/v1` behind its one wrapper, and everything else it could do (sign-up, account linking,
 * deletion) has no address at all. Our limits replace its own, which see only the address and not the account.
 */
function create(database: Database, { origin, origins, secret, isSecure, cookie }: Site) {
  const ours = { input: false, required: false } as const
  return betterAuth({
    appName: 'Zhucai',
    baseURL: origin,
    secret,
    trustedOrigins: [...origins],
    database: drizzleAdapter(database, { provider: 'pg', usePlural: true, schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD.min,
      maxPasswordLength: PASSWORD.max,
      revokeSessionsOnPasswordReset: true,
    },
    user: {
      additionalFields: {
        role: { type: 'string', ...ours },
        banned: { type: 'boolean', ...ours },
        banExpires: { type: 'date', ...ours },
        locale: { type: 'string', ...ours },
      },
    },
    session: {
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      // `look-up.server` reads them from the database each time.
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its own lines would carry the parameters of failed queries, session tokens among them.
    logger: {
      level: 'error',
      log: (_level, message) => log.warn({ from: 'better-auth' }, message.slice(0, 200)),
    },
    advanced: {
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The library's own switch gives `__Secure-`, which pins less than ours.
      useSecureCookies: false,
      cookies: { session_token: { name: cookie } },
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
    },
  })
}

export type Auth = ReturnType<typeof create>

const held = globalThis as typeof globalThis & { zhucaiAuth?: { key: string; auth: Auth } }

export function auth(): Auth {
  const current = site()
  const key = [process.env['DATABASE_URL'], current.origin, current.secret].join(' ')
  if (held.zhucaiAuth?.key !== key) held.zhucaiAuth = { key, auth: create(db(), current) }
  return held.zhucaiAuth.auth
}
