import 'server-only'
import postgres, { type Sql } from 'postgres'
import { askFixed } from '../db/fixed.server'
import { grouped } from '../db/grouped'

/** At most `points` requests in each window of `seconds`. */
export type Limit = { points: number; seconds: number }

export type Spent = { allowed: true } | { allowed: false; retryAfter: number }

type Asked = { key: string; limit: Limit; points: number }
type Held = {
  url: string
  client: Sql
  spend: (asked: Asked) => Promise<Spent>
  /** Keys far over their limit, and until when in milliseconds since 1970: they cost no further queries. */
  closed: Map<string, number>
  sweptAt: number
}
const held = globalThis as typeof globalThis & { zhucaiLimits?: Held }

/** Keys counted in one statement. */
const MOST = 100
/** Milliseconds between looks for windows that are over. */
const SWEEP = 300_000

/**
 * A pool of its own, so that counting never waits behind work, and without waiting for the disk: a power cut may
 * forget the last half second of counts, a restart forgets nothing. All processes count in the same rows.
 */
function counter(): Held {
  const url = process.env['DATABASE_URL']
  if (!url) throw new Error('DATABASE_URL is not set')
  if (held.zhucaiLimits?.url === url) return held.zhucaiLimits
  const client = postgres(url, {
    max: 3,
    connect_timeout: 3,
    backoff: () => 0.3,
    onnotice() {},
    connection: { application_name: 'zhucai limits', statement_timeout: 2_000, synchronous_commit: 'off' },
  })
  const made: Held = {
    url,
    client,
    spend: grouped((asked) => spendAll(made, asked), MOST),
    closed: new Map(),
    sweptAt: Date.now(),
  }
  return (held.zhucaiLimits = made)
}

type Row = { key: string; points: number; expire: string }

/** Adds to all keys at once, in the order of their names, so that no two statements wait for each other. */
async function spendAll(counting: Held, asked: readonly Asked[]): Promise<Spent[]> {
  const now = Date.now()
  if (now - counting.sweptAt > SWEEP) await sweep(counting, now)
  const more = new Map<string, { key: string; n: number; ms: number }>()
  for (const { key, limit, points } of asked) {
    const one = more.get(key) ?? { key, n: 0, ms: limit.seconds * 1000 }
    one.n += points
    more.set(key, one)
  }
  const rows = await askFixed<Row>(
    counting.client,
    `insert into rate_limits as kept (key, points, expire)
    select key, n, $2::bigint + ms from json_to_recordset($1::text::json) as given(key text, n int, ms bigint)
    order by key
    on conflict (key) do update set
      points = case when kept.expire > $2::bigint then kept.points else 0 end + excluded.points,
      expire = case when kept.expire > $2::bigint then kept.expire else excluded.expire end
    returning key, points, expire`,
    [JSON.stringify([...more.values()]), now],
  )
  const before = new Map(rows.map(({ key, points }) => [key, points - more.get(key)!.n]))
  const until = new Map(rows.map(({ key, expire }) => [key, Number(expire)]))
  return asked.map(({ key, limit, points }) => {
    const all = before.get(key)! + points
    before.set(key, all)
    if (all <= limit.points) return { allowed: true }
    counting.closed.set(key, until.get(key)!)
    return { allowed: false, retryAfter: seconds(until.get(key)!, now) }
  })
}

async function sweep(counting: Held, now: number): Promise<void> {
  counting.sweptAt = now
  for (const [key, until] of counting.closed) if (until <= now) counting.closed.delete(key)
  await counting.client`delete from rate_limits where expire < ${now - SWEEP}`
}

const seconds = (until: number, now: number): number => Math.max(1, Math.ceil((until - now) / 1000))

/** Counts a request against a key, or what it costs, and says whether it may go on. */
export async function spend(key: string, limit: Limit, points = 1): Promise<Spent> {
  const counting = counter()
  const until = counting.closed.get(key)
  const now = Date.now()
  if (until !== undefined && until > now) return { allowed: false, retryAfter: seconds(until, now) }
  return counting.spend({ key, limit, points })
}

/** Points already spent in the running window, and the seconds until it ends. */
export async function spent(key: string): Promise<{ points: number; retryAfter: number }> {
  const now = Date.now()
  const [row] = await counter().client<Row[]>`
    select key, points, expire from rate_limits where key = ${key} and expire > ${now}`
  return row
    ? { points: row.points, retryAfter: seconds(Number(row.expire), now) }
    : { points: 0, retryAfter: 0 }
}

/** Forgets what was counted against a key. */
export async function forget(key: string): Promise<void> {
  const { client, closed } = counter()
  closed.delete(key)
  await client`delete from rate_limits where key = ${key}`
}

/** Ends the pool, for tests that play a restart. */
export async function closeLimits(): Promise<void> {
  await held.zhucaiLimits?.client.end({ timeout: 2 })
  delete held.zhucaiLimits
}
