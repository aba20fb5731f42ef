import 'server-only'
import { chooseLocale, LOCALE_COOKIE, readCookie } from '../i18n/locale'
import { auth } from './auth.server'
import { can, ROLES, type Permission, type Role, type Viewer } from './permissions'

/** Someone signed in, for whom nothing was checked yet. */
export type Identity = Viewer & { readonly sessionId: string }

/** Who sent these headers; null when nobody is signed in, the session ended, or the account was disabled. */
export async function identify(headers: Headers): Promise<Identity | null> {
  const found = await readSession(headers)
  if (!found) return null
  const { user, session } = found
  const bannedNow = user.banned && (!user.banExpires || user.banExpires > new Date())
  const role = ROLES.find((name): name is Role => name === user.role)
  if (bannedNow || !role) return null
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role,
    locale: localeOf(headers, user.locale),
    sessionId: session.id,
  } as Identity
}

async function readSession(headers: Headers) {
  try {
    return await auth().api.getSession({ headers, query: { disableRefresh: true } })
  } catch (error) {
    // The library hides what the database said; reading a session fails for no other reason.
    if ((error as { statusCode?: number }).statusCode !== 500) throw error
    throw Object.assign(new Error('The session could not be read', { cause: error }), {
      code: 'CONNECTION_CLOSED',
    })
  }
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
