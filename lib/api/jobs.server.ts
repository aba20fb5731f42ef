import 'server-only'
import { z } from 'zod'
import { Cursor } from '../db/keyset'
import { JOB_FAULTS } from '../jobs/fault'
import { JobFilter, JOB_STATES } from '../jobs/list-filter'
import { listJobs } from '../jobs/list.server'
import { discardJobs, repeatJobs } from '../jobs/mend.server'
import { reason } from '../text/words'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const OfJob = z.object({ job: z.uuid() })
/** Also one that only another version knows, whose jobs are to be discarded. */
const Kind = z
  .string()
  .max(60)
  .regex(/^[a-z]+(\.[a-z]+)*$/)
const Count = z.object({ count: z.int() })
const Moment = z.iso.datetime()

const JobAnswer = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(JOB_STATES),
  attempts: z.int(),
  createdAt: Moment,
  /** When it is tried next, where it will be. */
  runAt: Moment,
  /** When it was done, given up or discarded. */
  endedAt: Moment.nullable(),
  fault: z.enum(JOB_FAULTS).nullable(),
  lastError: z.string().nullable(),
  person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})

const list = defineRoute({
  method: 'GET',
  path: '/jobs',
  permission: 'jobs.manage',
  summary: 'Work done in the background, the newest first; by default what failed or was given up.',
  query: z.object({
    state: z.enum(JOB_STATES).optional(),
    kind: JobFilter.shape.kind.unwrap().optional(),
    cursor: Cursor.optional(),
  }),
  response: z.object({
    jobs: z.array(JobAnswer),
    count: z.int(),
    previous: Cursor.nullable(),
    next: Cursor.nullable(),
  }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, query }) {
    const { rows, shown, previous, next } = await listJobs(viewer, {
      ...query,
      state: query.state ?? 'trouble',
    })
    return {
      jobs: rows.map(({ createdAt, runAt, endedAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        runAt: runAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
      count: shown.count,
      previous,
      next,
    }
  },
})

/** Of one job: nothing was changed where it is done, discarded, or being worked on. */
const one = ({ count }: { count: number }) => (count === 0 ? refuse('conflict') : { count })

const repeat = defineRoute({
  method: 'POST',
  path: '/jobs/{job}/repetition',
  permission: 'jobs.manage',
  summary:
    'Try a job again now that was given up or waits; 409 when it is done, discarded or being worked on.',
  params: OfJob,
  body: z.object({}),
  response: Count,
  limit: { points: 120, seconds: 60 },
  handle: async ({ viewer, params }) => one(await repeatJobs(viewer, params)),
})

const repeatAll = defineRoute({
  method: 'POST',
  path: '/jobs/repetitions',
  permission: 'jobs.manage',
  summary: 'Try all jobs of a kind again now that were given up or have failed and wait.',
  body: z.object({ kind: Kind }),
  response: Count,
  limit: { points: 20, seconds: 60 },
  handle: async ({ viewer, body }) => repeatJobs(viewer, body),
})

const discard = defineRoute({
  method: 'POST',
  path: '/jobs/{job}/discard',
  permission: 'jobs.manage',
  summary: 'Never try a job again, for a reason; 409 when it is done or discarded.',
  params: OfJob,
  body: z.object({ reason }),
  response: Count,
  limit: { points: 120, seconds: 60 },
  handle: async ({ viewer, params, body }) => one(await discardJobs(viewer, params, body.reason)),
})

const discardAll = defineRoute({
  method: 'POST',
  path: '/jobs/discards',
  permission: 'jobs.manage',
  summary: 'Never try the failing and given up jobs of a kind again, for a reason.',
  body: z.object({ kind: Kind, reason }),
  response: Count,
  limit: { points: 20, seconds: 60 },
  handle: async ({ viewer, body: { kind, reason: why } }) => discardJobs(viewer, { kind }, why),
})

export const routes = [list, repeat, repeatAll, discard, discardAll]
