import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { liveSource, type Source } from '../source.server'
import { standing } from '../standing.server'

/** Lessons that the server verified in the period, each person and lesson counted once. */
export function verifiedCompletions(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'verified-completions', number>> {
  return answer('verified-completions', viewer, filters, source, async (asked) => {
    const [row] = await source.database.execute<{ completions: number }>(sql`${standing(asked, source)}
      select coalesce(sum(recent), 0)::int as completions from persons`)
    return { value: row!.completions, rows: { behind: 'verified-completions' } }
  })
}
