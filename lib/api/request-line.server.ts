/**
 * What is no request for a site like this one: another address than one that begins at our root, a method that nothing
 * here has, two names of a host, of which a proxy may have believed the other. Node lets them through, and the page
 * framework breaks over some of them.
 */
import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type Line = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>

function faultOf({ method = '', url = '', rawHeaders }: Line): 400 | 405 | undefined {
  if (!METHODS.includes(method)) return 405
  if (!url.startsWith('/')) return 400
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length > 1 ? 400 : undefined
}

/** Answers what is no request for us, and ends the connection. @returns false for all others, untouched */
export function refusesOutright(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const status = faultOf(incoming)
  if (status === undefined) return false
  const allow = status === 405 ? { allow: METHODS.join(', ') } : {}
  outgoing.writeHead(status, {
    'content-length': 0,
    'cache-control': 'no-store',
    connection: 'close',
    ...allow,
  })
  outgoing.end()
  return true
}
