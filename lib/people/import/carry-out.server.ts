/** Writes what a plan says, in the transaction under whose locks it was made. */
import 'server-only'
import { sql } from 'drizzle-orm'
import { audit, auditAll } from '../../api/audit.server'
import type { Viewer } from '../../auth/permissions'
import type { Queries } from '../../db/client.server'
import { departments, people, users } from '../../db/schema'
import { uuidv7 } from '../../db/uuid'
import { day } from '../../insights/dates'
import { notifyAll } from '../../notifications/notify.server'
import { closeAccount, giveRole } from '../account.server'
import { changeFacts, placeOf, writeChange } from '../change.server'
import { deliver } from '../invite.server'
import { idOfLine } from './decide'
import type { Create, Imported, Link, Options, Plan, Progress, Update } from './planned'

type Work = {
  plan: Plan
  options: Options
  invite: boolean
  onProgress: (progress: Progress) => void
  /** Throws where the work is to end. */
  stop: () => void
}

/** Rows written at once: few enough for one statement, many enough that 50,000 take seconds. */
const BATCH = 500

export async function carryOut(tx: Queries, viewer: Viewer<'people.manage'>, work: Work): Promise<Imported> {
  const { plan, options, invite, onProgress, stop } = work
  const roles = options.roles ? plan.roles : []
  const leave = options.leavers ? plan.leave : []
  const made = options.departments ? plan.departments : []
  const of = plan.create.length + plan.update.length + roles.length + leave.length
  let done = 0
  const step = async (count: number) => {
    done += count
    onProgress({ done, of })
    // Other requests and the wish to stop are heard between two batches.
    await new Promise(setImmediate)
    stop()
  }
  const ids = new Map<string, string>(plan.create.map(({ line }) => [idOfLine(line), uuidv7()]))
  await step(0)
  await makeDepartments(tx, viewer, made, ids)
  // Before people are given to mentors: who ceases to be one loses all mentees.
  for (const one of leave) {
    await closeAccount(tx, viewer, one)
    await step(1)
  }
  for (const { id, from, to } of roles) {
    await giveRole(tx, viewer, { id, role: from }, to)
    await step(1)
  }
  const links: Link[] = []
  // A mentor may stand below the mentees: everybody has an account before anybody has a place.
  for (const batch of batches(plan.create)) await addAccounts(tx, batch, ids)
  for (const batch of batches(plan.create)) {
    await addPlaces(tx, viewer, batch, ids)
    if (invite) links.push(...(await inviteAll(tx, batch, ids)))
    await step(batch.length)
  }
  for (const batch of batches(plan.update)) {
    await changeAll(tx, viewer, batch, ids)
    await step(batch.length)
  }
  const counts = { created: plan.create.length, updated: plan.update.length, closed: leave.length }
  return { ...counts, roles: roles.length, departments: made.length, links }
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH)
}

async function makeDepartments(
  tx: Queries,
  viewer: Viewer<'people.manage'>,
  made: Plan['departments'],
  ids: Map<string, string>,
): Promise<void> {
  const [last] = await tx.execute<{ position: number }>(
    sql`select coalesce(max(position), -1)::int position from departments`,
  )
  for (const [index, { id: planned, parentId, name }] of made.entries()) {
    const id = uuidv7()
    ids.set(planned, id)
    const fields = { nameZh: name, nameEn: name, parentId: real(ids, parentId) }
    await tx.insert(departments).values({ id, ...fields, position: last!.position + 1 + index })
    await audit(tx, viewer, 'department.added', `department ${id}`, fields)
  }
}

/** The id of what the plan could only name. */
function real<T extends string | null | undefined>(ids: Map<string, string>, id: T): T {
  return (typeof id === 'string' ? (ids.get(id) ?? id) : id) as T
}

async function addAccounts(tx: Queries, batch: readonly Create[], ids: Map<string, string>): Promise<void> {
  const rows = batch.map(({ line, person: { name, email, role } }) => {
    return { id: ids.get(idOfLine(line))!, name, email, role }
  })
  await tx.insert(users).values(rows)
}

async function addPlaces(
  tx: Queries,
  viewer: Viewer<'people.manage'>,
  batch: readonly Create[],
  ids: Map<string, string>,
): Promise<void> {
  const today = day(new Date())
  const rows = batch.map(({ line, person }) => {
    const { role, number, cohortId, joinedOn = today, track } = person
    const departmentId = real(ids, person.departmentId)
    const mentorId = real(ids, person.mentorId)
    const place = {
      externalId: number,
      departmentId,
      cohortId,
      mentorId,
      joinedOn,
      ...(track ? { track } : {}),
    }
    return { id: ids.get(idOfLine(line))!, role, place }
  })
  await tx.insert(people).values(rows.map(({ id, place }) => ({ id, ...place, status: 'invited' as const })))
  await notifyAll(
    tx,
    rows.map(({ id }) => id),
    'account.invited',
    {},
    'import',
  )
  const events = rows.map(({ id, role, place: { departmentId, cohortId, mentorId } }) => ({
    subject: `user ${id}`,
    data: { role, departmentId, cohortId, mentorId },
  }))
  await auditAll(tx, viewer, 'person.invited', events)
}

async function inviteAll(tx: Queries, batch: readonly Create[], ids: Map<string, string>): Promise<Link[]> {
  const links: Link[] = []
  for (const { line, person } of batch) {
    const delivery = await deliver(tx, ids.get(idOfLine(line))!)
    if (delivery.how === 'link') links.push({ name: person.name, email: person.email, link: delivery.link })
  }
  return links
}

async function changeAll(
  tx: Queries,
  viewer: Viewer<'people.manage'>,
  batch: readonly Update[],
  ids: Map<string, string>,
): Promise<void> {
  const changes = batch.map(({ id, change }) => ({
    id,
    change: {
      ...change,
      ...(change.departmentId === undefined ? {} : { departmentId: real(ids, change.departmentId) }),
      ...(change.mentorId === undefined ? {} : { mentorId: real(ids, change.mentorId) }),
    },
  }))
  const events: { subject: string; data: Record<string, unknown> }[] = []
  for (const [index, { id, change }] of changes.entries()) {
    const before = await placeOf(tx, id)
    await writeChange(tx, id, true, change)
    const fields = batch[index]!.fields.map(({ field }) => field)
    events.push({ subject: `user ${id}`, data: { ...changeFacts(before, change), fields } })
  }
  await auditAll(tx, viewer, 'person.changed', events)
}
