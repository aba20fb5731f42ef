import { z } from 'zod'
import { Cursor } from '../db/keyset'

/** `unproven`: valid, while a lesson on it is no longer verified, as when its check was run again. HR decides. */
export const LIST_STATES = ['all', 'valid', 'unproven', 'revoked'] as const

/** Each part that cannot be read falls back: an address typed by hand still shows a list. */
const ListFilter = z.object({
  state: z.enum(LIST_STATES).catch('all'),
  /** Part of a name or a personnel number. */
  q: z.string().trim().max(60).catch(''),
  /** Where the page begins. */
  cursor: Cursor.optional().catch(undefined),
})
export type ListFilter = z.infer<typeof ListFilter>

export const readListFilter = (search: Record<string, unknown>): ListFilter =>
  ListFilter.parse({ state: search['state'], q: search['q'], cursor: search['cursor'] })
