import 'server-only'
import { z } from 'zod'
import { cameFrom } from '../auth/origin.server'
import { hashPassword, PASSWORD } from '../auth/passwords.server'
import { acceptRecovery, findAccount, findRecovering } from '../auth/recovery.server'
import { addressDigest, forgetFailures } from '../auth/sign-in.server'
import { db } from '../db/client.server'
import { uuidv7 } from '../db/uuid'
import { enqueue } from '../jobs/enqueue.server'
import { smtp } from '../mail/smtp.server'
import { notify } from '../notifications/notify.server'
import { Email } from '../people/shapes'
import { arriveWith } from './arrival.server'
import { audit } from './audit.server'
import { refuse, Refusal } from './errors'
import { type Limit, spend } from './limits.server'
import { defineRoute } from './route.server'

const Done = z.object({ done: z.literal(true) })
/** Mails one address gets, however many ask for them; past that the answer is the same and nothing is sent. */
const PER_ACCOUNT: Limit = { points: 3, seconds: 3600 }

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/recovery',
    permission: 'public',
    summary:
      'Ask for a mail with which one sets a new password; the answer does not tell whether the address is known.',
    body: z.object({ email: Email }),
    response: Done,
    status: 202,
    limit: { points: 20, seconds: 600 },
    maxBytes: 2_048,
    async handle({ body }) {
      if (!smtp()) return refuse('not_found')
      const { allowed } = await spend(`recovery account ${addressDigest(body.email)}`, PER_ACCOUNT)
      const user = (await findAccount(body.email)) ?? uuidv7()
      // For an address that nobody has the same is done as for any other, so that no stopwatch tells them apart.
      if (allowed) await enqueue(db(), 'recovery.mail', { user, reason: 'asked' })
      return { done: true as const }
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/recovery/accept',
    permission: 'public',
    summary:
      'Set a new password with a link; the link is used up, every session ends, and a new one comes as a cookie.',
    body: z.object({
      token: z.string().max(100),
      password: z.string().min(PASSWORD.min).max(PASSWORD.max),
    }),
    response: Done,
    limit: { points: 20, seconds: 300 },
    maxBytes: 2_048,
    deadline: 30,
    async handle({ body, request }) {
      // Looked up before the costly hash, and again under lock: a link is good for one of two people who share it.
      if (!(await findRecovering(body.token))) return refuse('not_found')
      const stored = await hashPassword(body.password)
      const person = await db().transaction(async (tx) => {
        const found = await findRecovering(body.token, tx)
        if (!found) throw new Refusal('not_found')
        const sessionsEnded = await acceptRecovery(tx, found, stored)
        await audit(tx, cameFrom(found, request.headers), 'password.recovered', `user ${found.id}`, {
          sessionsEnded,
        })
        await notify(tx, found.id, 'account.password', { with: 'link' })
        return found
      })
      await forgetFailures(person.email, request.headers)
      return arriveWith(person, body.password, request.headers)
    },
  }),
]
