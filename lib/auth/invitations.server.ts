import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, eq, gt } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { accounts, people, users, verifications } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { site } from './environment.server'
import { passwordAccount } from './passwords.server'

/** Days for which the link is good. */
export const INVITATION_DAYS = 7

const identifierOf = (userId: string): string => `invitation:${userId}`
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/**
 * Makes the one link with which a person may set their password; every earlier link stops working. What is stored is
 * a digest: the link itself exists only in what this returns. `token` is the person's id and 256 random bits.
 */
export async function issueInvitation(
  tx: Queries,
  userId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000)
  await withdrawInvitation(tx, userId)
  await tx
    .insert(verifications)
    .values({ id: uuidv7(), identifier: identifierOf(userId), value: digestOf(secret), expiresAt })
  return { token: `${userId}.${secret}`, expiresAt }
}

export async function withdrawInvitation(tx: Queries, userId: string): Promise<void> {
  await tx.delete(verifications).where(eq(verifications.identifier, identifierOf(userId)))
}

export const invitationLink = (token: string): string => `${site().origin}/invitation/${token}`

export type Invited = { id: string; name: string; email: string; locale: 'zh' | 'en' | null }

/** Who a link belongs to; undefined for a forged, used, replaced or expired one, and for a closed account. */
export async function findInvited(token: string, database: Queries = db()): Promise<Invited | undefined> {
  const { id, secret } = TOKEN.exec(token)?.groups ?? {}
  if (id === undefined || secret === undefined) return undefined
  const [row] = await database
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      locale: users.locale,
      digest: verifications.value,
    })
    .from(verifications)
    .innerJoin(users, eq(users.id, id))
    .innerJoin(people, eq(people.id, users.id))
    .where(
      and(
        eq(verifications.identifier, identifierOf(id)),
        gt(verifications.expiresAt, new Date()),
        eq(users.banned, false),
        eq(people.status, 'invited'),
      ),
    )
    .for('update')
  if (!row) return undefined
  const { digest, ...invited } = row
  return timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(secret))) ? invited : undefined
}

const TOKEN =
  /^(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?<secret>[A-Za-z0-9_-]{43})$/

/** Lets the person in with this password, and uses the link up. `stored` is the password's hash. */
export async function acceptInvitation(tx: Queries, invited: Invited, stored: string): Promise<void> {
  await withdrawInvitation(tx, invited.id)
  await tx.delete(accounts).where(and(eq(accounts.userId, invited.id), eq(accounts.providerId, 'credential')))
  await tx.insert(accounts).values(passwordAccount(invited.id, stored))
  await tx.update(people).set({ status: 'active' }).where(eq(people.id, invited.id))
  await tx.update(users).set({ emailVerified: true, updatedAt: new Date() }).where(eq(users.id, invited.id))
}
