import 'server-only'
import { audit } from '../api/audit.server'
import { invitationLink, issueInvitation } from '../auth/invitations.server'
import { issueRecovery, recoveryLink } from '../auth/recovery.server'
import type { Viewer } from '../auth/permissions'
import { db, type Database, type Queries } from '../db/client.server'
import { people, users } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { day } from '../insights/dates'
import { enqueue } from '../jobs/enqueue.server'
import { smtp } from '../mail/smtp.server'
import { notify } from '../notifications/notify.server'
import { checkPlace, faultOfConflict, holdPerson, isSelf } from './guards.server'
import type { Fault, NewPerson } from './shapes'

/** How the link reaches the person: by mail, or by whoever invited them. */
export type Delivery = { how: 'mail' } | { how: 'link'; link: string; expiresAt: string }

/** Creates the account and invites the person to set a password. */
export async function invitePerson(
  viewer: Viewer<'people.manage'>,
  person: NewPerson,
  database: Database = db(),
): Promise<{ id: string; delivery: Delivery } | { fault: Fault }> {
  try {
    return await database.transaction(async (tx) => {
      const id = uuidv7()
      const fault = await checkPlace(tx, id, person)
      if (fault) return { fault }
      await addPerson(tx, id, person)
      const { role, departmentId, cohortId, mentorId } = person
      await audit(tx, viewer, 'person.invited', `user ${id}`, { role, departmentId, cohortId, mentorId })
      return { id, delivery: await deliver(tx, id) }
    })
  } catch (error) {
    return { fault: faultOfConflict(error) }
  }
}

/** The rows of someone who has not come yet. */
export async function addPerson(
  tx: Queries,
  id: string,
  person: NewPerson & { joinedOn?: string },
): Promise<void> {
  const { name, email, role, number, departmentId, cohortId, mentorId, joinedOn } = person
  await tx.insert(users).values({ id, name, email, role })
  await tx.insert(people).values({
    id,
    externalId: number,
    departmentId,
    cohortId,
    mentorId,
    status: 'invited',
    joinedOn: joinedOn ?? day(new Date()),
  })
  await notify(tx, id, 'account.invited', {}, id)
}

/** With a mail server the link is made when the mail is, and nobody else sees it. */
export async function deliver(tx: Queries, id: string): Promise<Delivery> {
  if (smtp()) {
    await enqueue(tx, 'invitation.mail', { user: id })
    return { how: 'mail' }
  }
  const { token, expiresAt } = await issueInvitation(tx, id)
  return { how: 'link', link: invitationLink(token), expiresAt: expiresAt.toISOString() }
}

/** A new link for someone who has not come yet; earlier ones stop working. */
export async function inviteAgain(
  viewer: Viewer<'people.manage'>,
  id: string,
  database: Database = db(),
): Promise<{ delivery: Delivery } | { fault: Fault }> {
  return database.transaction(async (tx) => {
    const person = await holdPerson(tx, id)
    if (!person) return { fault: 'not-found' as const }
    if (person.status !== 'invited' || person.banned) return { fault: 'not-invited' as const }
    await audit(tx, viewer, 'person.invited-again', `user ${id}`)
    return { delivery: await deliver(tx, id) }
  })
}

/**
 * A link with which somebody else sets a new password. The old one goes on working until then: whoever remembers it
 * after all has lost nothing.
 */
export async function recoverPerson(
  viewer: Viewer<'people.manage'>,
  id: string,
  database: Database = db(),
): Promise<{ delivery: Delivery } | { fault: Fault }> {
  if (isSelf(viewer, id)) return { fault: 'own-password' }
  return database.transaction(async (tx) => {
    const person = await holdPerson(tx, id)
    if (!person) return { fault: 'not-found' as const }
    if (person.banned || person.status === 'inactive') return { fault: 'closed' as const }
    if (person.status === 'invited') return { fault: 'not-come' as const }
    await audit(tx, viewer, 'password.recovery-given', `user ${id}`)
    return { delivery: await deliverRecovery(tx, id) }
  })
}

export async function deliverRecovery(tx: Queries, id: string): Promise<Delivery> {
  if (smtp()) {
    await enqueue(tx, 'recovery.mail', { user: id, reason: 'given' })
    return { how: 'mail' }
  }
  const { token, expiresAt } = await issueRecovery(tx, id, 'given')
  return { how: 'link', link: recoveryLink(token), expiresAt: expiresAt.toISOString() }
}
