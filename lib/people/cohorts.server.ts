import 'server-only'
import { and, desc, eq, ne, or, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { differences } from '../audit/differences'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { cohorts } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import type { CohortFields, Fault } from './shapes'

export type CohortRow = typeof cohorts.$inferSelect & { people: number }

/** The newest first, with how many people are in each. */
export async function listCohorts(
  _viewer: Viewer<'people.manage'>,
  database: Queries = db(),
): Promise<CohortRow[]> {
  return database
    .select({
      id: cohorts.id,
      nameZh: cohorts.nameZh,
      nameEn: cohorts.nameEn,
      startsOn: cohorts.startsOn,
      people: sql<number>`(select count(*)::int from people p where p.cohort_id = cohorts.id)`,
    })
    .from(cohorts)
    .orderBy(desc(cohorts.startsOn), cohorts.nameZh)
}

async function isNameTaken(tx: Queries, fields: CohortFields, id: string): Promise<boolean> {
  await tx.execute(sql`lock table cohorts in share row exclusive mode`)
  const same = or(eq(cohorts.nameZh, fields.nameZh), eq(cohorts.nameEn, fields.nameEn))
  const found = await tx
    .select({ id: cohorts.id })
    .from(cohorts)
    .where(and(same, ne(cohorts.id, id)))
  return found.length > 0
}

export async function addCohort(
  viewer: Viewer<'people.manage'>,
  fields: CohortFields,
  database: Database = db(),
): Promise<{ id: string } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const id = uuidv7()
    if (await isNameTaken(tx, fields, id)) return { fault: 'name-taken' as const }
    await tx.insert(cohorts).values({ id, ...fields })
    await audit(tx, viewer, 'cohort.added', `cohort ${id}`, fields)
    return { id }
  })
}

export async function changeCohort(
  viewer: Viewer<'people.manage'>,
  id: string,
  change: Partial<CohortFields>,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const [before] = await tx.select().from(cohorts).where(eq(cohorts.id, id)).for('update')
    if (!before) return { fault: 'not-found' as const }
    const fields = { ...before, ...change }
    if (await isNameTaken(tx, fields, id)) return { fault: 'name-taken' as const }
    await tx.update(cohorts).set(fields).where(eq(cohorts.id, id))
    await audit(tx, viewer, 'cohort.changed', `cohort ${id}`, differences(before, change))
    return { done: true as const }
  })
}

/** Removes one in which nobody is and to which nothing is assigned. */
export async function removeCohort(
  viewer: Viewer<'people.manage'>,
  id: string,
  database: Database = db(),
): Promise<{ done: true } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const [row] = await tx.execute<{ used: boolean }>(sql`
      select exists (select from people where cohort_id = ${id}) or exists (select from assignments
        where audience = 'cohort' and audience_id = ${id} and cancelled_at is null) used
      from cohorts where id = ${id} for update`)
    if (!row) return { fault: 'not-found' as const }
    if (row.used) return { fault: 'not-empty' as const }
    const [gone] = await tx.delete(cohorts).where(eq(cohorts.id, id)).returning()
    await audit(tx, viewer, 'cohort.removed', `cohort ${id}`, { nameZh: gone?.nameZh, nameEn: gone?.nameEn })
    return { done: true as const }
  })
}
