import 'server-only'
import { z } from 'zod'
import {
  addDepartment,
  changeDepartment,
  listDepartments,
  removeDepartment,
} from '../people/departments.server'
import { assignMentors, planMentors } from '../people/mentors.server'
import { DepartmentFields } from '../people/shapes'
import { refusePeople } from './people-faults.server'
import { defineRoute } from './route.server'

const Done = z.object({ done: z.literal(true) })
const Department = z.object({ department: z.uuid() })
const MentorScope = z.object({
  department: z.uuid().optional(),
  cohort: z.uuid().optional(),
  capacity: z.coerce.number().int().min(1).max(1_000).optional(),
})

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/departments',
    permission: 'people.manage',
    summary: 'The tree of departments in reading order.',
    response: z.object({
      departments: z.array(
        z.object({
          id: z.uuid(),
          parentId: z.uuid().nullable(),
          nameZh: z.string(),
          nameEn: z.string(),
          depth: z.int(),
          people: z.int(),
          openAssignments: z.int(),
        }),
      ),
    }),
    limit: { points: 120, seconds: 60 },
    handle: async ({ viewer }) => ({ departments: await listDepartments(viewer) }),
  }),

  defineRoute({
    method: 'POST',
    path: '/departments',
    permission: 'people.manage',
    summary: 'Add a department, at the top or inside another.',
    body: DepartmentFields,
    response: z.object({ id: z.uuid() }),
    status: 201,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, body }) {
      const result = await addDepartment(viewer, body)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),

  defineRoute({
    method: 'PATCH',
    path: '/departments/{department}',
    permission: 'people.manage',
    summary: 'Rename a department, or move it with all below it.',
    params: Department,
    body: DepartmentFields.partial(),
    response: Done,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params, body }) {
      const result = await changeDepartment(viewer, params.department, body)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/departments/{department}',
    permission: 'people.manage',
    summary: 'Remove a department with nobody and nothing in it.',
    params: Department,
    response: Done,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params }) {
      const result = await removeDepartment(viewer, params.department)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),

  defineRoute({
    method: 'GET',
    path: '/mentors/plan',
    permission: 'people.manage',
    summary: 'Who would look after those without a mentor, so that the mentors’ loads come out even.',
    query: MentorScope,
    response: z.object({
      digest: z.string(),
      pairs: z.array(
        z.object({ person: z.uuid(), name: z.string(), number: z.string(), mentorName: z.string() }),
      ),
      loads: z.array(z.object({ name: z.string(), before: z.int(), after: z.int() })),
      left: z.int(),
      absent: z.int(),
    }),
    limit: { points: 60, seconds: 60 },
    handle: ({ viewer, query }) => planMentors(viewer, query),
  }),

  defineRoute({
    method: 'POST',
    path: '/mentors/plan',
    permission: 'people.manage',
    summary: 'Carry the shown plan out; refused when people or mentors changed since.',
    body: MentorScope.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: z.object({ assigned: z.int() }),
    limit: { points: 20, seconds: 60 },
    async handle({ viewer, body }) {
      const { digest, ...scope } = body
      const result = await assignMentors(viewer, scope, digest)
      return 'fault' in result ? refusePeople(result.fault) : result
    },
  }),
]
