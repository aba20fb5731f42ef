import 'server-only'
import { addUser, prepareSite, type TestUser } from '../auth/testing.server'
import type { Role } from '../auth/permissions'
import { api, BASE_PATH } from './app.server'

export const ORIGIN = 'http://127.0.0.1:3000'

/** What a page of the site sends along with a change. */
export const OWN_HEADERS = {
  origin: ORIGIN,
  host: '127.0.0.1:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
} as const

export type Sender = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Response>

/** Sends requests to the API as a page of the site would; with a cookie, as whoever it belongs to. */
export function sender(
  cookie?: string,
  app: { fetch(request: Request): Response | Promise<Response> } = api(),
): Sender {
  prepareSite(ORIGIN)
  return async (method, path, body, headers = OWN_HEADERS) =>
    app.fetch(
      new Request(`${ORIGIN}${BASE_PATH}${path}`, {
        method,
        headers: { 'x-zhucai-address': '127.0.0.1', ...(cookie ? { cookie } : {}), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
}

/** `name=value` pairs of an answer's cookies, as a browser would send them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0]!)
    .join('; ')
}

/** Signs someone in through the API and returns their cookie. */
export async function signInAs(user: TestUser): Promise<string> {
  const response = await sender()('POST', '/session', { email: user.email, password: user.password })
  if (response.status !== 200)
    throw new Error(`sign-in answered ${response.status}: ${await response.text()}`)
  return cookiesOf(response)
}

/** Someone new with this role, signed in. */
export async function arrive(role: Role): Promise<{ user: TestUser; cookie: string; send: Sender }> {
  const user = await addUser(role)
  const cookie = await signInAs(user)
  return { user, cookie, send: sender(cookie) }
}
