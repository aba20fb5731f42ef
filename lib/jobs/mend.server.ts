/** What an administrator does about work that fails: have it tried again, or have it dropped. */
import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { jobs } from '../db/schema'
import { CONCERNED } from './list.server'
import { LEASE } from './take.server'

/** One job, or all of a kind that are in trouble. */
export type Which = { job: string } | { kind: string }

const chosen = (which: Which): SQL | undefined =>
  'job' in which
    ? eq(jobs.id, which.job)
    : and(eq(jobs.kind, which.kind), sql`${jobs.failingSince} is not null`)

/** Not done, and nobody is at work on it: whoever has it holds it for a lease from taking it. */
const IDLE = and(
  isNull(jobs.doneAt),
  sql`(${jobs.failedAt} is not null or ${jobs.runAt} > now() + make_interval(secs => ${LEASE}))`,
)

/** Due now. What was given up gets all its tries again; what only waits for the next one has it at once. */
export async function repeatJobs(
  viewer: Viewer<'jobs.manage'>,
  which: Which,
  database: Database = db(),
): Promise<{ count: number }> {
  return database.transaction(async (tx) => {
    const rows = await tx
      .update(jobs)
      .set({
        runAt: sql`now()`,
        attempts: sql`case when ${jobs.failedAt} is null then ${jobs.attempts} else 0 end`,
        failingSince: sql`case when ${jobs.failedAt} is null then ${jobs.failingSince} end`,
        failedAt: null,
      })
      .where(and(chosen(which), IDLE, isNull(jobs.discardedAt)))
      .returning({ kind: jobs.kind, person: CONCERNED })
    await record(tx, viewer, which, 'repeated', rows)
    return { count: rows.length }
  })
}

/** Never tried again, for a reason. One that is being worked on at this moment may still be done. */
export async function discardJobs(
  viewer: Viewer<'jobs.manage'>,
  which: Which,
  reason: string,
  database: Database = db(),
): Promise<{ count: number }> {
  return database.transaction(async (tx) => {
    const rows = await tx
      .update(jobs)
      .set({ discardedAt: sql`now()`, failedAt: sql`coalesce(${jobs.failedAt}, now())` })
      .where(and(chosen(which), isNull(jobs.doneAt), isNull(jobs.discardedAt)))
      .returning({ kind: jobs.kind, person: CONCERNED })
    await record(tx, viewer, which, 'discarded', rows, reason)
    return { count: rows.length }
  })
}

async function record(
  tx: Queries,
  viewer: Viewer<'jobs.manage'>,
  which: Which,
  done: 'repeated' | 'discarded',
  rows: readonly { kind: string; person: string | null }[],
  reason?: string,
): Promise<void> {
  if (rows.length === 0) return
  const why = reason === undefined ? {} : { reason }
  if ('kind' in which)
    return audit(tx, viewer, `jobs.${done}`, 'jobs', { kind: which.kind, jobs: rows.length, ...why })
  const { kind, person } = rows[0]!
  await audit(tx, viewer, `job.${done}`, `job ${which.job}`, {
    kind,
    ...(person ? { learner: person } : {}),
    ...why,
  })
}
