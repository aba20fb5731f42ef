/**
 * Loaded into every process of the web server before Next.js. It does what must happen at the socket:
 * the process ends when the supervisor that started it is gone, and each request says truly where it came from.
 */
import { subscribe } from 'node:diagnostics_channel'

if (process.channel) process.on('disconnect', () => process.exit(0))

const trusted = new Set(
  (process.env.TRUSTED_PROXIES ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean),
)

const plain = (address) => (address ?? 'unknown').replace(/^::ffff:/, '')

/** The nearest address that is not a proxy of ours; what a client claims about itself counts for nothing. */
function callerOf(request) {
  const peer = plain(request.socket.remoteAddress)
  if (!trusted.has(peer)) return peer
  const claimed = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((text) => plain(text.trim()))
  return claimed.toReversed().find((address) => address && !trusted.has(address)) ?? peer
}

subscribe('http.server.request.start', ({ request }) => {
  const caller = callerOf(request)
  for (const name of Object.keys(request.headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-') || name.startsWith('x-zhucai-')) {
      delete request.headers[name]
    }
  }
  request.headers['x-zhucai-address'] = caller
})
