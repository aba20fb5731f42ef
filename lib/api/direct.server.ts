/**
 * The one address that every open lesson calls again and again, answered without Next.js in between: behind a page
 * framework a small answer costs several times what the recording costs. The wrapper is the same, so is the answer.
 */
import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from './log.server'
import { headersOf } from './node-headers.server'
import { perform } from './perform.server'
import { record } from './progress.server'
import type { Call } from './route.server'

const ADDRESS = `/api/v1${record.path}`

/** @returns false for requests that are not for here, untouched */
export function answersDirectly(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  if (incoming.url !== ADDRESS || incoming.method !== record.method) return false
  answer(incoming, outgoing).catch((error: unknown) => {
    log.error({ err: error, where: ADDRESS }, 'no answer could be sent')
    outgoing.destroy()
  })
  return true
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await perform(record, callOf(incoming, outgoing), {})
  const body = Buffer.from(await response.arrayBuffer())
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': body.length,
  })
  outgoing.end(body)
}

function callOf(incoming: IncomingMessage, outgoing: ServerResponse): Call {
  const leaving = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableEnded) leaving.abort()
  })
  return {
    headers: headersOf(incoming),
    url: `http://${incoming.headers.host}${ADDRESS}`,
    signal: leaving.signal,
    // A refusal in the middle of the body is still to be sent on the same connection.
    body: incoming.iterator({ destroyOnReturn: false }),
  }
}
