import { z } from 'zod'
import { ROLES } from '../auth/permissions'
import { Cursor } from '../db/keyset'

export const PERSON_STATUSES = ['active', 'invited', 'inactive'] as const
export type PersonStatus = (typeof PERSON_STATUSES)[number]

/** Which people a list shows; each field is one parameter of the address. */
export const PeopleFilters = z.object({
  /** Part of a name, an e-mail address or a personnel number. */
  q: z.string().trim().max(60).optional(),
  role: z.enum(ROLES).optional(),
  status: z.enum(PERSON_STATUSES).optional(),
  /** With all departments below it. */
  department: z.uuid().optional(),
  cohort: z.uuid().optional(),
  /** `none`: people without one. */
  mentor: z.union([z.uuid(), z.literal('none')]).optional(),
  /** Where the page begins. */
  cursor: Cursor.optional(),
})
export type PeopleFilters = z.infer<typeof PeopleFilters>

type Search = Record<string, string | string[] | undefined>

/** Reads an address; what cannot be meant is left out. */
export function readPeopleFilters(search: Search): PeopleFilters {
  const shape = PeopleFilters.shape
  const found = Object.entries(shape).flatMap(([name, schema]) => {
    const given = search[name]
    const parsed = schema.safeParse(given === '' || Array.isArray(given) ? undefined : given)
    return parsed.success && parsed.data !== undefined && parsed.data !== '' ? [[name, parsed.data]] : []
  })
  return PeopleFilters.parse(Object.fromEntries(found))
}

/** The address of the list under these filters; changed filters begin at the first page. */
export function peopleHref(filters: PeopleFilters, change: Partial<PeopleFilters> = {}): string {
  const asked = { ...filters, cursor: undefined, ...change }
  const pairs = Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '/people' : `/people?${new URLSearchParams(pairs)}`
}
