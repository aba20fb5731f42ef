import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Queries } from '../../db/client.server'
import { type Group, groupName, groupsOf, type Member } from './groups'
import { scopeIds } from './apply.server'

/** A group of more people than this is summed up in advance; a smaller one is added up when it is asked for. */
export const LARGE_GROUP = 250

/**
 * The people of a group who are in any figure, as a condition on `insight_people p`. Invited people have but one fact,
 * their account, so that they are in no sum but that of activation.
 */
export function inGroup({ department, cohort, track }: Group): SQL {
  const conditions = [sql`(p.counted or p.invited)`]
  if (department !== null) conditions.push(sql`p.path @> array[${department}]::uuid[]`)
  if (cohort !== null) conditions.push(sql`p.cohort_id = ${cohort}`)
  if (track !== null) conditions.push(sql`p.track = ${track}`)
  return sql.join(conditions, sql` and `)
}

/**
 * Sums up groups that have become large; everybody together and each department always, because they are asked for
 * side by side. A group that shrinks keeps its sums. Runs under the lock of `catch-up.server`.
 */
export async function openScopes(tx: Queries, large: number = LARGE_GROUP): Promise<void> {
  const known = await scopeIds(tx)
  const members = await tx.execute<Member & { people: number }>(sql`
    select path, cohort_id as cohort, track, count(*)::int as people from insight_people where counted or invited
    group by 1, 2, 3`)
  const sizes = new Map<string, { group: Group; people: number }>()
  const departments = await tx.execute<{ id: string }>(sql`select id from departments`)
  for (const department of [null, ...[...departments].map(({ id }) => id)]) {
    const group = { department, cohort: null, track: null }
    sizes.set(groupName(group), { group, people: Infinity })
  }
  for (const member of members) {
    for (const group of groupsOf(member)) {
      const name = groupName(group)
      const one = sizes.get(name) ?? { group, people: 0 }
      one.people += member.people
      sizes.set(name, one)
    }
  }
  for (const [name, { group, people }] of sizes) {
    if (people > large && !known.has(name)) await openScope(tx, group)
  }
}

async function openScope(tx: Queries, group: Group): Promise<void> {
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into insight_scopes (department_id, cohort_id, track)
    values (${group.department}, ${group.cohort}, ${group.track}) returning id`)
  await tx.execute(sql`
    insert into insight_cells (scope, kind, a, b, c, n)
    select ${row!.id}::int, f.kind, u.a, u.b, u.c, sum(u.n)::int
    from insight_people p join insight_facts f on f.learner_id = p.learner_id
      cross join lateral unnest(f.a, f.b, f.c, f.n) as u(a, b, c, n)
    where ${inGroup(group)} group by f.kind, u.a, u.b, u.c having sum(u.n) <> 0`)
}
