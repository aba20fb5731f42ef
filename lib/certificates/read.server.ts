import 'server-only'
import { count, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { StageId } from '../curriculum/ids'
import { db, type Queries } from '../db/client.server'
import { certificates, departments, lessonStates, people } from '../db/schema'
import { CertificateCode } from './code'
import type { ListFilter } from './list-filter'

/** What the certificate says to anybody who has its address. Why one was revoked is for those who revoke. */
export type Certificate = {
  code: string
  stage: StageId
  name: string
  lessons: { lesson: string; version: number; verifiedAt: Date }[]
  issuedAt: Date
  revokedAt: Date | null
}

type Row = typeof certificates.$inferSelect

const certificateOf = (row: Row): Certificate => ({
  code: row.code,
  stage: StageId.parse(row.stage),
  name: row.name,
  lessons: row.lessons.map((one) => ({ ...one, verifiedAt: new Date(one.verifiedAt) })),
  issuedAt: row.issuedAt,
  revokedAt: row.revokedAt,
})

/** @param code from an address: anything. Open to everybody, as a certificate is there to be shown. */
export async function findCertificate(code: string, database: Queries = db()): Promise<Certificate | null> {
  if (!CertificateCode.safeParse(code).success) return null
  const [row] = await database.select().from(certificates).where(eq(certificates.code, code))
  return row ? certificateOf(row) : null
}

/** The viewer's own, the first earned first. */
export async function myCertificates(
  viewer: Viewer<'progress.write'>,
  database: Queries = db(),
): Promise<Certificate[]> {
  const rows = await database
    .select()
    .from(certificates)
    .where(eq(certificates.learnerId, viewer.id))
    .orderBy(certificates.issuedAt, certificates.stage)
  return rows.map(certificateOf)
}

export type ListedCertificate = Certificate & {
  number: string
  department: { zh: string; en: string }
  revokedFor: string | null
  /** Lessons on it that are not verified any more. */
  unproven: string[]
}

/** Lessons of a certificate whose verification has ended since: text[]. */
const unproven = sql<string[]>`array(
  select one ->> 'lesson' from jsonb_array_elements(${certificates.lessons}) one
  where not exists (
    select from ${lessonStates} where ${lessonStates.learnerId} = ${certificates.learnerId}
      and ${lessonStates.lesson} = one ->> 'lesson' and ${lessonStates.verifiedAt} is not null))`

export const PAGE_SIZE = 50

/** Certificates of everybody, the newest first. */
export async function listCertificates(
  _viewer: Viewer<'certificates.revoke'>,
  { state, q, page }: ListFilter,
  database: Queries = db(),
): Promise<{ rows: ListedCertificate[]; total: number }> {
  const wanted = `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const states: Record<ListFilter['state'], SQL | undefined> = {
    all: undefined,
    valid: isNull(certificates.revokedAt),
    unproven: sql`${certificates.revokedAt} is null and ${unproven} <> '{}'`,
    revoked: isNotNull(certificates.revokedAt),
  }
  const parts = [
    states[state],
    q === ''
      ? undefined
      : sql`(${certificates.name} ilike ${wanted} or ${people.externalId} ilike ${wanted})`,
  ].filter((part) => part !== undefined)
  const where = parts.length === 0 ? undefined : sql.join(parts, sql` and `)
  const joined = () =>
    database
      .select({
        certificate: certificates,
        unproven,
        number: people.externalId,
        department: { zh: departments.nameZh, en: departments.nameEn },
      })
      .from(certificates)
      .innerJoin(people, eq(people.id, certificates.learnerId))
      .innerJoin(departments, eq(departments.id, people.departmentId))
      .where(where)
  const [rows, [counted]] = await Promise.all([
    joined()
      .orderBy(desc(certificates.issuedAt), certificates.code)
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    database
      .select({ total: count() })
      .from(certificates)
      .innerJoin(people, eq(people.id, certificates.learnerId))
      .where(where),
  ])
  return {
    rows: rows.map(({ certificate, ...rest }) => ({
      ...certificateOf(certificate),
      ...rest,
      revokedFor: certificate.revokedFor,
    })),
    total: counted?.total ?? 0,
  }
}
