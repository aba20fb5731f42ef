/** What every figure answers with: a number or series, its definition, its moment, and the filters of the people behind. */
import 'server-only'
import type { Viewer } from '../auth/permissions'
import type { InsightFilters } from './filters'
import { groupVisibility } from './organisation.server'
import type { Source } from './source.server'

export type Shown<T> = {
  kind: 'shown'
  value: T
  /** Added to the reader's filters, lists exactly the people the figure counts. */
  rows: Partial<InsightFilters>
}
/** Fewer than five people, or a group from which so few could be worked out. */
export type Hidden = { kind: 'small' | 'withheld' }

export type Figure<K extends string, T> = {
  key: K
  /** In the `insights` messages. */
  definition: `definitions.${K}`
  asOf: Date
} & (Shown<T> | Hidden)

/** Figures do not follow what only chooses rows. */
export function figureFilters(filters: InsightFilters): InsightFilters {
  const { period, department, cohort, mentor, stage } = filters
  return {
    period,
    ...(department && { department }),
    ...(cohort && { cohort }),
    ...(mentor && { mentor }),
    ...(stage && { stage }),
    sort: 'status',
    page: 1,
  }
}

export async function answer<K extends string, T>(
  key: K,
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source,
  compute: (asked: InsightFilters) => Promise<Omit<Shown<T>, 'kind'> | Hidden>,
): Promise<Figure<K, T>> {
  const about = { key, definition: `definitions.${key}` as const, asOf: source.asOf }
  const visible = await groupVisibility(viewer, filters, source)
  if (visible !== 'shown') return { ...about, kind: visible }
  const found = await compute(figureFilters(filters))
  return 'kind' in found ? { ...about, ...found } : { ...about, kind: 'shown', ...found }
}
