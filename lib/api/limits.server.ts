import 'server-only'
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible'
import postgres, { type Sql } from 'postgres'

/** At most `points` requests in each window of `seconds`. */
export type Limit = { points: number; seconds: number }

export type Spent = { allowed: true } | { allowed: false; retryAfter: number }

/**
 * A pool of its own, so that counting never waits behind work, and without waiting for the disk: a power cut may
 * forget the last half second of counts, a restart forgets nothing.
 */
type Held = { url: string; client: Sql; limiters: Map<string, RateLimiterPostgres> }
const held = globalThis as typeof globalThis & { zhucaiLimits?: Held }

function limiter(limit: Limit): RateLimiterPostgres {
  const url = process.env['DATABASE_URL']
  if (!url) throw new Error('DATABASE_URL is not set')
  if (held.zhucaiLimits?.url !== url) {
    const client = postgres(url, {
      max: 3,
      connect_timeout: 3,
      backoff: () => 0.3,
      onnotice() {},
      connection: { application_name: 'zhucai limits', statement_timeout: 2_000, synchronous_commit: 'off' },
    })
    held.zhucaiLimits = { url, client, limiters: new Map() }
  }
  const { client, limiters } = held.zhucaiLimits
  const key = `${limit.points}/${limit.seconds}`
  let made = limiters.get(key)
  if (!made) {
    made = new RateLimiterPostgres({
      storeClient: { query: (query: Query) => run(client, query) },
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: '',
      points: limit.points,
      duration: limit.seconds,
      // Someone far over the limit costs no further queries.
      inMemoryBlockOnConsumed: limit.points + 1,
    })
    limiters.set(key, made)
  }
  return made
}

type Query = { text: string; values?: (string | number | null)[] }

async function run(client: Sql, { text, values = [] }: Query) {
  const rows = await client.unsafe(text, values, { prepare: true })
  return { rows: [...rows], rowCount: rows.count }
}

/** Counts one request against a key, and says whether it may go on. */
export async function spend(key: string, limit: Limit): Promise<Spent> {
  try {
    await limiter(limit).consume(key)
    return { allowed: true }
  } catch (error) {
    if (isVerdict(error)) return { allowed: false, retryAfter: seconds(error) }
    throw error
  }
}

/** Points already spent in the running window, and the seconds until it ends. */
export async function spent(key: string, limit: Limit): Promise<{ points: number; retryAfter: number }> {
  const found = await limiter(limit).get(key)
  return found ? { points: found.consumedPoints, retryAfter: seconds(found) } : { points: 0, retryAfter: 0 }
}

/** Forgets what was counted against a key. */
export async function forget(key: string, limit: Limit): Promise<void> {
  await limiter(limit).delete(key)
}

/** Ends the pool, for tests that play a restart. */
export async function closeLimits(): Promise<void> {
  await held.zhucaiLimits?.client.end({ timeout: 2 })
  delete held.zhucaiLimits
}

/** The limiter rejects with a verdict that is no Error; by shape, because a bundle may hold its class twice. */
const isVerdict = (thrown: unknown): thrown is RateLimiterRes =>
  !(thrown instanceof Error) && typeof (thrown as RateLimiterRes | null)?.msBeforeNext === 'number'

const seconds = (found: RateLimiterRes): number => Math.max(1, Math.ceil(found.msBeforeNext / 1000))
