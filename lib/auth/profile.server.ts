import 'server-only'
import { eq } from 'drizzle-orm'
import { db } from '../db/client.server'
import { departments, people } from '../db/schema'
import type { Viewer } from './permissions'

export type Profile = { personnelNumber: string; department: { zh: string; en: string } }

/** The viewer's own place in the organisation; undefined for an account that is not in it. */
export async function readProfile(viewer: Viewer<'account.manage'>): Promise<Profile | undefined> {
  const rows = await db()
    .select({
      personnelNumber: people.externalId,
      department: { zh: departments.nameZh, en: departments.nameEn },
    })
    .from(people)
    .innerJoin(departments, eq(departments.id, people.departmentId))
    .where(eq(people.id, viewer.id))
  return rows[0]
}
