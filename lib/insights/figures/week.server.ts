import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { groupVisibility, organisation } from '../organisation.server'
import { liveSource, type Source } from '../source.server'
import { standing, daysBefore, instant } from '../standing.server'

export type WeekStory = {
  /** Verified completions of the last seven days, and of the seven before. */
  verified: number
  before: number
  atRisk: number
  /** The department with most people at risk, where one stands out and may be named. */
  most: { nameZh: string; nameEn: string; people: number; id: string } | null
}

/** What the first sentence of the page says. Always the last seven days, whatever the period. */
export function week(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'week', WeekStory>> {
  return answer('week', viewer, filters, source, async (asked) => {
    const now = instant(source.asOf)
    const [counts] = await source.database.execute<{ verified: number; before: number }>(sql`
      ${standing(asked, source)}
      select (count(*) filter (where s.verified_at > ${daysBefore(source, 7)} and s.verified_at <= ${now}))::int as verified,
        (count(*) filter (where s.verified_at > ${daysBefore(source, 14)} and s.verified_at <= ${daysBefore(source, 7)}))::int as before
      from learners l join lesson_states s on s.learner_id = l.id join shelf on shelf.lesson = s.lesson`)
    const risks = await source.database.execute<{ department: string; people: number }>(sql`
      ${standing(asked, source)}
      select department_id as department, count(*)::int as people from persons where status = 'at-risk'
      group by 1 order by 2 desc, 1`)
    const atRisk = risks.reduce((sum, row) => sum + row.people, 0)
    const most = await namedDepartment(viewer, asked, source, [...risks])
    return { value: { ...counts!, atRisk, most }, rows: { status: 'at-risk' } }
  })
}

/** Only a department without others below it: its own people are then the whole of its row. */
async function namedDepartment(
  viewer: Viewer<'insights.read'>,
  asked: InsightFilters,
  source: Source,
  risks: { department: string; people: number }[],
): Promise<WeekStory['most']> {
  const { departments } = await organisation(viewer, source)
  const leaves = risks.filter(
    ({ department }) => !departments.some(({ parentId }) => parentId === department),
  )
  const [first, second] = leaves
  if (!first || first.people < 2 || first.people === second?.people || first.department === asked.department)
    return null
  if ((await groupVisibility(viewer, { ...asked, department: first.department }, source)) !== 'shown')
    return null
  const found = departments.find(({ id }) => id === first.department)!
  return { id: found.id, nameZh: found.nameZh, nameEn: found.nameEn, people: first.people }
}
