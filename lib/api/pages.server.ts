/**
 * The door of the pages, as `perform.server` is that of the API: what no page can read is refused, a database that is
 * away is said in the same words, and pages are drawn in turns by who asks, so that one person with many connections
 * is slow for themselves alone.
 */
import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ADDRESS_HEADER } from '../auth/address'
import { identify, localeOf } from '../auth/identify.server'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import { refusalOf, sayRefusal } from './answer.server'
import { ERRORS, refuse, Refusal } from './errors'
import { headersOf } from './node-headers.server'
import { fairTurns } from './turns'

/** Drawing takes the one thread; a few at once fill the pauses in which the database is asked. */
const people = fairTurns({ all: 8, each: 2, most: 100 })
/** Whoever is not signed in shares with all behind the address; these pages are cheap. */
const strangers = fairTurns({ all: 8, each: 6, most: 200 })
/** Milliseconds after which a page gives its turn to the next, ended or not: readers may be slow. */
const LONGEST_TURN = 10_000
/** Milliseconds for the database to say who asks, and for a page to begin. */
const INTRODUCTION = 5_000
const PATIENCE = 20_000

const FILES = /^\/(api|sandbox|_next|kernel|data|editor)\/|^\/(icon\.svg|favicon\.ico)$/
/** Control characters but tab and line break: no page asks for them, and PostgreSQL cannot hold the first. */
const CONTROLS = /%(0[0-8bcef]|1[0-9a-f]|7f)/i

/** Answers itself, or lets `draw` answer. Files and the API have doors of their own. */
export async function drawPage(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  draw: () => Promise<unknown>,
  patience = PATIENCE,
): Promise<void> {
  const url = incoming.url ?? '/'
  if (FILES.test(url.split('?', 1)[0]!)) return void (await draw())
  const headers = headersOf(incoming)
  const own = { locale: localeOf(headers) }
  try {
    if (CONTROLS.test(url)) throw refuse('bad_request')
    const viewer = await within(INTRODUCTION, identify(headers))
    if (viewer) own.locale = viewer.locale
    const canWait = headers.has('next-router-prefetch') || headers.get('purpose') === 'prefetch'
    const release = viewer
      ? await people.take(viewer.id, { canWait })
      : await strangers.take(headers.get(ADDRESS_HEADER) ?? 'unknown', { canWait })
    if (!release) throw refuse('too_many_requests', { retryAfter: 2 })
    const turn = setTimeout(release, LONGEST_TURN)
    try {
      // Whoever left while waiting costs nothing.
      if (!outgoing.destroyed) await begun(outgoing, draw(), patience)
    } finally {
      clearTimeout(turn)
      release()
    }
  } catch (error) {
    if (outgoing.headersSent) return void outgoing.end()
    refusePage(outgoing, refusalOf(error, url.split('?', 1)[0]!), own.locale)
  }
}

/** Waits for the page, or says that it has not begun in time; what it would say later is not sent. */
async function begun(outgoing: ServerResponse, drawing: Promise<unknown>, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, patience, 'late' as const)))
  drawing.catch(() => {})
  try {
    const first = await Promise.race([drawing, late])
    if (first === 'late' && !outgoing.headersSent) throw refuse('unavailable', { retryAfter: 5 })
    await drawing
  } finally {
    clearTimeout(timer)
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuse('unavailable', { retryAfter: 5 })), ms)
  })
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

/** A page without scripts, styles of its own and no database: it has to work when nothing else does. */
function refusePage(outgoing: ServerResponse, refusal: Refusal, locale: Locale): void {
  const { message, retryAfter } = sayRefusal(refusal, locale)
  const shell = loadMessages(locale)['shell'] as Record<string, Record<string, string>>
  const isWorthRetrying = retryAfter !== undefined
  const html = `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(shell['broken']!['title']!)}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;background:light-dark(#faf7f0,#1d1c1a);color:light-dark(#1f1d1a,#e9e4d9);font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:36rem;margin:0 auto;padding:6rem 1.5rem}
h1{font:500 1.9rem/1.35 Georgia,"Songti SC",serif;margin:0 0 1rem}
a{display:inline-block;margin-top:1.5rem;color:inherit;text-underline-offset:.25em}
</style>
<main><h1>${escape(shell['broken']!['title']!)}</h1><p>${escape(message)}</p>
<a href="${isWorthRetrying ? '' : '/'}">${escape(isWorthRetrying ? shell['broken']!['retry']! : shell['missing']!['back']!)}</a></main></html>`
  outgoing.writeHead(ERRORS[refusal.code], {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  })
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : html)
}
