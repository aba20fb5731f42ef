import 'server-only'
import type { Database } from '../db/client.server'

export type JobContext = {
  database: Database
  /** Aborts shortly before another process may take the job. */
  signal: AbortSignal
  /** Which job, and which try at it, counted from 1. */
  job: { id: string; attempts: number }
}

/** Of work that may also be done outside a job. */
export type LooseContext = Pick<JobContext, 'database'> & Partial<JobContext>
