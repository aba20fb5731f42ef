import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { addDays, day, mondayOf, ZONE } from '../dates'
import { answer, type Figure } from '../figure.server'
import { type InsightFilters, periodStart } from '../filters'
import { liveSource, type Source } from '../source.server'
import { inPeriod, standing } from '../standing.server'

/** A week named by its Monday in Shanghai; the first and the last may be cut by the period. */
export type Week = { monday: string; completions: number }

/** Verified completions a week of the period, weeks without any included. */
export function trend(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'trend', Week[]>> {
  return answer('trend', viewer, filters, source, async (asked) => {
    const found = await source.database.execute<Week>(sql`${standing(asked, source)}
      select date_trunc('week', s.verified_at at time zone ${ZONE})::date::text as monday, count(*)::int as completions
      from learners l join lesson_states s on s.learner_id = l.id join shelf on shelf.lesson = s.lesson
      where ${inPeriod(sql`s.verified_at`, asked, source)}
      group by 1 order by 1`)
    return { value: everyWeek([...found], asked, source.asOf), rows: { behind: 'verified-completions' } }
  })
}

function everyWeek(found: readonly Week[], filters: InsightFilters, asOf: Date): Week[] {
  const start = periodStart(filters.period, asOf)
  const last = mondayOf(day(asOf))
  const counts = new Map(found.map((week) => [week.monday, week.completions]))
  const weeks: Week[] = []
  const first = start ? mondayOf(day(start)) : (found[0]?.monday ?? last)
  for (let monday = first; monday <= last; monday = addDays(monday, 7)) {
    weeks.push({ monday, completions: counts.get(monday) ?? 0 })
  }
  return weeks
}
