/** One transaction for the batches of several learners: lock, read what is stored, decide, write. */
import 'server-only'
import type { TransactionSql } from 'postgres'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, queriesOn } from '../db/client.server'
import { askFixed } from '../db/fixed.server'
import type { Receipt } from './events'
import type { LessonState } from './mastery'
import { type Fresh, minuteOf, settle, type Settled, type Stored } from './settle'

/** A learner's admitted events. A group has at most one batch of each learner. */
export type Batch = { viewer: Viewer<'progress.write'>; events: Fresh[]; now: Date }

/**
 * @param wait for learners at work elsewhere; otherwise their batches are left out
 * @returns receipts by batch, undefined for a batch left out or without an account
 */
export async function recordGroup(
  database: Database,
  batches: readonly Batch[],
  { wait = false } = {},
): Promise<(Receipt[] | undefined)[]> {
  return database.$client.begin(async (tx) => {
    const locked = await lock(tx, batches, wait)
    const ours = batches.filter(({ viewer }) => locked.has(viewer.id))
    if (ours.length === 0) return batches.map(() => undefined)
    const stored = await readStored(tx, ours)
    const settled = new Map(ours.map((one) => [one, settle(one.events, stored.get(one.viewer.id)!)]))
    for (const [{ viewer }, { conflicts }] of settled) {
      for (const { event } of conflicts) {
        const about = { lesson: event.lesson, type: event.type }
        await audit(queriesOn(database, tx), viewer, 'progress.conflict', event.id, about)
      }
    }
    await write(tx, settled)
    return batches.map((one) => settled.get(one)?.receipts)
  })
}

const LOCK = `select id from users where id = any($1::text::uuid[]) order by id for no key update`

/** Everybody locks in the order of ids, so that no two groups wait for each other. */
async function lock(tx: TransactionSql, batches: readonly Batch[], wait: boolean): Promise<Set<string>> {
  const ids = `{${batches.map(({ viewer }) => viewer.id).join()}}`
  const rows = await askFixed<{ id: string }>(tx, wait ? LOCK : `${LOCK} skip locked`, [ids])
  return new Set(rows.map(({ id }) => id))
}

type Kept = { learner: string; lesson: string; state: Record<keyof LessonState, unknown> }

const DIGESTS = `
  select e.learner_id as learner, e.id, e.digest
  from json_to_recordset($1::text::json) as given(learner uuid, id uuid)
    join progress_events e on e.learner_id = given.learner and e.id = given.id`

const MINUTES = `
  select e.learner_id as learner, (extract(epoch from e.at) * 1000)::text as ms
  from json_to_recordset($1::text::json) as given(learner uuid, "from" timestamptz, until timestamptz)
    join progress_events e on e.learner_id = given.learner and e.type = 'lesson.active'
      and e.at >= given."from" and e.at < given.until`

const ms = (column: string) => `extract(epoch from s.${column}) * 1000`

const STATES = `
  select s.learner_id as learner, s.lesson, json_build_object(
    'openedAt', ${ms('opened_at')}, 'lastAt', ${ms('last_at')}, 'lastCell', s.last_cell,
    'lastCellAt', ${ms('last_cell_at')}, 'runs', s.runs, 'failedRuns', s.failed_runs,
    'activeMinutes', s.active_minutes, 'lastError', s.last_error, 'lastErrorAt', ${ms('last_error_at')},
    'checksPassed', s.checks_passed, 'curve', s.curve, 'curveAt', ${ms('curve_at')}) as state
  from json_to_recordset($1::text::json) as given(learner uuid, lesson text)
    join lesson_states s on s.learner_id = given.learner and s.lesson = given.lesson`

/** Reads after the lock, in statements of their own: what was committed while we waited must be seen. */
async function readStored(tx: TransactionSql, batches: readonly Batch[]): Promise<Map<string, Stored>> {
  const events = batches.flatMap(({ viewer, events: mine }) =>
    mine.map(({ event }) => ({ learner: viewer.id, id: event.id })),
  )
  const active = batches.flatMap(({ viewer, events: mine }) => {
    const times = mine.flatMap(({ event }) =>
      event.type === 'lesson.active' ? [event.time.getTime() - (event.time.getTime() % 60_000)] : [],
    )
    if (times.length === 0) return []
    const [from, until] = [Math.min(...times), Math.max(...times) + 60_000]
    return [{ learner: viewer.id, from: new Date(from).toISOString(), until: new Date(until).toISOString() }]
  })
  const touched = batches.flatMap(({ viewer, events: mine }) =>
    [...new Set(mine.map(({ event }) => event.lesson))].map((lesson) => ({ learner: viewer.id, lesson })),
  )
  const [digests, minutes, states] = await Promise.all([
    askFixed<{ learner: string; id: string; digest: string }>(tx, DIGESTS, [JSON.stringify(events)]),
    active.length === 0
      ? []
      : askFixed<{ learner: string; ms: string }>(tx, MINUTES, [JSON.stringify(active)]),
    askFixed<Kept>(tx, STATES, [JSON.stringify(touched)]),
  ])
  const stored = new Map(
    batches.map(({ viewer }) => [
      viewer.id,
      {
        digests: new Map<string, string>(),
        minutes: new Set<number>(),
        states: new Map<string, LessonState>(),
      },
    ]),
  )
  for (const { learner, id, digest } of digests) stored.get(learner)!.digests.set(id, digest)
  for (const row of minutes) stored.get(row.learner)!.minutes.add(minuteOf(new Date(Number(row.ms))))
  for (const { learner, lesson, state } of states) stored.get(learner)!.states.set(lesson, stateOf(state))
  return stored
}

const timeOf = (value: unknown): Date | null => (value === null ? null : new Date(Number(value)))

function stateOf(kept: Kept['state']): LessonState {
  return {
    ...(kept as LessonState),
    openedAt: timeOf(kept.openedAt)!,
    lastAt: timeOf(kept.lastAt)!,
    lastCellAt: timeOf(kept.lastCellAt),
    lastErrorAt: timeOf(kept.lastErrorAt),
    curveAt: timeOf(kept.curveAt),
  }
}

const ADD_EVENTS = `
  insert into progress_events (learner_id, id, lesson, type, at, received_at, data, digest)
  select * from json_to_recordset($1::text::json) as given(learner_id uuid, id uuid, lesson text, type text,
    at timestamptz, received_at timestamptz, data jsonb, digest text)`

const FOLDED = [
  'opened_at timestamptz',
  'last_at timestamptz',
  'last_cell text',
  'last_cell_at timestamptz',
  'runs int',
  'failed_runs int',
  'active_minutes int',
  'last_error text',
  'last_error_at timestamptz',
  'checks_passed text[]',
  'curve jsonb',
  'curve_at timestamptz',
]
const names = FOLDED.map((column) => column.slice(0, column.indexOf(' ')))

/** Only the folded columns: what a verdict wrote is not the events' to change. */
const PUT_STATES = `
  insert into lesson_states (learner_id, lesson, ${names.join(', ')})
  select * from json_to_recordset($1::text::json) as given(learner_id uuid, lesson text, ${FOLDED.join(', ')})
  on conflict (learner_id, lesson) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`

async function write(tx: TransactionSql, settled: ReadonlyMap<Batch, Settled>): Promise<void> {
  const events = [...settled].flatMap(([{ viewer, now }, { counted }]) =>
    counted.map(({ event, digest, clamped }) => {
      const { id, lesson, type, time, received: _, ...data } = event
      return {
        learner_id: viewer.id,
        id,
        lesson,
        type,
        at: time,
        received_at: now,
        digest,
        data: clamped ? { ...data, clamped } : data,
      }
    }),
  )
  if (events.length === 0) return
  const states = [...settled].flatMap(([{ viewer }, { states: mine }]) =>
    [...mine].map(([lesson, state]) => ({
      learner_id: viewer.id,
      lesson,
      opened_at: state.openedAt,
      last_at: state.lastAt,
      last_cell: state.lastCell,
      last_cell_at: state.lastCellAt,
      runs: state.runs,
      failed_runs: state.failedRuns,
      active_minutes: state.activeMinutes,
      last_error: state.lastError,
      last_error_at: state.lastErrorAt,
      checks_passed: state.checksPassed,
      curve: state.curve,
      curve_at: state.curveAt,
    })),
  )
  await Promise.all([
    askFixed(tx, ADD_EVENTS, [JSON.stringify(events)]),
    askFixed(tx, PUT_STATES, [JSON.stringify(states)]),
  ])
}
