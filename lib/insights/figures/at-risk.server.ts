import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { liveSource, type Source } from '../source.server'
import { standing } from '../standing.server'

/** People who began and then stopped, or who fail again and again; the rule is in `standing.server`. */
export function atRisk(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'at-risk', { people: number; idle: number; failing: number }>> {
  return answer('at-risk', viewer, filters, source, async (asked) => {
    const [row] = await source.database.execute<{ people: number; idle: number; failing: number }>(sql`
      ${standing(asked, source)}
      select count(*)::int as people, (count(*) filter (where reason = 'idle'))::int as idle,
        (count(*) filter (where reason = 'failing'))::int as failing
      from persons where status = 'at-risk'`)
    return { value: { ...row! }, rows: { status: 'at-risk' } }
  })
}
