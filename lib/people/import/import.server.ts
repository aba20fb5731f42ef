import 'server-only'
import { sql } from 'drizzle-orm'
import { audit } from '../../api/audit.server'
import type { Viewer } from '../../auth/permissions'
import { db, type Database, type Queries } from '../../db/client.server'
import { uuidv7 } from '../../db/uuid'
import { changeFacts, placeOf, writeChange } from '../change.server'
import { digestOf } from '../digest.server'
import { addPerson, deliver } from '../invite.server'
import { type Fault, numberKey } from '../shapes'
import { type FileFault, readPeopleFile } from './file'
import type { Known, Organisation } from './look-up'
import { type Plan, planImport } from './plan'

type Allowed = Viewer<'people.manage'>
export type Preview = Plan & {
  /** Of the file and of what it would change today: carried out is only what was shown. */
  digest: string
}

/** What the file would change, line by line; nothing is written. */
export async function previewImport(
  viewer: Allowed,
  text: string,
  database: Queries = db(),
): Promise<Preview | FileFault> {
  const file = readPeopleFile(text)
  if ('fault' in file) return file
  const plan = planImport(file, await readOrganisation(viewer, database))
  return { ...plan, digest: digestOf([text, plan]) }
}

export type Imported = {
  created: number
  updated: number
  /** For handing over, where there is no mail server. */
  links: { name: string; email: string; link: string }[]
}

/** Carries out what `previewImport` showed, all of it or nothing. */
export async function applyImport(
  viewer: Allowed,
  { text, digest, invite }: { text: string; digest: string; invite: boolean },
  database: Database = db(),
): Promise<Imported | FileFault | { stale: Fault }> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`lock table people, departments, cohorts in share row exclusive mode`)
    const plan = await previewImport(viewer, text, tx)
    if ('fault' in plan) return plan
    if (plan.digest !== digest) return { stale: 'stale' as const }
    const links: Imported['links'] = []
    for (const { person } of plan.create) {
      const id = uuidv7()
      await addPerson(tx, id, person)
      const { role, departmentId, cohortId, mentorId } = person
      await audit(tx, viewer, 'person.invited', `user ${id}`, { role, departmentId, cohortId, mentorId })
      const delivery = invite ? await deliver(tx, id) : undefined
      if (delivery?.how === 'link')
        links.push({ name: person.name, email: person.email, link: delivery.link })
    }
    for (const { id, change, fields } of plan.update) {
      const before = await placeOf(tx, id)
      await writeChange(tx, id, true, change)
      const names = fields.map(({ field }) => field)
      await audit(tx, viewer, 'person.changed', `user ${id}`, {
        ...changeFacts(before, change),
        fields: names,
      })
    }
    const counts = { created: plan.create.length, updated: plan.update.length }
    await audit(tx, viewer, 'people.imported', 'people', { ...counts, refused: plan.refused.length })
    return { ...counts, links }
  })
}

async function readOrganisation(_viewer: Allowed, database: Queries): Promise<Organisation> {
  const people = await database.execute<Known>(sql`
    select p.id, p.external_id number, u.name, u.email, u.role, p.department_id "departmentId",
      p.cohort_id "cohortId", p.mentor_id "mentorId", to_char(p.joined_on, 'YYYY-MM-DD') "joinedOn"
    from people p join users u on u.id = p.id`)
  const emails = await database.execute<{ id: string; email: string }>(sql`select id, email from users`)
  const departments = await database.execute<Organisation['departments'][number]>(
    sql`select id, parent_id "parentId", name_zh zh, name_en en from departments`,
  )
  const cohorts = await database.execute<Organisation['cohorts'][number]>(
    sql`select id, name_zh zh, name_en en from cohorts`,
  )
  const mentors = await database.execute<Organisation['mentors'][number]>(
    sql`select id, name, email from users where role = 'mentor' and not banned`,
  )
  return {
    people: new Map([...people].map((person) => [numberKey(person.number), person])),
    emails: new Map([...emails].map(({ id, email }) => [email, id])),
    owners: new Map([...people].map(({ id, number }) => [id, number])),
    departments: [...departments],
    cohorts: [...cohorts],
    mentors: [...mentors],
    names: new Map([
      ...[...departments, ...cohorts].map(({ id, zh }): [string, string] => [id, zh]),
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
