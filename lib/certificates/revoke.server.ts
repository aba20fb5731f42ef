import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, db } from '../db/client.server'
import { certificates } from '../db/schema'
import { notify } from '../notifications/notify.server'
import { CertificateCode } from './code'

/** For ever: what was shown as revoked to somebody outside cannot come back. */
export async function revokeCertificate(
  viewer: Viewer<'certificates.revoke'>,
  code: string,
  reason: string,
  database: Database = db(),
  now: Date = new Date(),
): Promise<'revoked' | 'unknown' | 'already'> {
  if (!CertificateCode.safeParse(code).success) return 'unknown'
  return database.transaction(async (tx) => {
    const [row] = await tx
      .update(certificates)
      .set({ revokedAt: now, revokedBy: viewer.id, revokedFor: reason })
      .where(and(eq(certificates.code, code), isNull(certificates.revokedAt)))
      .returning({ learner: certificates.learnerId, stage: certificates.stage })
    if (row) {
      const data = { learner: row.learner, stage: row.stage, reason }
      await audit(tx, viewer, 'certificate.revoked', `certificate ${code}`, data)
      await notify(tx, row.learner, 'certificate.revoked', { stage: row.stage, code }, code)
      return 'revoked'
    }
    const [known] = await tx
      .select({ code: certificates.code })
      .from(certificates)
      .where(eq(certificates.code, code))
    return known ? 'already' : 'unknown'
  })
}
