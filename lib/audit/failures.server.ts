/** Sign-ins that were refused: one entry of the log an account, an address and a minute, and beside it how many there were. */
import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { originOf } from '../auth/origin.server'
import { db, type Database } from '../db/client.server'
import { auditOrigins, signInFailures, users } from '../db/schema'

export type Refused = 'wrong' | 'disabled' | 'limited'

/** Different entries a minute. Whoever comes from more addresses than that fills one entry, and not the disk. */
const MOST = 200

/** Accounts that do not exist share one row, so that names typed at random fill nothing either. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export async function recordRefused(
  email: string,
  outcome: Refused,
  headers: Headers,
  database: Database = db(),
): Promise<void> {
  const [user] = await database
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email.toLowerCase()))
  const origin = originOf(headers)
  const { address } = origin
  await database.transaction(async (tx) => {
    const minute = sql`date_trunc('minute', now())`
    const [lately] = await tx.execute<{ n: number }>(
      sql`select count(*)::int n from sign_in_failures where minute = ${minute}`,
    )
    const isFlood = lately!.n >= MOST
    const accountId = isFlood ? NOBODY : (user?.id ?? NOBODY)
    const [row] = await tx
      .insert(signInFailures)
      .values({ accountId, address: isFlood ? '*' : (address ?? ''), minute, count: 1 })
      .onConflictDoUpdate({
        target: [signInFailures.accountId, signInFailures.address, signInFailures.minute],
        set: { count: sql`${signInFailures.count} + 1` },
      })
      .returning({ eventId: signInFailures.eventId, count: signInFailures.count })
    const { eventId, count } = row!
    if (count > 1) return
    const subject = accountId === NOBODY ? 'account' : `user ${accountId}`
    // Whoever failed to sign in is not known to be that person: nobody did it, to an account.
    await audit(tx, null, 'sign-in.refused', subject, { outcome }, eventId)
    if (!isFlood) await tx.insert(auditOrigins).values({ eventId, actorId: accountId, ...origin })
  })
}
