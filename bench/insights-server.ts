/** The recording route without the site around it, for measuring while there is no build: same wrapper, same limits. */
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { perform } from '../lib/api/perform.server'
import { routes } from '../lib/api/progress.server'

const record = routes.find(({ method }) => method === 'POST')
if (!record) throw new Error('No route records')

createServer(async (incoming, outgoing) => {
  if (incoming.method !== 'POST') return void outgoing.writeHead(200).end('{}')
  const headers = new Headers({ 'x-zhucai-address': '127.0.0.1' })
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '))
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit)
  const answer = await perform(record, request, {})
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}).listen(Number(process.env['PORT']), '127.0.0.1')

process.on('SIGTERM', () => process.exit(0))
