import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { STAGES, type StageId } from '../curriculum/ids'
import { organisation } from './organisation.server'
import { liveSource, type Source } from './source.server'

export type Choices = {
  /** In the order of the tree; `depth` is how far inside. */
  departments: { id: string; zh: string; en: string; depth: number }[]
  cohorts: { id: string; zh: string; en: string }[]
  /** Whoever looks after at least one trainee. */
  mentors: { id: string; name: string }[]
  stages: StageId[]
}

/** What the filters can be set to. */
export async function filterChoices(
  viewer: Viewer<'insights.read'>,
  source: Source = liveSource(),
): Promise<Choices> {
  const { departments } = await organisation(viewer, source)
  const cohorts = await source.database.execute<Choices['cohorts'][number]>(
    sql`select id, name_zh as zh, name_en as en from cohorts order by starts_on desc, name_zh`,
  )
  const mentors = await source.database.execute<Choices['mentors'][number]>(sql`
    select id, name from users m where exists (select from people p where p.mentor_id = m.id)
    order by name collate "zh-x-icu", id`)
  const used = new Set(source.lessons.map(({ stage }) => stage))
  const depths = new Map<string, number>()
  return {
    departments: departments.map(({ id, parentId, nameZh, nameEn }) => {
      const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1
      depths.set(id, depth)
      return { id, zh: nameZh, en: nameEn, depth }
    }),
    cohorts: [...cohorts],
    mentors: [...mentors],
    stages: STAGES.filter((stage) => used.has(stage)),
  }
}
