import 'server-only'
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { StageId } from '../curriculum/ids'
import { db, type Queries } from '../db/client.server'
import type { CountedPage } from '../db/keyset'
import { counts, type Order, readCountedPage } from '../db/keyset.server'
import { containing } from '../db/containing.server'
import { certificates, departments, lessonStates, people, users } from '../db/schema'
import { CertificateCode } from './code'
import type { ListFilter } from './list-filter'

/** What the certificate says to anybody who has its address. Why one was revoked is for those who revoke. */
export type Certificate = {
  code: string
  stage: StageId
  name: string
  /** `by` is unknown of certificates issued before it was kept. */
  lessons: { lesson: string; version: number; verifiedAt: Date; by?: 'checks' | 'placement' | undefined }[]
  issuedAt: Date
  revokedAt: Date | null
  /** The corrected one that stands in its place. */
  replacedBy: string | null
}

type Row = typeof certificates.$inferSelect

const certificateOf = (row: Row): Certificate => ({
  code: row.code,
  stage: StageId.parse(row.stage),
  name: row.name,
  lessons: row.lessons.map((one) => ({ ...one, verifiedAt: new Date(one.verifiedAt) })),
  issuedAt: row.issuedAt,
  revokedAt: row.revokedAt,
  replacedBy: row.replacedBy,
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
  /** As the person is called today. */
  nameNow: string
  /** Another one of the same person and stage is valid. */
  hasValid: boolean
}

/** Lessons of a certificate whose verification has ended since: text[]. */
const unproven = sql<string[]>`array(
  select one ->> 'lesson' from jsonb_array_elements(${certificates.lessons}) one
  where not exists (
    select from ${lessonStates} where ${lessonStates.learnerId} = ${certificates.learnerId}
      and ${lessonStates.lesson} = one ->> 'lesson' and ${lessonStates.verifiedAt} is not null))`

const hasValid = sql<boolean>`exists (
  select from certificates other where other.learner_id = ${certificates.learnerId}
    and other.stage = ${certificates.stage} and other.revoked_at is null)`

const PAGE_SIZE = 50

const ORDER: Order = [
  { by: sql`${certificates.issuedAt}`, type: 'moment', descending: true },
  { by: sql`${certificates.code}`, type: 'text' },
]

/** Certificates of everybody, the newest first. */
export async function listCertificates(
  _viewer: Viewer<'certificates.revoke'>,
  { state, q, cursor }: ListFilter,
  database: Queries = db(),
): Promise<CountedPage<ListedCertificate>> {
  const states: Record<ListFilter['state'], SQL | undefined> = {
    all: undefined,
    valid: isNull(certificates.revokedAt),
    unproven: sql`${certificates.revokedAt} is null and ${unproven} <> '{}'`,
    revoked: isNotNull(certificates.revokedAt),
  }
  const named = q === '' ? undefined : containing(q, sql`${certificates.name}`, sql`${people.externalId}`)
  const { rows, ...page } = await readCountedPage(
    'certificates',
    ORDER,
    cursor,
    PAGE_SIZE,
    ({ where, orderBy, limit, mark }) =>
      database
        .select({
          certificate: certificates,
          unproven,
          nameNow: users.name,
          hasValid,
          number: people.externalId,
          department: { zh: departments.nameZh, en: departments.nameEn },
          mark,
        })
        .from(certificates)
        .innerJoin(people, eq(people.id, certificates.learnerId))
        .innerJoin(users, eq(users.id, certificates.learnerId))
        .innerJoin(departments, eq(departments.id, people.departmentId))
        .where(and(states[state], named, where))
        .orderBy(orderBy)
        .limit(limit),
    async (before) => {
      const [counted] = await database
        .select(counts(before))
        .from(certificates)
        .innerJoin(people, eq(people.id, certificates.learnerId))
        .where(and(states[state], named))
      return counted!
    },
  )
  return {
    ...page,
    rows: rows.map(({ certificate, ...rest }) => ({
      ...certificateOf(certificate),
      ...rest,
      revokedFor: certificate.revokedFor,
    })),
  }
}
