import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { Scope } from './filters'
import type { Source } from './source.server'
import { countPeople, type CubeCell, visibility, type Visibility } from './suppression'

export type NamedDepartment = {
  id: string
  parentId: string | null
  nameZh: string
  nameEn: string
  position: number
}
export type Organisation = { cube: CubeCell[]; departments: NamedDepartment[] }

// The figures of one page share a source, and with it one look at the organisation.
const looked = new WeakMap<Source, Promise<Organisation>>()

export function organisation(_viewer: Viewer<'insights.read'>, source: Source): Promise<Organisation> {
  const found = looked.get(source) ?? look(source)
  looked.set(source, found)
  return found
}

async function look({ database }: Source): Promise<Organisation> {
  const cube = await database.execute<CubeCell>(sql`
    select p.department_id as department, p.cohort_id as cohort, p.mentor_id as mentor, count(*)::int as people
    from people p join users u on u.id = p.id
    where u.role = 'trainee' and p.status = 'active'
    group by 1, 2, 3`)
  const departments = await database.execute<NamedDepartment>(sql`
    select id, parent_id as "parentId", name_zh as "nameZh", name_en as "nameEn", position
    from departments order by position, name_zh`)
  return { cube: [...cube], departments: inTreeOrder([...departments]) }
}

/** Parents before their children, siblings by position. */
export function inTreeOrder<T extends { id: string; parentId: string | null }>(
  departments: readonly T[],
): T[] {
  const order: T[] = []
  const visit = (parent: string | null) => {
    for (const department of departments) {
      if (department.parentId !== parent || order.includes(department)) continue
      order.push(department)
      visit(department.id)
    }
  }
  visit(null)
  return order
}

/** Whether figures may speak of a group; the choice of rows by status or name does not make another group. */
export async function groupVisibility(
  viewer: Viewer<'insights.read'>,
  scope: Scope,
  source: Source,
): Promise<Visibility> {
  const { cube, departments } = await organisation(viewer, source)
  const { department, cohort, mentor } = scope
  return visibility(cube, departments, { department, cohort, mentor })
}

/** Nobody, or somebody: the page words an empty selection differently from one too small to count. */
export async function groupSize(
  viewer: Viewer<'insights.read'>,
  scope: Scope,
  source: Source,
): Promise<number> {
  const { cube, departments } = await organisation(viewer, source)
  return countPeople(cube, departments, scope)
}
