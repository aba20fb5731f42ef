import 'server-only'
import { z } from 'zod'
import { addCohort, changeCohort, listCohorts, removeCohort } from '../people/cohorts.server'
import { CohortFields } from '../people/shapes'
import { refusePeople } from './people-faults.server'
import { defineRoute } from './route.server'
import { Day } from '../db/day'

const Done = z.object({ done: z.literal(true) })
const Cohort = z.object({ cohort: z.uuid() })

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/cohorts',
    permission: 'people.manage',
    summary: 'All cohorts, the newest first.',
    response: z.object({
      cohorts: z.array(
        z.object({
          id: z.uuid(),
          nameZh: z.string(),
          nameEn: z.string(),
          startsOn: Day,
          people: z.int(),
        }),
      ),
    }),
    limit: { points: 120, seconds: 60 },
    handle: async ({ viewer }) => ({ cohorts: await listCohorts(viewer) }),
  }),

  defineRoute({
    method: 'POST',
    path: '/cohorts',
    permission: 'people.manage',
    summary: 'Add a cohort.',
    body: CohortFields,
    response: z.object({ id: z.uuid() }),
    status: 201,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, body }) {
      const result = await addCohort(viewer, body)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),

  defineRoute({
    method: 'PATCH',
    path: '/cohorts/{cohort}',
    permission: 'people.manage',
    summary: 'Rename a cohort, or change the day on which it begins.',
    params: Cohort,
    body: CohortFields.partial(),
    response: Done,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params, body }) {
      const result = await changeCohort(viewer, params.cohort, body)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/cohorts/{cohort}',
    permission: 'people.manage',
    summary: 'Remove a cohort in which nobody is.',
    params: Cohort,
    response: Done,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params }) {
      const result = await removeCohort(viewer, params.cohort)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),
]
