/**
 * How an installation without an administrator gets one: a link that whoever starts the site reads in its terminal.
 * Every start may print one, and two starts at once may print two; the first that is used ends them all.
 */
import 'server-only'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { db, type Database, type Queries } from '../db/client.server'
import { people, sessions, users, verifications } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { withdrawLinks, digestOf, newSecret } from './one-time-links.server'
import { cameFrom } from './origin.server'
import { replacePassword } from './passwords.server'
import { findAccount, hasAdministrator } from './recovery.server'

export const SETUP_HOURS = 24
const IDENTIFIER = 'setup'
const SECRET = /^[A-Za-z0-9_-]{43}$/

/** The path of a link that makes the first administrator; undefined where there is one. */
export async function issueSetup(database: Database): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    if (await hasAdministrator(tx)) return undefined
    const secret = newSecret()
    const expiresAt = new Date(Date.now() + SETUP_HOURS * 3_600_000)
    await tx
      .delete(verifications)
      .where(and(eq(verifications.identifier, IDENTIFIER), lt(verifications.expiresAt, new Date())))
    await tx
      .insert(verifications)
      .values({ id: uuidv7(), identifier: IDENTIFIER, value: digestOf(secret), expiresAt })
    return `/setup/${secret}`
  })
}

/** Whether this link still makes one. */
export async function isSetupOpen(secret: string, database: Queries = db()): Promise<boolean> {
  if (!SECRET.test(secret)) return false
  // Looked for by its digest: what a stopwatch tells about a digest tells nothing about the secret.
  const [row] = await database
    .select({ id: verifications.id })
    .from(verifications)
    .where(
      and(
        eq(verifications.identifier, IDENTIFIER),
        eq(verifications.value, digestOf(secret)),
        gt(verifications.expiresAt, new Date()),
      ),
    )
  return row !== undefined && !(await hasAdministrator(database))
}

/**
 * Makes the administrator and ends every such link. An account that the address has already is given the role: who
 * holds the link rules the machine the site runs on.
 * @returns undefined when somebody was faster
 */
export async function acceptSetup(
  secret: string,
  { name, email }: { name: string; email: string },
  stored: string,
  headers: Headers,
  database: Database = db(),
): Promise<{ id: string } | undefined> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('zhucai first administrator'))`)
    if (!(await isSetupOpen(secret, tx))) return undefined
    await tx.delete(verifications).where(eq(verifications.identifier, IDENTIFIER))
    const { id } = await makeAdministrator(tx, { name, email })
    await replacePassword(tx, id, stored)
    await audit(tx, cameFrom({ id }, headers), 'administrator.made', `user ${id}`, { by: 'first-link' })
    return { id }
  })
}

/**
 * An open account with the role, new or found by its address. A known one is signed out everywhere, its links end, and
 * its name changes only where one is given. The password is the caller's business.
 */
export async function makeAdministrator(
  tx: Queries,
  { name, email }: { name?: string; email: string },
): Promise<{ id: string; isNew: boolean }> {
  const known = await findAccount(email, tx)
  const open = { role: 'admin' as const, banned: false, banReason: null, banExpires: null }
  if (known === undefined) {
    const id = uuidv7()
    await tx
      .insert(users)
      .values({ id, name: name ?? email.split('@')[0]!, email, emailVerified: true, ...open })
    return { id, isNew: true }
  }
  const change = { ...(name === undefined ? {} : { name }), ...open, updatedAt: new Date() }
  await tx.update(users).set(change).where(eq(users.id, known))
  await tx.update(people).set({ status: 'active' }).where(eq(people.id, known))
  await withdrawLinks(tx, known)
  await tx.delete(sessions).where(eq(sessions.userId, known))
  return { id: known, isNew: false }
}
