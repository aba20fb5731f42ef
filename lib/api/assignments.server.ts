import 'server-only'
import { z } from 'zod'
import { NewAssignment, NewDate, NewException, STANDINGS } from '../assignments/decide'
import { dueFor } from '../assignments/due.server'
import { listAssignments, readAssignment } from '../assignments/read.server'
import {
  cancelAssignment,
  exceptPerson,
  giveAssignment,
  remindNow,
  rescheduleAssignment,
} from '../assignments/write.server'
import { Cursor } from '../db/keyset'
import { refuse } from './errors'
import { defineRoute } from './route.server'
import { Day } from '../db/day'

const Done = z.object({ done: z.literal(true) })
const DONE = { done: true } as const
const Names = z.object({ zh: z.string(), en: z.string() })
const Standing = z.enum(STANDINGS)
const Counts = z.object({
  /** Those who have accepted their invitation. */
  people: z.int(),
  done: z.int(),
  waived: z.int(),
  overdue: z.int(),
  open: z.int(),
  /** Those who have not: they are asked when they come. */
  invited: z.int(),
})

const AssignmentAnswer = z.object({
  id: z.uuid(),
  subject: z.enum(['track', 'lesson']),
  subjectId: z.string(),
  title: Names,
  audience: z.enum(['department', 'cohort', 'person']),
  audienceId: z.uuid(),
  audienceName: Names,
  dueOn: Day,
  /** Days that whoever comes later has; null where the day is one for all. */
  dueDays: z.int().nullable(),
  note: z.string().nullable(),
  by: z.string(),
  cancelled: z.boolean(),
  counts: Counts,
})

const answer = <T extends { cancelledAt: Date | null }>(assignment: T) => ({
  ...assignment,
  cancelled: assignment.cancelledAt !== null,
})

export const routes = [
  defineRoute({
    method: 'GET',
    path: '/assignments',
    permission: 'assignments.write',
    summary: 'What was assigned to whom, and how many are done, late or let off.',
    query: z.object({ cursor: Cursor.optional() }),
    response: z.object({ assignments: z.array(AssignmentAnswer), count: z.int(), next: Cursor.nullable() }),
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, query }) {
      const { rows, shown, next } = await listAssignments(viewer, query.cursor)
      return { assignments: rows.map(answer), count: shown.count, next }
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/assignments',
    permission: 'assignments.write',
    summary:
      'Assign a track or a lesson to a department with all below it, a cohort or one person, by a day or days after joining.',
    body: NewAssignment,
    /** `given` is false where the same people had it already for the same date: nothing was done. */
    response: z.object({ id: z.uuid(), given: z.boolean() }),
    status: 201,
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, body }) {
      const result = await giveAssignment(viewer, body)
      if (!('fault' in result)) return result
      if (result.fault === 'existing')
        return refuse('conflict', {
          issues: [
            { path: 'existing', message: SAID.existing },
            { path: 'assignment', message: result.id },
          ],
        })
      const path = { subject: 'subjectId', audience: 'audienceId', day: 'dueOn' }[result.fault]
      return refuse('invalid', { issues: [{ path, message: SAID[result.fault] }] })
    },
  }),

  defineRoute({
    method: 'GET',
    path: '/assignments/{assignment}',
    permission: 'assignments.write',
    summary: 'One assignment and the people it concerns, a hundred at a time by personnel number.',
    params: z.object({ assignment: z.uuid() }),
    query: z.object({ cursor: Cursor.optional(), standing: Standing.optional() }),
    response: z.object({
      assignment: AssignmentAnswer,
      people: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          number: z.string(),
          department: Names,
          verified: z.int(),
          dueOn: Day,
          standing: Standing,
          exception: z.object({ kind: z.enum(['waiver', 'extension']), reason: z.string() }).nullable(),
        }),
      ),
      next: Cursor.nullable(),
    }),
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params, query }) {
      const found = await readAssignment(viewer, params.assignment, query)
      if (!found) return refuse('not_found')
      const { assignment, counts, members } = found
      return { assignment: { ...answer(assignment), counts }, people: members.rows, next: members.next }
    },
  }),

  defineRoute({
    method: 'PATCH',
    path: '/assignments/{assignment}',
    permission: 'assignments.write',
    summary: 'Change the date of an assignment; those who are not done are told.',
    params: z.object({ assignment: z.uuid() }),
    body: NewDate,
    response: Done,
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, params, body }) {
      const result = await rescheduleAssignment(viewer, params.assignment, body)
      switch (result) {
        case 'done':
          return DONE
        case 'not-found':
          return refuse('not_found')
        case 'impossible-day':
          return refuse('invalid', { issues: [{ path: 'dueOn', message: SAID.day }] })
      }
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/assignments/{assignment}/reminders',
    permission: 'assignments.write',
    summary: 'Remind everybody who is not done, once a day at most.',
    params: z.object({ assignment: z.uuid() }),
    body: z.object({}),
    response: Done,
    status: 201,
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, params }) {
      return (await remindNow(viewer, params.assignment)) ? DONE : refuse('not_found')
    },
  }),

  defineRoute({
    method: 'DELETE',
    path: '/assignments/{assignment}',
    permission: 'assignments.write',
    summary: 'Take an assignment back; those who had not done it are told.',
    params: z.object({ assignment: z.uuid() }),
    response: Done,
    limit: { points: 60, seconds: 60 },
    async handle({ viewer, params }) {
      return (await cancelAssignment(viewer, params.assignment)) ? DONE : refuse('not_found')
    },
  }),

  defineRoute({
    method: 'POST',
    path: '/assignments/{assignment}/exceptions',
    permission: 'assignments.write',
    summary: 'Let one person off an assignment, or give them until another day, with the reason.',
    params: z.object({ assignment: z.uuid() }),
    body: NewException,
    response: Done,
    status: 201,
    limit: { points: 120, seconds: 60 },
    async handle({ viewer, params, body }) {
      const result = await exceptPerson(viewer, params.assignment, body)
      switch (result) {
        case 'done':
          return DONE
        case 'not-found':
        case 'not-concerned':
          return refuse('not_found')
        case 'impossible-day':
          return refuse('invalid', { issues: [{ path: 'dueOn', message: SAID.day }] })
      }
    },
  }),

  defineRoute({
    method: 'GET',
    path: '/me/due',
    permission: 'progress.write',
    summary: 'What one was given to do by a day, the nearest day first.',
    response: z.object({
      due: z.array(
        z.object({
          id: z.uuid(),
          subject: z.enum(['track', 'lesson']),
          subjectId: z.string(),
          title: Names,
          lessons: z.array(z.string()),
          verified: z.int(),
          done: z.boolean(),
          dueOn: Day,
          daysLeft: z.int(),
          isOverdue: z.boolean(),
          isExtended: z.boolean(),
          note: z.string().nullable(),
        }),
      ),
    }),
    limit: { points: 120, seconds: 60 },
    async handle({ viewer }) {
      return { due: await dueFor(viewer) }
    },
  }),
]

/** For other programs; the pages have words of their own for each field. */
const SAID = {
  subject: 'No such track or lesson, or it has no lessons yet.',
  audience: 'No such department, cohort or person.',
  existing:
    'They have been given this already, for another date, and it is open: change the date of that assignment.',
  day: 'The due date has to lie between today and three years from now.',
} as const
