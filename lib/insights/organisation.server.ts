import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import type { Database } from '../db/client.server'
import type { Group } from './filters'
import type { Among } from './insight'
import type { Source } from './source.server'
import { countPeople, type CubeCell, type Selection, visibility, type Visibility } from './suppression'

export type NamedDepartment = {
  id: string
  parentId: string | null
  nameZh: string
  nameEn: string
  position: number
}
export type Organisation = {
  cube: CubeCell[]
  departments: NamedDepartment[]
  /** Whether figures may speak of a group. */
  visible(chosen: Selection, among?: Among): Visibility
}

type Census = { moves: number; cube: CubeCell[]; accounts: CubeCell[]; seen: Map<string, Visibility> }
// People move seldom: the count of groups is read again only when somebody did.
const counted = new WeakMap<Database, Census>()
// The figures of one page share a source, and with it one look at the organisation.
const looked = new WeakMap<Source, Promise<Organisation>>()

export function organisation(_viewer: Viewer<'insights.read'>, source: Source): Promise<Organisation> {
  const found = looked.get(source) ?? look(source)
  looked.set(source, found)
  return found
}

async function look({ database }: Source): Promise<Organisation> {
  const [departments, census] = await Promise.all([
    database.execute<NamedDepartment>(sql`
      select id, parent_id as "parentId", name_zh as "nameZh", name_en as "nameEn", position
      from departments order by position, name_zh`),
    takeCensus(database),
  ])
  const order = inTreeOrder([...departments])
  const { cube } = census
  return {
    cube,
    departments: order,
    visible(chosen, among = 'counted') {
      const { department, cohort, mentor, track } = chosen
      const name = [among, department, cohort, mentor, track].join('|')
      const found = census.seen.get(name)
      if (found) return found
      const answer = visibility(among === 'accounts' ? census.accounts : cube, order, {
        department,
        cohort,
        mentor,
        track,
      })
      if (census.seen.size > 5_000) census.seen.clear()
      census.seen.set(name, answer)
      return answer
    },
  }
}

async function takeCensus(database: Database): Promise<Census> {
  const [row] = await database.execute<{ moves: number }>(
    sql`select (value ->> 'moves')::int as moves from settings where key = 'insights.moves'`,
  )
  const moves = row?.moves ?? 0
  const found = counted.get(database)
  if (found?.moves === moves) return found
  const rows = await database.execute<CubeCell & { counted: number }>(sql`
    select department_id as department, cohort_id as cohort, mentor_id as mentor, track, count(*)::int as people,
      (count(*) filter (where counted))::int as counted
    from insight_people where counted or invited group by 1, 2, 3, 4`)
  const accounts = [...rows]
  const cube = accounts.flatMap((cell) => (cell.counted > 0 ? [{ ...cell, people: cell.counted }] : []))
  const census = { moves, cube, accounts, seen: new Map() }
  counted.set(database, census)
  return census
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

/** Nobody, or somebody: the page words an empty selection differently from one too small to count. */
export async function groupSize(
  viewer: Viewer<'insights.read'>,
  group: Group,
  source: Source,
): Promise<number> {
  const { cube, departments } = await organisation(viewer, source)
  return countPeople(cube, departments, group)
}
