import 'server-only'
import { site } from '../auth/environment.server'
import type { Locale } from '../curriculum/ids'
import { isDatabaseDown } from '../db/faults.server'
import { loadMessages } from '../i18n/messages.server'
import { ERRORS, Refusal, type ErrorBody, type ErrorCode } from './errors'
import { log } from './log.server'

/** Answers are data for this site's own pages: not cached, not framed, not guessed at. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

export function sealed(response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}

export const json = (value: unknown, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(value, { status, headers: { ...headers, ...HEADERS } })

/** The refusal in the reader's language. */
export function answerRefusal(
  refusal: Refusal,
  locale: Locale,
  headers: Record<string, string> = {},
): Response {
  const { message, retryAfter } = sayRefusal(refusal, locale)
  const body: ErrorBody = {
    error: {
      code: refusal.code,
      message,
      ...(refusal.issues ? { issues: refusal.issues } : {}),
    },
  }
  const extra = {
    ...headers,
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    // What is still to come of the request will not be read.
    ...(refusal.code === 'too_slow' ? { connection: 'close' } : {}),
  }
  return json(body, ERRORS[refusal.code], extra)
}

/** Seconds to wait where the refusal itself does not say. */
const PAUSES: Partial<Record<ErrorCode, number>> = { unavailable: 2, no_space: 60 }

/** What a reader is told, and in how many seconds to come again where that helps. */
export function sayRefusal(
  refusal: Refusal,
  locale: Locale,
): { message: string; retryAfter: number | undefined } {
  const retryAfter = refusal.retryAfter ?? PAUSES[refusal.code]
  const values = { origin: site().origin, seconds: String(retryAfter ?? 1) }
  return { message: sayError(refusal.code, locale, values), retryAfter }
}

/** Messages of this namespace take plain `{name}` arguments only; a test holds them to it. */
function sayError(code: ErrorCode, locale: Locale, values: Record<string, string>): string {
  const text = loadMessages(locale)['errors']?.[code]
  if (typeof text !== 'string') throw new Error(`No message for the error ${code} in ${locale}`)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** What a caller is told of something thrown: an intended refusal, a database that is away, or nothing but "500". */
export function refusalOf(error: unknown, where: string): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseDown(error)) {
    log.warn({ err: error, where }, 'database unavailable')
    return new Refusal('unavailable', { retryAfter: 2 })
  }
  log.error({ err: error, where }, 'request failed')
  return new Refusal('internal')
}
