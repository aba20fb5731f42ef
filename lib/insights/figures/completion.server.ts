import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import type { StageId } from '../../curriculum/ids'
import { answer, type Figure } from '../figure.server'
import type { InsightFilters } from '../filters'
import { groupVisibility, organisation } from '../organisation.server'
import { liveSource, type Source, stagesAsked } from '../source.server'
import { standing } from '../standing.server'
import { subtree, type Visibility } from '../suppression'

/** Of `people` in the row, `verified` have every lesson of the column's stage verified. */
export type CompletionRow = { people: number; verified: number[] }

export type Completion = {
  stages: StageId[]
  departments: {
    id: string
    nameZh: string
    nameEn: string
    /** How deep in the tree, from 0. A row includes the departments below it. */
    depth: number
    row: ({ kind: 'shown' } & CompletionRow) | { kind: Exclude<Visibility, 'shown'> }
  }[]
  total: CompletionRow
}

/** Stages by departments: who completed what, as of now and whatever the period. */
export function completion(
  viewer: Viewer<'insights.read'>,
  filters: InsightFilters,
  source: Source = liveSource(),
): Promise<Figure<'completion', Completion>> {
  return answer('completion', viewer, filters, source, async (asked) => {
    const stages = stagesAsked(asked, source)
    const columns = stages.map(
      (_, index): SQL => sql`(count(*) filter (where ${sql.identifier(`stage_${index}`)}))::int`,
    )
    const own = await source.database.execute<{ department: string; people: number; verified: number[] }>(sql`
      ${standing(asked, source)}
      select department_id as department, count(*)::int as people,
        array[${sql.join(columns, sql`, `)}]::int[] as verified
      from persons group by 1`)
    const add = (ids: Set<string> | null): CompletionRow => {
      const counted = own.filter(({ department }) => ids === null || ids.has(department))
      return {
        people: counted.reduce((sum, row) => sum + row.people, 0),
        verified: stages.map((_, index) => counted.reduce((sum, row) => sum + row.verified[index]!, 0)),
      }
    }
    const { departments } = await organisation(viewer, source)
    const inside = asked.department === undefined ? null : subtree(departments, asked.department)
    const rows: Completion['departments'] = []
    for (const { id, parentId, nameZh, nameEn } of departments) {
      if (inside && !inside.has(id)) continue
      const depth = (rows.find((row) => row.id === parentId)?.depth ?? -1) + 1
      const visible = await groupVisibility(viewer, { ...asked, department: id }, source)
      const row =
        visible === 'shown' ? { kind: visible, ...add(subtree(departments, id)) } : { kind: visible }
      rows.push({ id, nameZh, nameEn, depth, row })
    }
    return { value: { stages, departments: rows, total: add(null) }, rows: {} }
  })
}
