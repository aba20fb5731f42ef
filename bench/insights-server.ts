/** The recording route without the site around it, for measuring while there is no build. */
import { createServer } from 'node:http'
import { answersDirectly } from '../lib/api/direct.server'

createServer((incoming, outgoing) => {
  incoming.headers['x-zhucai-address'] = '127.0.0.1'
  if (!answersDirectly(incoming, outgoing)) outgoing.writeHead(200).end('{}')
}).listen(Number(process.env['PORT']), '127.0.0.1')

process.on('SIGTERM', () => process.exit(0))
