import 'server-only'

const UNAVAILABLE = new Set([
  // From the driver and the operating system.
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // From PostgreSQL: out of disk, memory or connections, shutting down, starting up, statement timed out.
  '53000',
  '53100',
  '53200',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '58030',
  '25P03',
  '55P03',
])

/** The code of the database error inside `error`, however deep it was wrapped; `23505` is a taken unique key. */
export function databaseCode(error: unknown): string | undefined {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth++) {
    const code = (inner as { code?: unknown }).code
    if (typeof code === 'string') return code
  }
  return undefined
}

/** The database cannot answer now and may soon: worth trying again, unlike a bug. */
export function isDatabaseDown(error: unknown): boolean {
  const code = databaseCode(error)
  return code !== undefined && UNAVAILABLE.has(code)
}
