import 'server-only'
import { z } from 'zod'
import { log } from '../api/log.server'
import { db, type Database } from '../db/client.server'
import type { JobContext } from './context.server'
import { isFinal, jobFaultOf } from './fault'
import { HANDLERS } from './handlers.server'
import { JOB_KINDS, type JobKind } from './kinds'
import type { Lane } from './patience'
import { finishJob, giveUpLost, LEASE, postponeJob, takeJob, type Taken } from './take.server'

/** `away`: not done, and the next of its kind would not be either. */
export type Ran = 'done' | 'failed' | 'away'

/**
 * Takes one job, of a lane where one is named, and does it. False when none is due. What a job throws is written beside
 * it, and never thrown on.
 */
export async function runNextJob(database: Database = db(), lane?: Lane): Promise<Ran | false> {
  const job = await takeJob(database, lane)
  if (!job) {
    await giveUpLost(database)
    return false
  }
  try {
    await perform(job, database)
    await finishJob(job, database)
    return 'done'
  } catch (error) {
    const fault = jobFaultOf(error)
    log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, fault, err: error }, 'job failed')
    await postponeJob(job, error, isFinal(fault), database)
    return fault === 'away' ? 'away' : 'failed'
  }
}

async function perform(job: Taken, database: Database): Promise<void> {
  const kind = z.enum(Object.keys(JOB_KINDS) as [JobKind, ...JobKind[]]).parse(job.kind)
  const data: unknown = JOB_KINDS[kind].parse(job.data)
  // A little less than the lease: nobody else begins while this one still works.
  const signal = AbortSignal.timeout((LEASE - 10) * 1000)
  const handle = HANDLERS[kind] as (data: unknown, context: JobContext) => Promise<void>
  await handle(data, { database, signal, job })
}
