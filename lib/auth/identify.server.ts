import 'server-only'
import { chooseLocale, LOCALE_COOKIE, readCookie } from '../i18n/locale'
import { lookUp } from './look-up.server'
import { cameFrom } from './origin.server'
import { can, ROLES, type Permission, type Role, type Viewer } from './permissions'

/** Someone signed in, for whom nothing was checked yet. */
export type Identity = Viewer & { readonly sessionId: string }

/** Who sent these headers; null when nobody is signed in, the session ended, or the account was disabled. */
export async function identify(headers: Headers): Promise<Identity | null> {
  const found = await lookUp(headers)
  const role = ROLES.find((name): name is Role => name === found?.role)
  if (!found || found.banned || !role) return null
  const { id, name, email, locale, sessionId } = found
  const identity = { id, name, email, role, locale: localeOf(headers, locale), sessionId } as Identity
  return cameFrom(identity, headers)
}

/** The language for these headers; `profile` is the person's own choice. */
export function localeOf(headers: Headers, profile?: string | null): Viewer['locale'] {
  return chooseLocale({
    profile,
    cookie: readCookie(headers.get('cookie'), LOCALE_COOKIE),
    acceptLanguage: headers.get('accept-language'),
  })
}

export type Decision<P extends Permission> =
  | { outcome: 'granted'; viewer: Viewer<P> }
  | { outcome: 'anonymous' }
  | { outcome: 'denied'; viewer: Viewer }

/** Checks one permission for whoever sent these headers. */
export async function viewerFor<P extends Permission>(headers: Headers, permission: P): Promise<Decision<P>> {
  const identity = await identify(headers)
  if (!identity) return { outcome: 'anonymous' }
  if (!can(identity.role, permission)) return { outcome: 'denied', viewer: identity }
  return { outcome: 'granted', viewer: identity as unknown as Viewer<P> }
}
