import 'server-only'
import type { Queries } from '../db/client.server'
import { jobs } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import type { JobData, JobKind } from './kinds'

/**
 * Leaves work for later. Call it with the transaction that makes the work necessary, so that neither exists without
 * the other. With a `key`, the same thing is said only once, ever.
 */
export async function enqueue<K extends JobKind>(
  tx: Queries,
  kind: K,
  data: JobData<K>,
  { key, runAt }: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await tx
    .insert(jobs)
    .values({ id: uuidv7(), kind, data, key: key ?? null, ...(runAt ? { runAt } : {}) })
    .onConflictDoNothing({ target: jobs.key })
}
