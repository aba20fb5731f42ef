/**
 * Links that let their holder set a password, once. What is stored is a digest: the link itself exists only in what
 * issuing returns. A token is the person's id and 256 random bits; a newer link of a kind replaces the one before.
 */
import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Queries } from '../db/client.server'
import { verifications } from '../db/schema'
import { uuidv7 } from '../db/uuid'

const PURPOSES = ['invitation', 'recovery'] as const
type Purpose = (typeof PURPOSES)[number]

const identifierOf = (purpose: Purpose, userId: string): string => `${purpose}:${userId}`
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
export const newSecret = (): string => randomBytes(32).toString('base64url')

export async function issueLink(
  tx: Queries,
  purpose: Purpose,
  userId: string,
  hours: number,
): Promise<{ token: string; expiresAt: Date }> {
  const secret = newSecret()
  const expiresAt = new Date(Date.now() + hours * 3_600_000)
  await tx.delete(verifications).where(eq(verifications.identifier, identifierOf(purpose, userId)))
  await tx
    .insert(verifications)
    .values({ id: uuidv7(), identifier: identifierOf(purpose, userId), value: digestOf(secret), expiresAt })
  return { token: `${userId}.${secret}`, expiresAt }
}

/** No link that was handed out opens this account any more. */
export async function withdrawLinks(tx: Queries, userId: string): Promise<void> {
  const all = PURPOSES.map((purpose) => identifierOf(purpose, userId))
  await tx.delete(verifications).where(inArray(verifications.identifier, all))
}

const TOKEN =
  /^(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?<secret>[A-Za-z0-9_-]{43})$/

/** Whose link it says it is; nothing is proved yet. */
export const ownerOf = (token: string): string | undefined => TOKEN.exec(token)?.groups?.['id']

/** Whether the token is the newest of its kind, unused and in time. Held until the transaction ends. */
export async function holdsLink(tx: Queries, purpose: Purpose, token: string): Promise<boolean> {
  const { id, secret } = TOKEN.exec(token)?.groups ?? {}
  if (id === undefined || secret === undefined) return false
  const [row] = await tx
    .select({ digest: verifications.value })
    .from(verifications)
    .where(
      and(eq(verifications.identifier, identifierOf(purpose, id)), gt(verifications.expiresAt, new Date())),
    )
    .for('update')
  return row !== undefined && isDigestOf(row.digest, secret)
}

export const isDigestOf = (digest: string, secret: string): boolean =>
  timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(secret)))
