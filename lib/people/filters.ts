import { z } from 'zod'
import { ROLES } from '../auth/permissions'

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
  page: z.coerce.number().int().min(1).max(100_000).default(1),
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

/** The address of the list under these filters. */
export function peopleHref(filters: PeopleFilters, change: Partial<PeopleFilters> = {}): string {
  const { page, ...rest } = { ...filters, ...change }
  const pairs = Object.entries(rest).filter((pair): pair is [string, string] => Boolean(pair[1]))
  if (page > 1) pairs.push(['page', String(page)])
  return pairs.length === 0 ? '/people' : `/people?${new URLSearchParams(pairs)}`
}
