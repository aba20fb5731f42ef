import 'server-only'
import { asc, desc, eq, and } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { cohorts, departments, users } from '../db/schema'
import { inTreeOrder } from '../insights/organisation.server'

export type Choices = {
  /** In the order of the tree; `depth` is how far inside. */
  departments: { id: string; zh: string; en: string; depth: number }[]
  cohorts: { id: string; zh: string; en: string }[]
  /** Everybody who may look after people. */
  mentors: { id: string; name: string }[]
}

/** What a form about people may choose from. */
export async function peopleChoices(
  _viewer: Viewer<'people.read'> | Viewer<'people.manage'> | Viewer<'assignments.write'>,
  database: Queries = db(),
): Promise<Choices> {
  const [tree, classes, mentors] = await Promise.all([
    database.select().from(departments).orderBy(asc(departments.position), asc(departments.nameZh)),
    database
      .select({ id: cohorts.id, zh: cohorts.nameZh, en: cohorts.nameEn })
      .from(cohorts)
      .orderBy(desc(cohorts.startsOn), asc(cohorts.nameZh)),
    database
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(and(eq(users.role, 'mentor'), eq(users.banned, false)))
      .orderBy(asc(users.name), asc(users.id)),
  ])
  const depths = new Map<string, number>()
  const ordered = inTreeOrder(tree).map(({ id, parentId, nameZh, nameEn }) => {
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1
    depths.set(id, depth)
    return { id, zh: nameZh, en: nameEn, depth }
  })
  return { departments: ordered, cohorts: classes, mentors }
}
