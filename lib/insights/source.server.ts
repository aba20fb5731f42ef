import 'server-only'
import { sql } from 'drizzle-orm'
import { db, type Database, type Queries } from '../db/client.server'
import { dayNumber } from './days'
import type { Plan } from './plan'
import { livePlan } from './live-plan.server'
import { catchUp } from './rollup/catch-up.server'
import { scopeIds } from './rollup/apply.server'

/** Where figures come from. All figures of a page share one, so that they speak of one moment. */
export type Source = {
  database: Database
  plan: Plan
  /** Everything up to this moment is counted. */
  asOf: Date
  /** Shanghai's day of it: the last day of every period. */
  today: number
  /** Groups that are summed up in advance, by name. */
  scopes: Map<string, number>
}

/** The same, where only queries are made: on the pool, or inside the snapshot of a file. */
export type Reading = Omit<Source, 'database'> & { database: Queries }

/** Counts what is waiting as far as a reader may wait for it, and says up to when. */
export async function liveSource(): Promise<Source> {
  const plan = livePlan()
  const asOf = await catchUp(db(), plan, { batches: 2, quick: true })
  return sourceAt(db(), plan, asOf)
}

/** What is counted so far, read as of a given moment. */
export async function sourceAt(database: Database, plan: Plan, asOf: Date): Promise<Source> {
  return { database, plan, asOf, today: dayNumber(asOf), scopes: await scopesNow(database) }
}

const known = new WeakMap<Database, { until: number; scopes: Map<string, number> }>()

/** New groups appear seldom: a look now and then is enough, and a group not known yet is added up when asked for. */
async function scopesNow(database: Database & Queries): Promise<Map<string, number>> {
  const [row] = await database.execute<{ last: number | null }>(
    sql`select max(id) as last from insight_scopes`,
  )
  const found = known.get(database)
  if (found && found.until === (row?.last ?? 0)) return found.scopes
  const scopes = await scopeIds(database)
  known.set(database, { until: row?.last ?? 0, scopes })
  return scopes
}
