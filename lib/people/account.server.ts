/** Whether an account is open, and what it may do. */
import 'server-only'
import { and, eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { withdrawLinks } from '../auth/one-time-links.server'
import { forgetPassword } from '../auth/passwords.server'
import type { Role, Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { accounts, people, users } from '../db/schema'
import { notify } from '../notifications/notify.server'
import {
  endSessions,
  holdAdmins,
  holdPerson,
  isLastAdmin,
  isSelf,
  releaseMentees,
  type Subject,
} from './guards.server'
import { deliver, deliverRecovery, type Delivery } from './invite.server'
import type { Fault } from './shapes'

type Outcome = { done: true } | { fault: Fault }

/** Gives another role; whoever is signed in with the old one has to sign in again. */
export async function changeRole(
  viewer: Viewer<'people.manage'>,
  id: string,
  role: Role,
  database: Database = db(),
): Promise<Outcome> {
  if (isSelf(viewer, id)) return { fault: 'self' }
  return database.transaction(async (tx): Promise<Outcome> => {
    const admins = await holdAdmins(tx)
    const person = await holdPerson(tx, id)
    if (!person) return { fault: 'not-found' }
    if (person.role === role) return { done: true }
    if (isLastAdmin(admins, person)) return { fault: 'last-admin' }
    await giveRole(tx, viewer, person, role)
    return { done: true }
  })
}

/** With what follows from it; whether it may be done has been decided. */
export async function giveRole(
  tx: Queries,
  viewer: Viewer<'people.manage'>,
  { id, role: from }: Pick<Subject, 'id' | 'role'>,
  role: Role,
): Promise<void> {
  await tx.update(users).set({ role, updatedAt: new Date() }).where(eq(users.id, id))
  const released = from === 'mentor' ? await releaseMentees(tx, id) : 0
  const sessionsEnded = await endSessions(tx, id)
  const data = { from, to: role, menteesReleased: released, sessionsEnded }
  await audit(tx, viewer, 'person.role-changed', `user ${id}`, data)
  await notify(tx, id, 'account.role', { role })
}

/** Closes an account: every session ends, no link or password opens it, and nothing recorded is lost. */
export async function deactivate(
  viewer: Viewer<'people.manage'>,
  id: string,
  database: Database = db(),
): Promise<Outcome> {
  if (isSelf(viewer, id)) return { fault: 'self' }
  return database.transaction(async (tx): Promise<Outcome> => {
    const admins = await holdAdmins(tx)
    const person = await holdPerson(tx, id)
    if (!person) return { fault: 'not-found' }
    if (isLastAdmin(admins, person)) return { fault: 'last-admin' }
    await closeAccount(tx, viewer, person)
    return { done: true }
  })
}

/** With what follows from it; whether it may be done has been decided. */
export async function closeAccount(
  tx: Queries,
  viewer: Viewer<'people.manage'>,
  { id, role }: Pick<Subject, 'id' | 'role'>,
): Promise<void> {
  await tx
    .update(users)
    .set({ banned: true, banExpires: null, updatedAt: new Date() })
    .where(eq(users.id, id))
  await tx.update(people).set({ status: 'inactive' }).where(eq(people.id, id))
  await withdrawLinks(tx, id)
  const menteesReleased = role === 'mentor' ? await releaseMentees(tx, id) : 0
  const data = { sessionsEnded: await endSessions(tx, id), menteesReleased }
  await audit(tx, viewer, 'person.deactivated', `user ${id}`, data)
  await notify(tx, id, 'account.closed', {})
}

/**
 * Opens it again. Whoever had a password sets a new one with a link, unless the old one is kept on purpose: an account
 * is often closed because somebody else knows it. Who had never set one is as invited as before, with a new link.
 */
export async function reactivate(
  viewer: Viewer<'people.manage'>,
  id: string,
  password: 'new' | 'keep',
  database: Database = db(),
): Promise<{ done: true; delivery: Delivery | null } | { fault: Fault }> {
  if (isSelf(viewer, id)) return { fault: 'self' }
  return database.transaction(async (tx) => {
    const person = await holdPerson(tx, id)
    if (!person) return { fault: 'not-found' as const }
    if (!person.banned && person.status !== 'inactive') return { done: true as const, delivery: null }
    const [account] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.userId, id), eq(accounts.providerId, 'credential')))
    const status = account || person.status === null ? 'active' : 'invited'
    const change = { banned: false, banReason: null, banExpires: null, updatedAt: new Date() }
    await tx.update(users).set(change).where(eq(users.id, id))
    await tx.update(people).set({ status }).where(eq(people.id, id))
    await audit(tx, viewer, 'person.reactivated', `user ${id}`, { status, password })
    if (status === 'invited') return { done: true as const, delivery: await deliver(tx, id) }
    await notify(tx, id, 'account.opened', {})
    if (password === 'keep') return { done: true as const, delivery: null }
    await forgetPassword(tx, id)
    return { done: true as const, delivery: await deliverRecovery(tx, id) }
  })
}
