import 'server-only'
import { sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { subtreeOf } from '../assignments/members.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { balance, type MentorLoad, type Unmentored } from './balance'
import { digestOf } from './digest.server'
import type { Fault } from './shapes'

/** Whom to find a mentor for; everybody without one unless told. */
export type MentorScope = {
  department?: string | undefined
  cohort?: string | undefined
  /** People one mentor looks after at most. */
  capacity?: number | undefined
}

export type MentorPlan = {
  /** Of the pairs, so that what is carried out is what was shown. */
  digest: string
  pairs: { person: string; name: string; number: string; mentor: string; mentorName: string }[]
  loads: { mentor: string; name: string; before: number; after: number }[]
  /** People for whom no mentor had room. */
  left: number
  /** Mentors who have not accepted their invitation: nobody is given to them. */
  absent: number
}

type Person = Unmentored & { name: string; number: string }
type Mentor = MentorLoad & { name: string; isAbsent: boolean }

/** Who would look after whom; nothing is written. */
export async function planMentors(
  _viewer: Viewer<'people.manage'>,
  { department, cohort, capacity }: MentorScope,
  database: Queries = db(),
): Promise<MentorPlan> {
  const people = [
    ...(await database.execute<Person>(sql`
      select p.id, p.department_id "departmentId", u.name, p.external_id number
      from people p join users u on u.id = p.id
      where p.mentor_id is null and p.status <> 'inactive' and not u.banned and u.role = 'trainee'
        and ${department === undefined ? sql`true` : sql`p.department_id in ${subtreeOf(department)}`}
        and ${cohort === undefined ? sql`true` : sql`p.cohort_id = ${cohort}`}
      order by p.external_id`)),
  ]
  const everyMentor = [
    ...(await database.execute<Mentor>(sql`
      select m.id, m.name, count(p.id)::int load, coalesce(own.status, 'active') <> 'active' "isAbsent",
        coalesce(array_agg(distinct p.department_id) filter (where p.id is not null), '{}') departments
      from users m left join people own on own.id = m.id
        left join people p on p.mentor_id = m.id and p.status <> 'inactive'
      where m.role = 'mentor' and not m.banned group by m.id, m.name, own.status order by m.name, m.id`)),
  ]
  const mentors = everyMentor.filter(({ isAbsent }) => !isAbsent)
  const found = balance(people, mentors, capacity)
  const byId = new Map(people.map((person) => [person.id, person]))
  const names = new Map(mentors.map(({ id, name }) => [id, name]))
  const gained = (mentor: string) => found.filter((pair) => pair.mentor === mentor).length
  return {
    digest: digestOf(found),
    pairs: found.map(({ person, mentor }) => {
      const { name, number } = byId.get(person)!
      return { person, name, number, mentor, mentorName: names.get(mentor)! }
    }),
    loads: mentors.map(({ id, name, load }) => ({
      mentor: id,
      name,
      before: load,
      after: load + gained(id),
    })),
    left: people.length - found.length,
    absent: everyMentor.length - mentors.length,
  }
}

/** Carries the plan out, if it is still the one that was shown. */
export async function assignMentors(
  viewer: Viewer<'people.manage'>,
  scope: MentorScope,
  digest: string,
  database: Database = db(),
): Promise<{ assigned: number } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`lock table people in share row exclusive mode`)
    const { pairs, digest: current } = await planMentors(viewer, scope, tx)
    if (current !== digest) return { fault: 'stale' as const }
    const rows = JSON.stringify(pairs.map(({ person, mentor }) => ({ person, mentor })))
    await tx.execute(sql`
      update people set mentor_id = given.mentor
      from jsonb_to_recordset(${rows}::jsonb) given(person uuid, mentor uuid) where people.id = given.person`)
    await audit(tx, viewer, 'mentors.assigned', 'people', { ...scope, people: pairs.length })
    return { assigned: pairs.length }
  })
}
