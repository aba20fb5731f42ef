import 'server-only'
import { z } from 'zod'
import { acceptSetup, isSetupOpen } from '../auth/first-administrator.server'
import { hashPassword, PASSWORD } from '../auth/passwords.server'
import { Email, Name } from '../people/shapes'
import { arriveWith } from './arrival.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

export const routes = [
  defineRoute({
    method: 'POST',
    path: '/setup',
    permission: 'public',
    summary:
      'Make the first administrator of an installation that has none, with the link that its start printed.',
    body: z.object({
      token: z.string().max(100),
      name: Name,
      email: Email,
      password: z.string().min(PASSWORD.min).max(PASSWORD.max),
    }),
    response: z.object({ done: z.literal(true) }),
    limit: { points: 20, seconds: 300 },
    maxBytes: 2_048,
    deadline: 30,
    async handle({ body: { token, password, ...person }, request }) {
      if (!(await isSetupOpen(token))) return refuse('not_found')
      const made = await acceptSetup(token, person, await hashPassword(password), request.headers)
      if (!made) return refuse('not_found')
      return arriveWith(person, password, request.headers)
    },
  }),
]
