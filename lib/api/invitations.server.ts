import 'server-only'
import { z } from 'zod'
import { acceptInvitation, findInvited } from '../auth/invitations.server'
import { hashPassword, PASSWORD } from '../auth/passwords.server'
import { cameFrom } from '../auth/origin.server'
import { db } from '../db/client.server'
import { arriveWith } from './arrival.server'
import { audit } from './audit.server'
import { refuse, Refusal } from './errors'
import { defineRoute } from './route.server'

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/invitations/accept',
    permission: 'public',
    summary:
      'Set a password with the link of an invitation; the link is used up and the session comes as a cookie.',
    body: z.object({
      token: z.string().max(100),
      password: z.string().min(PASSWORD.min).max(PASSWORD.max),
    }),
    response: z.object({ done: z.literal(true) }),
    limit: { points: 20, seconds: 300 },
    maxBytes: 2_048,
    deadline: 30,
    async handle({ body, request }) {
      // Looked up before the costly hash, and again under lock: a link is good for one of two people who share it.
      if (!(await findInvited(body.token))) return refuse('not_found')
      const stored = await hashPassword(body.password)
      const invited = await db().transaction(async (tx) => {
        const found = await findInvited(body.token, tx)
        if (!found) throw new Refusal('not_found')
        await acceptInvitation(tx, found, stored)
        await audit(tx, cameFrom(found, request.headers), 'invitation.accepted', `user ${found.id}`)
        return found
      })
      return arriveWith(invited, body.password, request.headers)
    },
  }),
]
