import 'server-only'
import { z } from 'zod'
import { log } from '../api/log.server'
import { db, type Database } from '../db/client.server'
import { HANDLERS } from './handlers.server'
import { JOB_KINDS, type JobKind } from './kinds'
import { finishJob, giveUpLost, LEASE, postponeJob, takeJob, type Taken } from './take.server'

/** Takes one job and does it. False when none is due. What a job throws is written beside it, and never thrown on. */
export async function runNextJob(database: Database = db()): Promise<boolean> {
  const job = await takeJob(database)
  if (!job) {
    await giveUpLost(database)
    return false
  }
  try {
    await perform(job, database)
    await finishJob(job, database)
  } catch (error) {
    log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, err: error }, 'job failed')
    await postponeJob(job, error, error instanceof z.ZodError, database)
  }
  return true
}

async function perform(job: Taken, database: Database): Promise<void> {
  const kind = z.enum(Object.keys(JOB_KINDS) as [JobKind, ...JobKind[]]).parse(job.kind)
  const data: unknown = JOB_KINDS[kind].parse(job.data)
  // A little less than the lease: nobody else begins while this one still works.
  const signal = AbortSignal.timeout((LEASE - 10) * 1000)
  const handle = HANDLERS[kind] as (
    data: unknown,
    context: { database: Database; signal: AbortSignal },
  ) => Promise<void>
  await handle(data, { database, signal })
}
