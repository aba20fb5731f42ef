/** Reads a group's sums: kept ones where the group is large, otherwise added up from its people's facts. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Source } from '../source.server'
import type { Kind } from './facts'
import type { Cell } from './cell'
import { type Group, groupName } from './groups'
import { inGroup } from './scopes.server'

/** Which people: a group, or those of it that one mentor looks after. */
export type Asked = Group & { mentor: string | null }

/** The asked people, as a condition on `insight_people p`. A mentor's people are few and are always added up. */
export const isAsked = (asked: Asked): SQL =>
  asked.mentor === null ? inGroup(asked) : sql`${inGroup(asked)} and p.mentor_id = ${asked.mentor}`

/** Cells by columns: a group may have thousands, and a row of its own for each would cost more than finding them. */
type Columns = { [name in keyof Cell]: Cell[name][] | null }

const columns: SQL = sql`to_json(array_agg(a)) as a, to_json(array_agg(b)) as b, to_json(array_agg(c)) as c,
  to_json(array_agg(n)) as n`

const cellsIn = ({ a, b, c, n }: Columns): Cell[] =>
  (a ?? []).map((name, index) => ({ a: name, b: b![index]!, c: c![index]!, n: n![index]! }))

/**
 * @param which a condition on the cell's columns `u.a`, `u.b`, `u.c`
 */
export async function readCells(source: Source, asked: Asked, kind: Kind, which: SQL): Promise<Cell[]> {
  const scope = asked.mentor === null ? source.scopes.get(groupName(asked)) : undefined
  const cells =
    scope === undefined
      ? sql`
          select u.a, u.b, u.c, sum(u.n)::int as n
          from insight_people p join insight_facts f on f.learner_id = p.learner_id and f.kind = ${kind}
            cross join lateral unnest(f.a, f.b, f.c, f.n) as u(a, b, c, n)
          where ${isAsked(asked)} and ${which} group by 1, 2, 3`
      : sql`
          select u.a, u.b, u.c, u.n from insight_cells u
          where u.scope = ${scope} and u.kind = ${kind} and ${which}`
  const [row] = await source.database.execute<Columns>(sql`select ${columns} from (${cells}) cells`)
  return cellsIn(row!)
}

/**
 * The cells of several departments, each with all below it, inside one choice of the other filters: two statements
 * however many departments there are. None of them lies inside another.
 * @returns by department
 */
export async function readParts(
  source: Source,
  departments: readonly string[],
  asked: Asked,
  kind: Kind,
  which: SQL,
): Promise<Map<string, Cell[]>> {
  const found = new Map<string, Cell[]>(departments.map((id) => [id, []]))
  const scopes = new Map<number, string>()
  const rest: string[] = []
  for (const department of departments) {
    const scope = asked.mentor === null ? source.scopes.get(groupName({ ...asked, department })) : undefined
    if (scope === undefined) rest.push(department)
    else scopes.set(scope, department)
  }
  const kept =
    scopes.size === 0
      ? []
      : await source.database.execute<Columns & { scope: number }>(sql`
          select u.scope, ${columns} from insight_cells u
          where u.scope = any(${`{${[...scopes.keys()].join()}}`}::int[]) and u.kind = ${kind} and ${which} group by 1`)
  for (const row of kept) found.set(scopes.get(row.scope)!, cellsIn(row))
  const added =
    rest.length === 0
      ? []
      : await source.database.execute<Columns & { department: string }>(sql`
          select department, ${columns} from (
          select part.id as department, u.a, u.b, u.c, sum(u.n)::int as n
          from insight_people p join unnest(${`{${rest.join()}}`}::uuid[]) as part(id) on part.id = any(p.path)
            join insight_facts f on f.learner_id = p.learner_id and f.kind = ${kind}
            cross join lateral unnest(f.a, f.b, f.c, f.n) as u(a, b, c, n)
          where ${isAsked(asked)} and ${which} group by 1, 2, 3, 4
          ) cells group by 1`)
  for (const row of added) found.set(row.department, cellsIn(row))
  return found
}
