/**
 * Leaving the demonstration: what was invented goes, what real people have done stays.
 *
 * Invented is what the seed wrote, and it is known by its age: ids and moments of the seed lie before the mark that it
 * left, and everything done since lies after it. An account, a department or a cohort that somebody has made their own
 * since (another address, another name) is kept. The audit log is append-only and stays as it is: it holds ids and no
 * names, and who did what while people tried the product out stays provable; the ids of invented people lead nowhere.
 */
import 'server-only'
import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { assignments, cohorts, departments, notifications, settings, users } from '../db/schema'
import { eraseRows } from '../people/erase.server'
import { isErased } from '../people/list.server'
import { PERSONAL_DATA, type TableKey, tableName } from '../people/personal-data.server'
import { DOMAIN } from './accounts'
import { COHORTS, DEPARTMENTS } from './organisation'

const Mark = z.object({ at: z.iso.datetime() })
type Names = { zh: string; en: string }

export type Leaving = {
  /** When the demonstration was made. */
  since: string
  /** Invented people that go. */
  invented: number
  /** Accounts that stay: made since, or made somebody's own. */
  real: { id: string; name: string; email: string; isTakenOver: boolean }[]
  /** Of those, open accounts that can administer. */
  administrators: number
  departments: { gone: number; kept: Names[] }
  cohorts: { gone: number; kept: Names[] }
  /** Assignments that stay. */
  assignments: number
  /** Real people whose mentor is invented. */
  withoutMentor: number
}

type Found = Leaving & {
  people: string[]
  departmentIds: string[]
  cohortIds: string[]
  assignmentIds: string[]
}

/** What would go and what would stay; undefined where there is no demonstration. */
export async function planLeaving(
  _viewer: Viewer<'people.manage'> | null,
  database: Queries = db(),
): Promise<Leaving | undefined> {
  const found = await look(database)
  if (!found) return undefined
  const { people: _people, departmentIds: _d, cohortIds: _c, assignmentIds: _a, ...leaving } = found
  return leaving
}

export type Left =
  | { done: true; invented: number; real: number }
  | { fault: 'no-demonstration' | 'no-administrator' }

/**
 * Removes it, in one transaction. Somebody real has to be able to administer afterwards; whoever rules the machine may
 * do without (`null`), because the next start offers them the link of a first administrator.
 */
export async function leaveDemo(
  viewer: Viewer<'people.manage'> | null,
  database: Database = db(),
): Promise<Left> {
  return database.transaction(async (tx): Promise<Left> => {
    await tx.select().from(settings).where(eq(settings.key, 'demo')).for('update')
    const found = await look(tx)
    if (!found) return { fault: 'no-demonstration' }
    if (viewer && found.administrators === 0) return { fault: 'no-administrator' }
    await remove(tx, found)
    await tx.delete(settings).where(eq(settings.key, 'demo'))
    // A fact that stays: the next start finds an installation that was used, and invents nothing again.
    await tx
      .insert(settings)
      .values({ key: 'demo-left', value: { at: new Date().toISOString() } })
      .onConflictDoNothing()
    const { invented, real } = found
    await audit(tx, viewer, 'demonstration.left', 'installation', { invented, real: real.length })
    return { done: true, invented, real: real.length }
  })
}

async function remove(tx: Queries, found: Found): Promise<void> {
  const { people } = found
  if (people.length > 0) {
    await tx
      .select({ id: users.id })
      .from(users)
      .where(inArray(users.id, people))
      .orderBy(users.id)
      .for('update')
    // Nothing new may be recorded about them from here on.
    await tx.execute(sql`delete from sessions where user_id in ${people}`)
  }
  if (found.assignmentIds.length > 0) {
    const about = sql.join(
      found.assignmentIds.map((id) => sql`${id}`),
      sql`, `,
    )
    await tx.delete(notifications).where(sql`${notifications.data}->>'assignment' in (${about})`)
    await tx.delete(assignments).where(inArray(assignments.id, found.assignmentIds))
  }
  for (const key of Object.keys(PERSONAL_DATA) as TableKey[])
    for (const person of people) await eraseRows(tx, key, person)
  for (const person of people)
    if (!(await isNamed(tx, person))) await tx.delete(users).where(eq(users.id, person))
  if (found.cohortIds.length > 0) await tx.delete(cohorts).where(inArray(cohorts.id, found.cohortIds))
  if (found.departmentIds.length > 0)
    await tx.delete(departments).where(inArray(departments.id, found.departmentIds))
}

/** Whether something that stays still points at them: a decision on real work, an answer to a real question. */
async function isNamed(tx: Queries, person: string): Promise<boolean> {
  const tables = (Object.keys(PERSONAL_DATA) as TableKey[]).flatMap((key) => {
    const kind = PERSONAL_DATA[key]
    // The log names ids for ever, and what is counted is counted again: neither needs the row.
    return 'none' in kind || key === 'users' || key === 'auditEvents' || key.startsWith('insight')
      ? []
      : [sql`exists(select from ${sql.identifier(tableName(key))} t where ${kind.about(person)})`]
  })
  const [row] = await tx.execute<{ found: boolean }>(sql`select ${sql.join(tables, sql` or `)} found`)
  return row!.found
}

async function look(database: Queries): Promise<Found | undefined> {
  const [mark] = await database.select().from(settings).where(eq(settings.key, 'demo'))
  if (!mark) return undefined
  const { at } = Mark.parse(mark.value)
  const everybody = await database.execute<Account>(sql`
    select u.id, u.name, u.email, u.created_at < ${at}::timestamptz "isOld", ${isErased} "isErased",
      u.role = 'admin' and not u.banned and exists(
        select from accounts a where a.user_id = u.id and a.password is not null) "isAdministrator",
      coalesce(p.mentor_id::text, '') mentor
    from users u left join people p on p.id = u.id order by u.name, u.id`)
  const isInvented = (one: Account) => one.isOld && (one.isErased || one.email.endsWith(DOMAIN))
  const people = new Set([...everybody].filter(isInvented).map(({ id }) => id))
  const real = [...everybody].filter((one) => !isInvented(one) && !one.isErased)

  const groups = await keptGroups(database, at, people)
  const given = await database.execute<{ id: string; isGone: boolean }>(sql`
    select a.id, a.created_at < ${at}::timestamptz
      or a.audience = 'department' and a.audience_id in ${list(groups.departments.gone)}
      or a.audience = 'cohort' and a.audience_id in ${list(groups.cohorts.gone)}
      or a.audience = 'person' and a.audience_id in ${list([...people])} "isGone"
    from assignments a`)
  const assignmentIds = [...given].filter(({ isGone }) => isGone).map(({ id }) => id)
  return {
    since: at,
    invented: people.size,
    real: real.map(({ id, name, email, isOld }) => ({ id, name, email, isTakenOver: isOld })),
    administrators: real.filter((one) => one.isAdministrator).length,
    departments: { gone: groups.departments.gone.length, kept: groups.departments.kept },
    cohorts: { gone: groups.cohorts.gone.length, kept: groups.cohorts.kept },
    assignments: given.length - assignmentIds.length,
    withoutMentor: real.filter(({ mentor }) => people.has(mentor)).length,
    people: [...people],
    departmentIds: groups.departments.gone,
    cohortIds: groups.cohorts.gone,
    assignmentIds,
  }
}

type Account = {
  id: string
  name: string
  email: string
  isOld: boolean
  isErased: boolean
  isAdministrator: boolean
  mentor: string
}

/** Departments and cohorts that the seed made, named as it named them, with nobody real in them or below them. */
async function keptGroups(database: Queries, at: string, invented: ReadonlySet<string>) {
  const places = await database.execute<{ id: string; department: string; cohort: string | null }>(
    sql`select id, department_id department, cohort_id cohort from people`,
  )
  const lived = [...places].filter(({ id }) => !invented.has(id))
  const inhabited = new Set(lived.flatMap(({ department, cohort }) => [department, cohort ?? '']))
  const before = firstIdOf(new Date(at))
  const tree = await database.select().from(departments)
  const isSeeded = (row: { id: string; nameZh: string; nameEn: string }, names: readonly Names[]) =>
    row.id < before && names.some(({ zh, en }) => zh === row.nameZh && en === row.nameEn)
  const kept = new Set<string>()
  for (const row of tree) {
    if (isSeeded(row, DEPARTMENTS) && !inhabited.has(row.id)) continue
    // With all above it, so that what stays keeps its place.
    for (let one: typeof row | undefined = row; one && !kept.has(one.id);) {
      kept.add(one.id)
      const parent: string | null = one.parentId
      one = tree.find(({ id }) => id === parent)
    }
  }
  const classes = await database.select().from(cohorts)
  const isKept = (row: (typeof classes)[number]) => !isSeeded(row, COHORTS) || inhabited.has(row.id)
  const names = ({ nameZh: zh, nameEn: en }: { nameZh: string; nameEn: string }): Names => ({ zh, en })
  return {
    departments: {
      gone: tree.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
      kept: tree.filter(({ id }) => kept.has(id)).map(names),
    },
    cohorts: {
      gone: classes.filter((row) => !isKept(row)).map(({ id }) => id),
      kept: classes.filter(isKept).map(names),
    },
  }
}

/** The smallest UUIDv7 of a moment. */
function firstIdOf(moment: Date): string {
  const stamp = moment.getTime().toString(16).padStart(12, '0')
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7000-8000-000000000000`
}

const list = (ids: readonly string[]): SQL =>
  ids.length === 0
    ? sql`(null)`
    : sql`(${sql.join(
        ids.map((id) => sql`${id}::uuid`),
        sql`, `,
      )})`
