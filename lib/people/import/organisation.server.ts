import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../../auth/permissions'
import type { Catalog } from '../../curriculum/catalog'
import type { Queries } from '../../db/client.server'
import { numberKey } from '../shapes'
import type { Known, Mentor, Organisation } from './look-up'

/** Everything by which the lines of a file are understood. */
export async function readOrganisation(
  _viewer: Viewer<'people.manage'>,
  { tracks }: Pick<Catalog, 'tracks'>,
  database: Queries,
): Promise<Organisation> {
  const people = await database.execute<Known>(sql`
    select p.id, p.external_id number, u.name, u.email, u.role, p.department_id "departmentId",
      p.cohort_id "cohortId", p.mentor_id "mentorId", to_char(p.joined_on, 'YYYY-MM-DD') "joinedOn", p.track,
      (u.banned or p.status = 'inactive') "isClosed"
    from people p join users u on u.id = p.id`)
  const emails = await database.execute<{ id: string; email: string }>(sql`select id, email from users`)
  const departments = await database.execute<Organisation['departments'][number]>(
    sql`select id, parent_id "parentId", name_zh zh, name_en en from departments`,
  )
  const cohorts = await database.execute<Organisation['cohorts'][number]>(
    sql`select id, name_zh zh, name_en en from cohorts`,
  )
  const mentors = await database.execute<Mentor>(sql`
    select u.id, u.name, u.email, p.external_id number from users u left join people p on p.id = u.id
    where u.role = 'mentor' and not u.banned`)
  const named = tracks.map(({ id, title }) => ({ id, ...title }))
  return {
    people: new Map([...people].map((person) => [numberKey(person.number), person])),
    emails: new Map([...emails].map(({ id, email }) => [email, id])),
    owners: new Map([...people].map(({ id, number }) => [id, number])),
    departments: [...departments],
    cohorts: [...cohorts],
    tracks: named,
    mentors: [...mentors],
    names: new Map([
      ...[...departments, ...cohorts, ...named].map(({ id, zh }): [string, string] => [id, zh]),
      ...(await mentorNames(database)),
    ]),
  }
}

/** Also of those who look after nobody new, because a change shows whose mentees people were. */
async function mentorNames(database: Queries): Promise<[string, string][]> {
  const rows = await database.execute<{ id: string; name: string }>(
    sql`select id, name from users u where exists (select from people p where p.mentor_id = u.id) or u.role = 'mentor'`,
  )
  return [...rows].map(({ id, name }) => [id, name])
}
