/**
 * Signing in, recording and PostgreSQL without pages, in one process: what `crash-test.ts --api` kills when no build is at hand.
 * Environment: PORT, ZHUCAI_DATA.
 */
import { createServer, type IncomingMessage } from 'node:http'
import { startPostgres } from '../lib/db/embedded.server'
import { acquireLock } from '../lib/db/lock.server'
import { readSecrets } from '../lib/db/secrets.server'

const port = Number(process.env['PORT'])
const data = process.env['ZHUCAI_DATA']
if (!port || !data) throw new Error('PORT and ZHUCAI_DATA are needed')
const taken = acquireLock(data, port)
if (taken.outcome === 'held') throw new Error(`Process ${taken.by.pid} uses ${data}`)
const secrets = readSecrets(data)
const start = (at?: number) =>
  startPostgres({ data, password: secrets.databasePassword, ...(at !== undefined && { port: at }) })

let postgres = await start()
const origin = `http://127.0.0.1:${port}`
Object.assign(process.env, {
  DATABASE_URL: postgres.url('zhucai'),
  BETTER_AUTH_URL: origin,
  BETTER_AUTH_SECRET: secrets.authSecret,
})
const { perform } = await import('../lib/api/perform.server')
const routes = [
  ...(await import('../lib/api/session.server')).routes,
  ...(await import('../lib/api/progress.server')).routes,
]

/** Like the supervisor: a database that was killed is started again at the same address. */
async function keepAlive(): Promise<never> {
  for (;;) {
    await postgres.exited
    postgres = await start(postgres.port)
  }
}
void keepAlive()

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (request.method === 'GET') return undefined
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

createServer(async (incoming, outgoing) => {
  const headers = new Headers({ 'x-zhucai-address': '127.0.0.1' })
  for (const [name, value] of Object.entries(incoming.headers)) if (value) headers.set(name, String(value))
  const body = await bodyOf(incoming)
  const init = { method: incoming.method ?? 'GET', headers, ...(body && { body: new Uint8Array(body) }) }
  const route = routes.find(({ method, path }) => method === init.method && `/api/v1${path}` === incoming.url)
  const answer = route
    ? await perform(route, new Request(`${origin}${incoming.url}`, init), {})
    : new Response(null, { status: 404 })
  outgoing.statusCode = answer.status
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  outgoing.setHeader('set-cookie', answer.headers.getSetCookie())
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}).listen(port, '127.0.0.1')

process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)))
