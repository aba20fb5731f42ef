import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusesOutright } from './request-line.server'

let server: Server
beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    if (!refusesOutright(incoming, outgoing)) outgoing.writeHead(200, { connection: 'close' }).end('for here')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => void server.close())

const statusOf = (text: string) =>
  new Promise<number>((resolve, reject) => {
    let said = ''
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (part) => (said += String(part)))
    socket.on('close', () => resolve(Number(said.split(' ')[1])))
    socket.on('error', reject)
  })

test.each([
  ['OPTIONS * HTTP/1.1\r\nHost: a', 400],
  ['GET * HTTP/1.1\r\nHost: a', 400],
  ['TRACE / HTTP/1.1\r\nHost: a', 405],
  ['PROPFIND / HTTP/1.1\r\nHost: a', 405],
  ['GET / HTTP/1.1\r\nHost: a\r\nHost: b', 400],
  ['GET / HTTP/1.1\r\nHost: a\r\nX-Host: b', 200],
  ['POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 0', 200],
  ['OPTIONS /learn HTTP/1.1\r\nHost: a', 200],
])('%j is answered %i', async (head, status) => {
  expect(await statusOf(`${head}\r\n\r\n`)).toBe(status)
})
