import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { jobs } from '../db/schema'

/** Seconds a process has for one job. After them another may take it: this one was killed, or hangs. */
export const LEASE = 60
/** Times a job is tried before it is given up. */
export const MAX_ATTEMPTS = 8
const LONGEST_PAUSE = 6 * 3600

/** Seconds to wait after the given number of failures: 15, 45, 135 … up to six hours. */
export const pauseAfter = (attempts: number): number => Math.min(15 * 3 ** (attempts - 1), LONGEST_PAUSE)

export type Taken = { id: string; kind: string; data: Record<string, unknown>; attempts: number }

/**
 * Takes the job that is due longest. It counts as tried from now on, so that one which kills its process is given up
 * too; rows that another process is taking are passed over, not waited for.
 */
export async function takeJob(database: Queries = db()): Promise<Taken | undefined> {
  const [taken] = await database.execute<Taken>(sql`
    update jobs set attempts = attempts + 1, run_at = now() + make_interval(secs => ${LEASE})
    where id = (
      select id from jobs where done_at is null and failed_at is null and run_at <= now()
        and attempts < ${MAX_ATTEMPTS}
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
    .set({ doneAt: sql`now()`, lastError: null })
    .where(stillMine(job))
}

/** Puts it off, or gives it up when it was tried often enough or trying again is known to be in vain. */
export async function postponeJob(
  job: Taken,
  error: unknown,
  isHopeless: boolean,
  database: Queries = db(),
): Promise<void> {
  const over = isHopeless || job.attempts >= MAX_ATTEMPTS
  await database
    .update(jobs)
    .set({
      lastError: describe(error),
      ...(over
        ? { failedAt: sql`now()` }
        : { runAt: sql`now() + make_interval(secs => ${pauseAfter(job.attempts)})` }),
    })
    .where(stillMine(job))
}

/** Jobs whose last process was killed at work have nobody left to give them up. */
export async function giveUpLost(database: Queries = db()): Promise<void> {
  await database.execute(sql`
    update jobs set failed_at = now(), last_error = coalesce(last_error, 'The process ended while at work.')
    where done_at is null and failed_at is null and run_at <= now() and attempts >= ${MAX_ATTEMPTS}`)
}

/** What went wrong, without the addresses that mail servers like to repeat. */
function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…').slice(0, 500)
}
