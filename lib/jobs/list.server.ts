import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { can, type Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { CountedPage } from '../db/keyset'
import { counts, type Order, readCountedPage } from '../db/keyset.server'
import { jobs, users } from '../db/schema'
import type { JobFault } from './fault'
import type { JobFilter, JobState } from './list-filter'

export type ListedJob = {
  id: string
  /** Also one that only another version knows. */
  kind: string
  state: Exclude<JobState, 'trouble' | 'all'>
  attempts: number
  createdAt: Date
  /** When it is tried next, where it will be. */
  runAt: Date
  /** When it was done, given up or discarded. */
  endedAt: Date | null
  fault: JobFault | null
  /** What was said, without addresses. */
  lastError: string | null
  /** Whom it concerns, where it concerns one person. */
  person: { id: string; name: string } | null
}

export type JobTrouble = { kind: string; givenUp: number; retrying: number; since: Date }

const PAGE_SIZE = 50

/** Ids say when they were made: the newest first, and none of them moves while it is tried again. */
const ORDER: Order = [{ by: sql`${jobs.id}`, type: 'uuid', descending: true }]

/** Neither done nor discarded, and its last try failed. */
const TROUBLED = sql`${jobs.doneAt} is null and ${jobs.discardedAt} is null and ${jobs.failingSince} is not null`

const STATES: Record<JobState, SQL> = {
  trouble: TROUBLED,
  'given-up': sql`${TROUBLED} and ${jobs.failedAt} is not null`,
  retrying: sql`${TROUBLED} and ${jobs.failedAt} is null`,
  waiting: sql`${jobs.doneAt} is null and ${jobs.failedAt} is null and ${jobs.failingSince} is null`,
  done: sql`${jobs.doneAt} is not null`,
  discarded: sql`${jobs.doneAt} is null and ${jobs.discardedAt} is not null`,
  all: sql`true`,
}

const STATE = sql<ListedJob['state']>`case when ${jobs.doneAt} is not null then 'done'
  when ${jobs.discardedAt} is not null then 'discarded' when ${jobs.failedAt} is not null then 'given-up'
  when ${jobs.failingSince} is not null then 'retrying' else 'waiting' end`

/** The person whom a job is about, where its data names one. */
export const CONCERNED = sql<string | null>`substring(${jobs.data} ->> 'user'
  from '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$')::uuid`

export async function listJobs(
  _viewer: Viewer<'jobs.manage'>,
  { state, kind, cursor }: JobFilter,
  database: Queries = db(),
): Promise<CountedPage<ListedJob>> {
  const chosen = and(STATES[state], kind === undefined ? undefined : eq(jobs.kind, kind))
  const { rows, ...page } = await readCountedPage(
    'jobs',
    ORDER,
    cursor,
    PAGE_SIZE,
    ({ where, orderBy, limit, mark }) =>
      database
        .select({
          id: jobs.id,
          kind: jobs.kind,
          state: STATE,
          attempts: jobs.attempts,
          createdAt: jobs.createdAt,
          runAt: jobs.runAt,
          endedAt: sql<Date | null>`coalesce(${jobs.doneAt}, ${jobs.discardedAt}, ${jobs.failedAt})`.mapWith(
            jobs.failedAt,
          ),
          fault: jobs.fault,
          lastError: jobs.lastError,
          personId: users.id,
          personName: users.name,
          mark,
        })
        .from(jobs)
        .leftJoin(users, eq(users.id, CONCERNED))
        .where(and(chosen, where))
        .orderBy(orderBy)
        .limit(limit),
    async (before) => {
      const [counted] = await database.select(counts(before)).from(jobs).where(chosen)
      return counted!
    },
  )
  return {
    ...page,
    rows: rows.map(({ personId, personName, ...row }) => ({
      ...row,
      person: personId === null || personName === null ? null : { id: personId, name: personName },
    })),
  }
}

/** Kinds of work that are in trouble, the one with the most given up first. */
export async function readTrouble(
  _viewer: Viewer<'jobs.manage'>,
  database: Queries = db(),
): Promise<JobTrouble[]> {
  const rows = await database
    .select({
      kind: jobs.kind,
      givenUp: sql<number>`(count(*) filter (where ${jobs.failedAt} is not null))::int`,
      retrying: sql<number>`(count(*) filter (where ${jobs.failedAt} is null))::int`,
      since: sql<Date>`min(${jobs.failingSince})`.mapWith(jobs.failingSince),
    })
    .from(jobs)
    .where(TROUBLED)
    .groupBy(jobs.kind)
  return rows.toSorted((a, b) => b.givenUp - a.givenUp || b.retrying - a.retrying)
}

/** What an administrator is told on every page: work given up, and work that has failed for an hour or longer. */
export async function countTrouble(
  viewer: Viewer,
  database: Queries = db(),
): Promise<{ givenUp: number; failing: number }> {
  if (!can(viewer.role, 'jobs.manage')) return { givenUp: 0, failing: 0 }
  const [row] = await database
    .select({
      givenUp: sql<number>`(count(*) filter (where ${jobs.failedAt} is not null))::int`,
      failing: sql<number>`(count(*) filter (where ${jobs.failedAt} is null
        and ${jobs.failingSince} < now() - interval '1 hour'))::int`,
    })
    .from(jobs)
    .where(TROUBLED)
  return row!
}
