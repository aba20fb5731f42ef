import 'server-only'
import { pino } from 'pino'
import { databaseCode } from '../db/faults.server'

/** Lines of JSON on standard output. No bodies, cookies or query parameters are ever given to it. */
export const log = pino({
  name: 'zhucai',
  level: process.env['LOG_LEVEL'] ?? (process.env['VITEST'] ? 'silent' : 'info'),
  base: undefined,
  serializers: { err: describeFault },
})

/**
 * An error without the values it was about. A failed query carries its parameters as a field, in its message and so
 * in its stack: session tokens and people's words. Kept are the SQL, the innermost message and where it happened.
 */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  let inner: Error = error
  for (let depth = 0; inner.cause instanceof Error && depth < 5; depth++) inner = inner.cause
  const stack = error.stack ?? ''
  return {
    type: error.name,
    code: databaseCode(error),
    message: 'params' in inner ? 'Failed query' : inner.message.slice(0, 500),
    query: 'query' in error ? String(error.query).slice(0, 1_000) : undefined,
    stack: stack.slice(Math.max(0, stack.indexOf('\n    at '))),
  }
}
