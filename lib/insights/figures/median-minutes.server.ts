import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { liveSource, type Source } from '../source.server'
import { standing } from '../standing.server'
import { SMALLEST_GROUP } from '../suppression'

/**
 * Median over people of the active minutes they spent on a lesson verified in the period (their mean where there are
 * several); null while nobody has one.
 */
export function medianMinutes(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'median-minutes', number | null>> {
  return answer<'median-minutes', number | null>('median-minutes', viewer, filters, source, async (asked) => {
    const [row] = await source.database.execute<{ people: number; median: number | null }>(sql`
      ${standing(asked, source)}
      select count(*)::int as people, percentile_cont(0.5) within group (order by minutes) as median
      from persons where minutes is not null`)
    // The median of a few people is nearly what one of them needed.
    if (row!.people > 0 && row!.people < SMALLEST_GROUP) return { kind: 'small' }
    return { value: row!.median, rows: { behind: 'verified-completions' } }
  })
}
