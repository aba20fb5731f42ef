/** What an escape would reach: HTTP, WebSocket, raw TCP and UDP on this machine, each of which only takes notes. */
import { createSocket } from 'node:dgram'
import { createServer as createHttp } from 'node:http'
import { createServer as createTcp, type AddressInfo } from 'node:net'

export type Targets = { http: string; ws: string; tcp: string; udp: string; app: string }
export type Collectors = {
  targets: Omit<Targets, 'app'>
  /** One line a contact: `http GET /fetch`, `ws /socket`, `tcp 120 bytes`, `udp 20 bytes`. */
  takeHits(): string[]
  close(): Promise<void>
}

export async function collect(): Promise<Collectors> {
  let hits: string[] = []
  const http = createHttp((request, response) => {
    hits.push(`http ${request.method} ${request.url}`)
    const type = request.url?.includes('script') ? 'text/javascript' : 'text/plain'
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': type }).end('1')
  })
  http.on('upgrade', (request, socket) => {
    hits.push(`ws ${request.url}`)
    socket.destroy()
  })
  const tcp = createTcp((socket) => {
    hits.push('tcp connection')
    socket.on('error', () => {})
    socket.destroy()
  })
  const udp = createSocket('udp4', (message) => hits.push(`udp ${message.length} bytes`))
  await Promise.all([
    new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve)),
  ])
  const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port
  return {
    targets: {
      http: `http://127.0.0.1:${port(http)}`,
      ws: `ws://127.0.0.1:${port(http)}`,
      tcp: `http://127.0.0.1:${port(tcp)}`,
      udp: `127.0.0.1:${port(udp)}`,
    },
    takeHits() {
      const taken = hits
      hits = []
      return taken
    },
    async close() {
      http.closeAllConnections()
      udp.close()
      await Promise.all(
        [http, tcp].map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
      )
    },
  }
}
