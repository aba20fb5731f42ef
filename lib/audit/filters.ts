import { z } from 'zod'
import { Day } from '../db/day'

/** Which entries are shown; each field is one parameter of the address. */
export const AuditFilters = z.object({
  /** What was done: `noun.verb-ed`. */
  action: z.string().max(60).optional(),
  /** Part of the name or e-mail address of whoever did it, or their id. */
  who: z.string().trim().max(60).optional(),
  /** What it was done to, from its beginning: `user`, or `user 0198…`. */
  subject: z.string().trim().max(100).optional(),
  /** By Shanghai's calendar, both days included. */
  from: Day.optional(),
  to: Day.optional(),
})
export type AuditFilters = z.infer<typeof AuditFilters>

type Search = Record<string, string | string[] | undefined>

/** Reads an address; what cannot be meant is left out. */
export function readAuditFilters(search: Search): AuditFilters {
  const found = Object.entries(AuditFilters.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(search[name])
    return parsed.success && parsed.data ? [[name, parsed.data]] : []
  })
  return AuditFilters.parse(Object.fromEntries(found))
}

/** The parameters of these filters. */
export const writeAuditFilters = (filters: AuditFilters): URLSearchParams =>
  new URLSearchParams(Object.entries(filters).filter((pair): pair is [string, string] => Boolean(pair[1])))
