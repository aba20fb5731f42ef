/**
 * The web server of a finished build: what is answered directly, and Next.js for everything else. `build-web.ts`
 * bundles it, `web-server.ts` runs it with `web-guard.mjs` loaded first.
 */
import { createServer } from 'node:http'
import next from 'next'
import { answersDirectly } from '../lib/api/direct.server'
import { drawPage } from '../lib/api/pages.server'
import { refusesOutright } from '../lib/api/request-line.server'

const hostname = process.env['HOST'] ?? '127.0.0.1'
const port = Number(process.env['PORT'])
process.title = 'zhucai web'

const server = createServer({
  // Longer than proxies keep theirs (nginx and Caddy 60 s and more): whoever closes first is never surprised.
  keepAliveTimeout: 75_000,
  headersTimeout: 20_000,
  // A body has its own pace; this is for what is left of one after the answer.
  requestTimeout: 300_000,
})
const site = next({ dev: false, dir: process.cwd(), hostname, port, httpServer: server })
await site.prepare()
const handle = site.getRequestHandler()

server.on('request', (incoming, outgoing) => {
  if (refusesOutright(incoming, outgoing) || answersDirectly(incoming, outgoing)) return
  drawPage(incoming, outgoing, () => handle(incoming, outgoing)).catch((error: unknown) => {
    console.error(error)
    if (!outgoing.headersSent) outgoing.statusCode = 500
    outgoing.end()
  })
})
server.on('error', (error) => {
  console.error(error)
  process.exit(1)
})
server.listen(port, hostname)

/** Requests under way are answered; nothing new is taken. */
let isStopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    server.close(() => void site.close().finally(() => process.exit(0)))
    server.closeIdleConnections()
  })
}
