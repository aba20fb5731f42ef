/** Whom and what the ids of entries mean. */
import 'server-only'
import { inArray, sql } from 'drizzle-orm'
import type { Locale } from '../curriculum/ids'
import type { Queries } from '../db/client.server'
import { assignments, cohorts, departments, users } from '../db/schema'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
export type Names = ReadonlyMap<string, Record<Locale, string>>

/** Every id in these texts that is a person, a department, a cohort or an assignment, by its present name. */
export async function namesIn(texts: readonly string[], database: Queries): Promise<Names> {
  const ids = [...new Set(texts.flatMap((text) => text.match(UUID) ?? []))]
  if (ids.length === 0) return new Map()
  const [found, ...rest] = await Promise.all([
    database.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids)),
    ...[departments, cohorts].map((table) =>
      database
        .select({ id: table.id, zh: table.nameZh, en: table.nameEn })
        .from(table)
        .where(inArray(table.id, ids)),
    ),
    database
      .select({
        id: assignments.id,
        zh: sql<string>`${assignments.subjectId}`,
        en: sql<string>`${assignments.subjectId}`,
      })
      .from(assignments)
      .where(inArray(assignments.id, ids)),
  ])
  return new Map([
    ...found.map(({ id, name }) => [id, { zh: name, en: name }] as const),
    ...rest.flat().map(({ id, zh, en }) => [id, { zh, en }] as const),
  ])
}
