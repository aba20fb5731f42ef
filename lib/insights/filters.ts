/** What a reader of the insights page may ask for, and how it stands in the address bar. */
import { z } from 'zod'
import { STAGES } from '../curriculum/ids'
import { TrackId } from '../curriculum/track'
import { Cursor } from '../db/keyset'

/** Length of the period in Shanghai's days, today the last of them; `all` has no beginning. */
export const PERIODS = ['30', '90', '180', '365', 'all'] as const

/** Where a person stands in the lessons asked for. Each active person has exactly one; the first that fits counts. */
const STATUSES = ['at-risk', 'in-progress', 'not-started', 'verified'] as const
export type Status = (typeof STATUSES)[number]
/** Those, and people who are not counted: invited ones who have not come yet, and closed accounts. */
export const PEOPLE_STATUSES = [...STATUSES, 'invited', 'inactive'] as const

/** Columns of the table of people, in their order; `reason` follows the status. */
export const SORTS = [
  'name',
  'number',
  'department',
  'cohort',
  'mentor',
  'verified',
  'active',
  'status',
] as const
export type SortColumn = (typeof SORTS)[number]

/** `-` turns the order around. */
export const Sort = z.templateLiteral([z.enum(['', '-']), z.enum(SORTS)])
export type Sort = z.infer<typeof Sort>

export const PAGE_SIZE = 50

export const InsightFilters = z.strictObject({
  period: z.enum(PERIODS).default('90'),
  /** A department and all below it. */
  department: z.uuid().optional(),
  cohort: z.uuid().optional(),
  track: TrackId.optional(),
  mentor: z.uuid().optional(),
  stage: z.enum(STAGES).optional(),
  /** The next two choose rows of people; figures do not follow them. */
  status: z.enum(PEOPLE_STATUSES).optional(),
  /** Part of a name or of a personnel number. */
  q: z
    .string()
    .trim()
    .min(1)
    .max(60)
    // PostgreSQL has no NUL in its texts, and no name has a control character.
    .regex(/^\P{Cc}*$/u)
    .optional(),
  sort: Sort.default('status'),
  /** Where the page of people begins. */
  cursor: Cursor.optional(),
})
export type InsightFilters = z.infer<typeof InsightFilters>

export const DEFAULT_FILTERS: InsightFilters = InsightFilters.parse({})

/** The group of people whose figures are asked for, without what only chooses rows. */
export type Group = Pick<InsightFilters, 'department' | 'cohort' | 'mentor' | 'track'>

/**
 * Reads the address. A value that makes no sense is left out and named in `ignored`, so that an old or mistyped
 * link still opens the page and says what it did not understand. Of a repeated name the last counts.
 */
export function readFilters(search: URLSearchParams): { filters: InsightFilters; ignored: string[] } {
  const given: Record<string, string> = {}
  for (const [name, value] of search) {
    if (Object.hasOwn(InsightFilters.shape, name) && value.trim() !== '') given[name] = value
  }
  const first = InsightFilters.safeParse(given)
  if (first.success) return { filters: first.data, ignored: [] }
  const ignored = [...new Set(first.error.issues.map((issue) => String(issue.path[0])))]
  for (const name of ignored) delete given[name]
  return { filters: InsightFilters.parse(given), ignored }
}

/** Writes only what differs from the defaults, in a fixed order: equal filters have equal addresses. */
export function writeFilters(filters: InsightFilters): URLSearchParams {
  const search = new URLSearchParams()
  for (const name of Object.keys(InsightFilters.shape) as (keyof InsightFilters)[]) {
    const value = filters[name]
    if (value !== undefined && value !== DEFAULT_FILTERS[name]) search.set(name, String(value))
  }
  return search
}

/**
 * For the audit log, which is kept when a person is erased: which selection was read, not which name was looked for, nor
 * beside whom the page began.
 */
export const namelessFilters = (filters: InsightFilters): Record<string, string> =>
  Object.fromEntries(
    writeFilters({ ...filters, cursor: undefined, ...(filters.q === undefined ? {} : { q: '*' }) }),
  )

/** The address of the insights page, or of one figure, under changed filters; any change but of the place goes to the first page. */
export function insightsHref(
  filters: InsightFilters,
  change: Partial<InsightFilters> = {},
  { figure, anchor = '' }: { figure?: string; anchor?: string } = {},
): string {
  const search = writeFilters({ ...filters, cursor: undefined, ...change }).toString()
  return `/insights${figure ? `/${figure}` : ''}${search ? `?${search}` : ''}${anchor}`
}

/** The first day of the period, see `days.ts`; 0 when it has no beginning. */
export function firstDay(period: InsightFilters['period'], today: number): number {
  return period === 'all' ? 0 : today - Number(period) + 1
}

export function readSort(sort: Sort): { column: SortColumn; descending: boolean } {
  const descending = sort.startsWith('-')
  return { column: (descending ? sort.slice(1) : sort) as SortColumn, descending }
}
