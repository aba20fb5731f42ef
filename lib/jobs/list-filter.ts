import { z } from 'zod'
import { Cursor } from '../db/keyset'
import { JOB_KINDS, type JobKind } from './kinds'

/** `trouble`: given up, or failed and waiting for the next try; what an administrator may want to look at. */
export const JOB_STATES = ['trouble', 'given-up', 'retrying', 'waiting', 'done', 'discarded', 'all'] as const
export type JobState = (typeof JOB_STATES)[number]

const KINDS = Object.keys(JOB_KINDS) as [JobKind, ...JobKind[]]

/** Each part that cannot be read falls back: an address typed by hand still shows a list. */
export const JobFilter = z.object({
  state: z.enum(JOB_STATES).catch('trouble'),
  kind: z.enum(KINDS).optional().catch(undefined),
  /** Where the page begins. */
  cursor: Cursor.optional().catch(undefined),
})
export type JobFilter = z.infer<typeof JobFilter>

export const readJobFilter = (search: Record<string, unknown>): JobFilter =>
  JobFilter.parse({ state: search['state'], kind: search['kind'] || undefined, cursor: search['cursor'] })

/** The parameters of a filter, without the place in the list. */
export const writeJobFilter = ({ state, kind }: JobFilter): URLSearchParams =>
  new URLSearchParams({ state, ...(kind ? { kind } : {}) })
