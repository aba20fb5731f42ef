import 'server-only'
import { z } from 'zod'
import { CHECK_KINDS } from '../curriculum/checks'
import { findMenteeWork } from '../mentoring/mentee-work.server'
import { listMentees, type Mentee, type MenteeLesson } from '../mentoring/mentees.server'
import { Curve } from '../progress/events'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Moment = z.iso.datetime()
const Names = z.object({ zh: z.string(), en: z.string() })

const LessonAnswer = z.object({
  lesson: z.string(),
  lastAt: Moment,
  lastCell: z.string().nullable(),
  runs: z.int(),
  failedRuns: z.int(),
  activeMinutes: z.int(),
  verifiedAt: Moment.nullable(),
  bestScore: z.number().nullable(),
  stuck: z.object({ cell: z.string(), error: z.string(), since: Moment }).nullable(),
})

const MenteeAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  number: z.string(),
  department: Names,
  cohort: Names.nullable(),
  lessons: z.array(LessonAnswer),
})

const lessonAnswer = (lesson: MenteeLesson): z.input<typeof LessonAnswer> => ({
  ...lesson,
  lastAt: lesson.lastAt.toISOString(),
  verifiedAt: lesson.verifiedAt?.toISOString() ?? null,
  stuck: lesson.stuck && { ...lesson.stuck, since: lesson.stuck.since.toISOString() },
})

const menteeAnswer = (mentee: Mentee): z.input<typeof MenteeAnswer> => ({
  ...mentee,
  lessons: mentee.lessons.map(lessonAnswer),
})

const list = defineRoute({
  method: 'GET',
  path: '/mentees',
  permission: 'mentees.read',
  summary: 'The mentor’s own mentees and where each of them stands.',
  response: z.object({ mentees: z.array(MenteeAnswer) }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer }) {
    return { mentees: (await listMentees(viewer)).map(menteeAnswer) }
  },
})

const work = defineRoute({
  method: 'GET',
  path: '/mentees/{person}/lessons/{lesson}',
  permission: 'mentees.read',
  summary: 'Code, latest curve and attempts of one’s own mentee in a lesson.',
  params: z.object({ person: z.uuid(), lesson: z.string().max(60) }),
  response: z.object({
    mentee: MenteeAnswer,
    sources: z.record(z.string(), z.object({ source: z.string(), savedAt: Moment })),
    curve: Curve.nullable(),
    attempts: z.array(
      z.object({
        id: z.uuid(),
        check: z.string(),
        kind: z.enum(CHECK_KINDS),
        verdict: z.enum(['verified', 'refused', 'waiting']),
        reason: z.string().nullable(),
        score: z.number().nullable(),
        backend: z.string().nullable(),
        at: Moment,
      }),
    ),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const found = await findMenteeWork(viewer, params.person, params.lesson)
    if (!found) return refuse('not_found')
    return {
      mentee: menteeAnswer(found.mentee),
      sources: Object.fromEntries(
        Object.entries(found.sources).map(([cell, saved]) => [
          cell,
          { source: saved.source, savedAt: saved.savedAt.toISOString() },
        ]),
      ),
      curve: found.curve,
      attempts: found.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
    }
  },
})

export const routes = [list, work]
