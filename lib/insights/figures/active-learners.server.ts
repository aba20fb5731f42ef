import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { liveSource, type Source } from '../source.server'
import { ACTIVE_DAYS, daysBefore, standing } from '../standing.server'

/** People with any activity in the lessons asked for during the last seven days, whatever the period. */
export function activeLearners(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'active-learners', number>> {
  return answer('active-learners', viewer, filters, source, async (asked) => {
    const [row] = await source.database.execute<{ people: number }>(sql`${standing(asked, source)}
      select count(*)::int as people from persons where last_at > ${daysBefore(source, ACTIVE_DAYS)}`)
    return { value: row!.people, rows: { behind: 'active-learners' } }
  })
}
