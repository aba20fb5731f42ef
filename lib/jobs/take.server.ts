import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { jobs } from '../db/schema'
import { describeFailure, jobFaultOf } from './fault'
import { kindsIn, type Lane, LANES, MAX_ATTEMPTS, PATIENCE, patienceOf, pauseAfter } from './patience'

export { MAX_ATTEMPTS, pauseAfter }

/** Seconds a process has for one job. After them another may take it: this one was killed, or hangs. */
export const LEASE = 60

export type Taken = { id: string; kind: string; data: Record<string, unknown>; attempts: number }

/** Times a row's kind is tried. */
const ATTEMPTS = sql`coalesce((${JSON.stringify(
  Object.fromEntries(Object.entries(PATIENCE).map(([kind, { attempts }]) => [kind, attempts])),
)}::jsonb ->> kind)::int, ${sql.raw(String(MAX_ATTEMPTS))})`

const listOf = (kinds: readonly string[]): SQL =>
  sql`(${sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `,
  )})`

function inLane(lane: Lane | undefined): SQL {
  if (lane === undefined) return sql`true`
  if (lane !== 'work') return sql`kind in ${listOf(kindsIn(lane))}`
  return sql`kind not in ${listOf(LANES.filter((other) => other !== lane).flatMap(kindsIn))}`
}

/**
 * Takes the job that is due longest. It counts as tried from now on, so that one which kills its process is given up
 * too; rows that another process is taking are passed over, not waited for.
 */
export async function takeJob(database: Queries = db(), lane?: Lane): Promise<Taken | undefined> {
  const [taken] = await database.execute<Taken>(sql`
    update jobs set attempts = attempts + 1, run_at = now() + make_interval(secs => ${LEASE})
    where id = (
      select id from jobs where done_at is null and failed_at is null and run_at <= now()
        and attempts < ${ATTEMPTS} and ${inLane(lane)}
      order by run_at, id limit 1 for update skip locked)
    returning id, kind, data, attempts`)
  return taken
}

/** Only the process that took it last may end it. */
const stillMine = (job: Taken) =>
  and(eq(jobs.id, job.id), eq(jobs.attempts, job.attempts), isNull(jobs.doneAt), isNull(jobs.failedAt))

export async function finishJob(job: Taken, database: Queries = db()): Promise<void> {
  await database
    .update(jobs)
    .set({ doneAt: sql`now()`, lastError: null, fault: null, failingSince: null })
    .where(stillMine(job))
}

/** Puts it off, or gives it up when it was tried often enough or trying again is known to be in vain. */
export async function postponeJob(
  job: Taken,
  error: unknown,
  isHopeless: boolean,
  database: Queries = db(),
): Promise<void> {
  const { attempts, longestPause } = patienceOf(job.kind)
  const isOver = isHopeless || job.attempts >= attempts
  await database
    .update(jobs)
    .set({
      fault: jobFaultOf(error),
      lastError: describeFailure(error),
      failingSince: sql`coalesce(${jobs.failingSince}, now())`,
      ...(isOver
        ? { failedAt: sql`now()` }
        : { runAt: sql`now() + make_interval(secs => ${pauseAfter(job.attempts, longestPause)})` }),
    })
    .where(stillMine(job))
}

/** Jobs whose last process was killed at work have nobody left to give them up. */
export async function giveUpLost(database: Queries = db()): Promise<void> {
  await database.execute(sql`
    update jobs set failed_at = now(), fault = coalesce(fault, 'lost'), failing_since = coalesce(failing_since, now()),
      last_error = coalesce(last_error, 'The process ended while at work.')
    where done_at is null and failed_at is null and run_at <= now() and attempts >= ${ATTEMPTS}`)
}

/** The mail server is back: what was put off only because it was away is due at once, and not within the hour. */
export async function hastenMail(database: Queries = db()): Promise<void> {
  await database.execute(sql`
    update jobs set run_at = now() where done_at is null and failed_at is null and fault = 'away'
      and run_at > now() + make_interval(secs => ${LEASE}) and ${inLane('mail')}`)
}
