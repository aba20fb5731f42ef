/**
 * Brings the roll-ups up to the tables. Whoever changes something leaves the learner's id in `insight_dirty` in the
 * same transaction (triggers of the migration); this takes the ids and counts those people again, in batches of one
 * transaction each. It runs before figures are read and, in the background, after events were recorded; any process
 * may do it, one at a time.
 */
import 'server-only'
import { sql } from 'drizzle-orm'
import type { Database, Queries } from '../../db/client.server'
import { type Plan, planDigest } from '../plan'
import { countAgain } from './apply.server'
import { openScopes } from './scopes.server'

/** Any number, the same in every version: names the lock of whoever counts. */
const LOCK = 716_253_402
const BATCH = 250

export type CatchUp = {
  /** Batches at most; what is left makes figures older, and the time they show. */
  batches?: number
  batch?: number
  /** Groups above this size are summed up in advance. */
  large?: number
  /** Leaves that to somebody with more time: a group's first sum may take seconds. */
  quick?: boolean
}

/** @returns the moment up to which everything is counted */
export async function catchUp(
  database: Database,
  plan: Plan,
  { batches = Infinity, batch = BATCH, large, quick = false }: CatchUp = {},
): Promise<Date> {
  await noticePlan(database, plan)
  for (let round = 0; round < batches; round++) {
    const now = new Date()
    const { oldest, moved } = await whatWaits(database)
    if (oldest === null && (quick || !moved)) return now
    const counted = await countBatch(database, plan, { batch, large, quick })
    if (counted === 0) break
  }
  return (await whatWaits(database)).oldest ?? new Date()
}

/** Since when somebody waits to be counted, and whether groups have other sizes than when they were looked at. */
async function whatWaits(database: Queries): Promise<{ oldest: Date | null; moved: boolean }> {
  const [row] = await database.execute<{ oldest: string | null; moved: boolean | null }>(sql`
    select (select extract(epoch from min(at)) * 1000 from insight_dirty) as oldest,
      (select value ->> 'moves' <> value ->> 'opened' from settings where key = 'insights.moves') as moved`)
  return { oldest: row?.oldest == null ? null : new Date(Number(row.oldest)), moved: row?.moved ?? false }
}

type Batch = { batch: number; large: number | undefined; quick: boolean }

/** One transaction: takes ids and counts those people. @returns how many ids it took; 0 when somebody else is at it */
async function countBatch(database: Database, plan: Plan, { batch, large, quick }: Batch): Promise<number> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    if (!(await takeLock(tx, quick))) return 0
    // All of a person's rows at once: whoever learns all day leaves many, and is counted once.
    const taken = await tx.execute<{ learner: string }>(sql`
      with chosen as (
        select distinct learner_id from (select learner_id from insight_dirty order by id limit ${batch}) longest
      )
      delete from insight_dirty waiting using chosen where waiting.learner_id = chosen.learner_id
      returning waiting.learner_id as learner`)
    const moved = await countAgain(tx, [...new Set([...taken].map(({ learner }) => learner))], plan)
    if (moved) await noteMoves(tx)
    // Many people at once come in many batches: groups are looked at when the last is in.
    if (taken.length < batch && !quick) await openIfMoved(tx, large)
    return taken.length
  })
}

/** Somebody in a hurry goes on without the lock when another process has it for long. */
async function takeLock(tx: Queries, quick: boolean): Promise<boolean> {
  for (let round = 0; ; round++) {
    if (!quick) {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
      return true
    }
    const [row] = await tx.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${LOCK}) as taken`,
    )
    if (row!.taken) return true
    if (round === 4) return false
    await tx.execute(sql`select pg_sleep(0.05)`)
  }
}

const noteMoves = (tx: Queries) =>
  tx.execute(sql`
    insert into settings (key, value) values ('insights.moves', '{"moves": 1, "opened": 0}')
    on conflict (key) do update
      set value = jsonb_set(settings.value, '{moves}', to_jsonb((settings.value ->> 'moves')::int + 1))`)

async function openIfMoved(tx: Queries, large?: number): Promise<void> {
  const [row] = await tx.execute<{ moves: number; opened: number }>(sql`
    select (value ->> 'moves')::int as moves, (value ->> 'opened')::int as opened
    from settings where key = 'insights.moves'`)
  if (!row || row.moves === row.opened) return
  await openScopes(tx, large)
  await tx.execute(sql`
    update settings set value = jsonb_set(value, '{opened}', value -> 'moves') where key = 'insights.moves'`)
}

const noticed = new WeakMap<Database, string>()

/** After an edit of the curriculum everybody is counted again. */
async function noticePlan(database: Database, plan: Plan): Promise<void> {
  const digest = planDigest(plan)
  if (noticed.get(database) === digest) return
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    const changed = await tx.execute(sql`
      insert into settings (key, value) values ('insights.plan', to_jsonb(${digest}::text))
      on conflict (key) do update set value = excluded.value where settings.value <> excluded.value returning key`)
    if (changed.length > 0)
      await tx.execute(sql`insert into insight_dirty (learner_id) select id from people`)
  })
  noticed.set(database, digest)
}

/** Makes everything again from the tables. @returns the moment of it */
export async function rebuild(database: Database, plan: Plan, options: CatchUp = {}): Promise<Date> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    await tx.execute(
      sql`truncate insight_dirty, insight_people, insight_standings, insight_facts, insight_scopes, insight_cells`,
    )
    await tx.execute(sql`insert into insight_dirty (learner_id) select id from people`)
  })
  return catchUp(database, plan, { ...options, batches: Infinity })
}
