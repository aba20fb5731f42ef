import { z } from 'zod'
import { Day } from '../db/day'
import { GROUPS, isAction } from './actions'

const Words = z
  .string()
  .trim()
  .max(60)
  .regex(/^\P{Cc}*$/u)

/** Which entries are shown; each field is one parameter of the address. */
export const AuditFilters = z.object({
  /** Part of the name, e-mail address or personnel number of whoever did it, or their id. */
  who: Words.optional(),
  /** The same of whoever it was done to. */
  whom: Words.optional(),
  group: z.enum(GROUPS).optional(),
  action: z.string().max(60).refine(isAction).optional(),
  /** Pages that were merely looked at are shown too. */
  looks: z.literal('1').optional(),
  /** An address, or how one begins. */
  address: z
    .string()
    .trim()
    .max(60)
    .regex(/^[0-9a-fA-F.:*]*$/)
    .optional(),
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
