import 'server-only'
import type { IncomingMessage } from 'node:http'

/** The headers of a request as they came, for code that does not know where they came from. */
export function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '))
  return headers
}
