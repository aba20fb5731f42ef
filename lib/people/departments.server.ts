import 'server-only'
import { asc, eq, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { differences } from '../audit/differences'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { departments } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { inTreeOrder } from '../insights/organisation.server'
import type { DepartmentFields, Fault } from './shapes'
import { isInside } from './tree'

type Row = typeof departments.$inferSelect
export type DepartmentRow = Row & { depth: number; people: number; openAssignments: number }

/** The tree in reading order, with what stands in the way of removing each. */
export async function listDepartments(
  _viewer: Viewer<'people.manage'>,
  database: Queries = db(),
): Promise<DepartmentRow[]> {
  const rows = await database
    .select({
      id: departments.id,
      parentId: departments.parentId,
      nameZh: departments.nameZh,
      nameEn: departments.nameEn,
      position: departments.position,
      people: sql<number>`(select count(*)::int from people p where p.department_id = departments.id)`,
      openAssignments: sql<number>`(select count(*)::int from assignments a where a.audience = 'department'
        and a.audience_id = departments.id and a.cancelled_at is null)`,
    })
    .from(departments)
    .orderBy(asc(departments.position), asc(departments.nameZh))
  const depths = new Map<string, number>()
  return inTreeOrder(rows).map((row) => {
    const depth = row.parentId === null ? 0 : (depths.get(row.parentId) ?? 0) + 1
    depths.set(row.id, depth)
    return { ...row, depth }
  })
}

/** The whole tree, held: whoever moves a department waits until no other one moves. */
async function holdTree(tx: Queries): Promise<Row[]> {
  await tx.execute(sql`lock table departments in share row exclusive mode`)
  return tx.select().from(departments)
}

function faultOf(tree: Row[], fields: DepartmentFields, id?: string): Fault | undefined {
  const { parentId, nameZh, nameEn } = fields
  if (parentId !== null && !tree.some((row) => row.id === parentId)) return 'no-department'
  if (id !== undefined && parentId !== null && isInside(tree, parentId, id)) return 'cycle'
  const sisters = tree.filter((row) => row.parentId === parentId && row.id !== id)
  return sisters.some((row) => row.nameZh === nameZh || row.nameEn === nameEn) ? 'name-taken' : undefined
}

export async function addDepartment(
  viewer: Viewer<'people.manage'>,
  fields: DepartmentFields,
  database: Database = db(),
): Promise<{ id: string } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const tree = await holdTree(tx)
    const fault = faultOf(tree, fields)
    if (fault) return { fault }
    const id = uuidv7()
    const position = Math.max(-1, ...tree.map((row) => row.position)) + 1
    await tx.insert(departments).values({ id, ...fields, position })
    await audit(tx, viewer, 'department.added', `department ${id}`, fields)
    return { id }
  })
}

/** Renames it, moves it with all below it, or both. */
export async function changeDepartment(
  viewer: Viewer<'people.manage'>,
  id: string,
  change: Partial<DepartmentFields>,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const tree = await holdTree(tx)
    const before = tree.find((row) => row.id === id)
    if (!before) return { fault: 'not-found' as const }
    const { parentId, nameZh, nameEn } = { ...before, ...change }
    const fields = { parentId, nameZh, nameEn }
    const fault = faultOf(tree, fields, id)
    if (fault) return { fault }
    await tx.update(departments).set(fields).where(eq(departments.id, id))
    await audit(tx, viewer, 'department.changed', `department ${id}`, differences(before, change))
    return { done: true as const }
  })
}

/** Removes one in which nobody is, with nothing below it and nothing assigned to it. */
export async function removeDepartment(
  viewer: Viewer<'people.manage'>,
  id: string,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    await holdTree(tx)
    const [row] = await tx.execute<{ used: boolean }>(sql`
      select exists (select from people where department_id = ${id})
        or exists (select from departments where parent_id = ${id})
        or exists (select from assignments where audience = 'department' and audience_id = ${id}
          and cancelled_at is null) used
      from departments where id = ${id}`)
    if (!row) return { fault: 'not-found' as const }
    if (row.used) return { fault: 'not-empty' as const }
    const [gone] = await tx.delete(departments).where(eq(departments.id, id)).returning()
    await audit(tx, viewer, 'department.removed', `department ${id}`, {
      nameZh: gone?.nameZh,
      nameEn: gone?.nameEn,
    })
    return { done: true as const }
  })
}
