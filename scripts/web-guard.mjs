/**
 * Loaded into every process of the web server before Next.js. It does what must happen at the socket: the process ends
 * when the supervisor that started it is gone and answers when asked whether it is alive, each request says truly where
 * it came from and what path it asks for, and no answer of any kind leaves without the headers that all must have.
 */
import { subscribe } from 'node:diagnostics_channel'

if (process.channel) {
  process.on('disconnect', () => process.exit(0))
  process.on('message', (message) => {
    if (message === 'alive?') process.send?.('alive')
  })
}

const trusted = new Set(
  (process.env.TRUSTED_PROXIES ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean),
)

const plain = (address) => (address ?? 'unknown').replace(/^::ffff:/, '')

let isToldOfProxy = false
/** A proxy that nobody named makes one caller of all its users: said once, to whoever reads the log. */
function tellOfProxy(peer) {
  if (isToldOfProxy) return
  isToldOfProxy = true
  console.warn(
    `  Requests come through a proxy at ${peer} that TRUSTED_PROXIES does not name, so all its users count as one ` +
      `address. If it is yours, start with TRUSTED_PROXIES=${peer} (docs/proxy.md).`,
  )
}

/** The nearest address that is not a proxy of ours; what a client claims about itself counts for nothing. */
function callerOf(request) {
  const peer = plain(request.socket.remoteAddress)
  const forwarded = request.headers['x-forwarded-for']
  if (!trusted.has(peer)) {
    if (forwarded !== undefined) tellOfProxy(peer)
    return peer
  }
  const claimed = String(forwarded ?? '')
    .split(',')
    .map((text) => plain(text.trim()))
  return claimed.toReversed().find((address) => address && !trusted.has(address)) ?? peer
}

/** What an answer says unless whoever makes it says something stricter. Files need no more than to be files. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...(process.env.BETTER_AUTH_URL?.startsWith('https:')
    ? { 'strict-transport-security': 'max-age=31536000' }
    : {}),
}

/** At the last moment, when it shows what the answer says already; every way of answering passes here. */
function seal(response) {
  const { writeHead } = response
  response.writeHead = function (...given) {
    const own = given.findLast((argument) => typeof argument === 'object' && argument !== null)
    const said = new Set(
      (Array.isArray(own) ? own.filter((_, at) => at % 2 === 0).flat() : Object.keys(own ?? {})).map((name) =>
        String(name).toLowerCase(),
      ),
    )
    for (const [name, value] of Object.entries(HEADERS))
      if (!this.hasHeader(name) && !said.has(name)) this.setHeader(name, value)
    return writeHead.apply(this, given)
  }
}

subscribe('http.server.request.start', ({ request, response }) => {
  const caller = callerOf(request)
  for (const name of Object.keys(request.headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-') || name.startsWith('x-zhucai-')) {
      delete request.headers[name]
    }
  }
  request.headers['x-zhucai-address'] = caller
  // `GET http://any.name/path` asks this server for the path, whatever the name.
  request.url = (request.url ?? '/').replace(/^https?:\/\/[^/?#]*\/?/i, '/')
  seal(response)
})
