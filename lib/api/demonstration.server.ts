import 'server-only'
import { z } from 'zod'
import { leaveDemo, planLeaving } from '../demo/leave.server'
import { keepCounting } from '../insights/rollup/background.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Names = z.object({ zh: z.string(), en: z.string() })
const Groups = z.object({ gone: z.int(), kept: z.array(Names) })
const FAULTS = {
  'no-demonstration': 'This installation is not a demonstration.',
  'no-administrator':
    'Somebody real has to be able to administer first: invite an administrator of your own.',
} as const

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/demonstration',
    permission: 'people.manage',
    summary: 'What leaving the demonstration would remove and keep.',
    response: z.object({
      since: z.iso.datetime(),
      invented: z.int(),
      real: z.array(
        z.object({ id: z.uuid(), name: z.string(), email: z.string(), isTakenOver: z.boolean() }),
      ),
      administrators: z.int(),
      departments: Groups,
      cohorts: Groups,
      assignments: z.int(),
      withoutMentor: z.int(),
    }),
    limit: { points: 30, seconds: 60 },
    async handle({ viewer }) {
      return (await planLeaving(viewer)) ?? refuse('not_found')
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/demonstration/removal',
    permission: 'people.manage',
    summary: 'Leave the demonstration: everything invented goes, everything real stays.',
    body: z.object({ confirmation: z.literal('remove') }),
    response: z.object({ done: z.literal(true), invented: z.int(), real: z.int() }),
    limit: { points: 5, seconds: 60 },
    deadline: 120,
    async handle({ viewer }) {
      const result = await leaveDemo(viewer)
      if ('fault' in result)
        return refuse('invalid', { issues: [{ path: result.fault, message: FAULTS[result.fault] }] })
      keepCounting()
      return result
    },
  }),
]
