import 'server-only'
import { z } from 'zod'
import { AimId } from '../curriculum/career'
import { TrackId } from '../curriculum/track'
import { StageId } from '../curriculum/ids'
import { aimAt, type Chosen, followTrack } from '../path/learner.server'
import { myPath } from '../path/my-path.server'
import { refuse, type Refusal } from './errors'
import { defineRoute } from './route.server'

const Done = z.object({ done: z.literal(true) })

function answer(chosen: Chosen): { done: true } | Refusal {
  switch (chosen) {
    case 'done':
      return { done: true }
    case 'unknown':
      return refuse('not_found')
    case 'no-place':
      return refuse('conflict')
    default:
      return chosen satisfies never
  }
}

const read = defineRoute({
  method: 'GET',
  path: '/me/path',
  permission: 'progress.write',
  summary: "The caller's stage, track and aim, and where each lesson stands on the path.",
  response: z.object({
    track: TrackId,
    aim: AimId.nullable(),
    stage: StageId,
    next: z.string().nullable(),
    lessons: z.array(
      z.object({
        id: z.string(),
        stage: StageId,
        part: z.enum(['required', 'elective', 'other']),
        standing: z.enum(['verified', 'waiting', 'begun', 'open', 'locked']),
        /** Verified lessons that would open it, where it is locked. */
        after: z.array(z.string()),
      }),
    ),
    points: z.record(z.string(), z.int()),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer }) {
    const { track, aim, path, points } = await myPath(viewer)
    const all = path.stages.flatMap((stage) => stage.lessons)
    return {
      track: track.id,
      aim: aim?.id ?? null,
      stage: path.stage,
      next: path.next?.lesson.id ?? null,
      lessons: all.map(({ lesson, part, standing, locks }) => ({
        id: lesson.id,
        stage: lesson.stage,
        part,
        standing,
        after: [...new Set(locks.flatMap((lock) => lock.lessons))],
      })),
      points,
    }
  },
})

const track = defineRoute({
  method: 'PUT',
  path: '/me/track',
  permission: 'progress.write',
  summary: 'Follow another track; what is verified stays verified.',
  body: z.object({ track: TrackId }),
  response: Done,
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, body }) {
    return answer(await followTrack(viewer, body.track))
  },
})

const aim = defineRoute({
  method: 'PUT',
  path: '/me/aim',
  permission: 'progress.write',
  summary: 'Aim at a role of a career ladder, or at none.',
  body: z.object({ aim: AimId.nullable() }),
  response: Done,
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, body }) {
    return answer(await aimAt(viewer, body.aim))
  },
})

export const routes = [read, track, aim]
