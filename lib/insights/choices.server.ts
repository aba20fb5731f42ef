import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { catalog } from '../curriculum/catalog.server'
import { unnamed, type Words } from '../curriculum/words'
import { organisation } from './organisation.server'
import { stagesOf } from './plan'
import type { Source } from './source.server'

export type Choices = {
  /** In the order of the tree; `depth` is how far inside. */
  departments: ({ id: string; depth: number } & Words)[]
  cohorts: ({ id: string } & Words)[]
  tracks: ({ id: string } & Words)[]
  /** Whoever looks after at least one trainee. */
  mentors: { id: string; name: string }[]
  stages: ({ id: string } & Words)[]
}

/** What the filters can be set to. */
export async function filterChoices(viewer: Viewer<'insights.read'>, source: Source): Promise<Choices> {
  const { departments } = await organisation(viewer, source)
  const cohorts = await source.database.execute<Choices['cohorts'][number]>(
    sql`select id, name_zh as zh, name_en as en from cohorts order by starts_on desc, name_zh`,
  )
  // Steps through the index from mentor to mentor instead of reading everybody.
  const mentors = await source.database.execute<Choices['mentors'][number]>(sql`
    with recursive step as (
      (select mentor_id from people where mentor_id is not null order by mentor_id limit 1)
      union all
      select (select p.mentor_id from people p where p.mentor_id > step.mentor_id order by p.mentor_id limit 1)
      from step where step.mentor_id is not null
    )
    select m.id, m.name from step join users m on m.id = step.mentor_id order by m.name collate "zh-x-icu", m.id`)
  const titles = new Map(catalog().stages.map((stage) => [stage.id as string, stage.title]))
  const depths = new Map<string, number>()
  return {
    departments: departments.map(({ id, parentId, nameZh, nameEn }) => {
      const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1
      depths.set(id, depth)
      return { id, zh: nameZh, en: nameEn, depth }
    }),
    cohorts: [...cohorts],
    tracks: source.plan.tracks.map(({ id, title }) => ({ id, ...title })),
    mentors: [...mentors],
    stages: stagesOf(source.plan).map((id) => ({ id, ...(titles.get(id) ?? unnamed(id)) })),
  }
}
