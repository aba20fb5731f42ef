/**
 * Who a session cookie belongs to. Asked for every request, so it goes straight to the database, for all requests of a
 * moment in one statement, and is never remembered: a session that ended or a role that changed counts at once.
 */
import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { db } from '../db/client.server'
import { askFixed } from '../db/fixed.server'
import { grouped } from '../db/grouped'
import { readCookie } from '../i18n/locale'
import { site } from './environment.server'

export type SignedIn = {
  sessionId: string
  id: string
  name: string
  email: string
  role: string
  locale: string | null
  /** Now, not once. */
  banned: boolean
}

const MOST = 100

const find = grouped(async (tokens: string[]): Promise<(SignedIn | undefined)[]> => {
  const rows = await askFixed<SignedIn & { token: string }>(
    db().$client,
    `select s.token, s.id as "sessionId", u.id, u.name, u.email, u.role::text as role, u.locale,
      u.banned and (u.ban_expires is null or u.ban_expires > now()) as banned
    from sessions s join users u on u.id = s.user_id
    where s.token = any(array(select json_array_elements_text($1::text::json))) and s.expires_at > now()`,
    [JSON.stringify(tokens)],
  )
  const found = new Map(rows.map((row) => [row.token, row]))
  return tokens.map((token) => found.get(token))
}, MOST)

/** Undefined without a cookie of ours, and for a session that is over. */
export async function lookUp(headers: Headers): Promise<SignedIn | undefined> {
  const { cookie, secret } = site()
  const token = tokenOf(readCookie(headers.get('cookie'), cookie), secret)
  return token === undefined ? undefined : find(token)
}

/** The cookie is `<token>.<signature>`, percent-encoded, as Better Auth sets it. Only a token we signed is looked for. */
function tokenOf(value: string | undefined, secret: string): string | undefined {
  if (value === undefined) return undefined
  let text: string
  try {
    text = decodeURIComponent(value)
  } catch {
    return undefined
  }
  const at = text.lastIndexOf('.')
  if (at < 1) return undefined
  const token = text.slice(0, at)
  const given = Buffer.from(text.slice(at + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}
