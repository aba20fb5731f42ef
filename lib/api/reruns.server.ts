import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { cancelRerun, confirmRerun, findRerun, startRerun } from '../rerun/reruns.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const OfRerun = z.object({ rerun: z.uuid() })

const Flip = z.object({
  learner: z.uuid(),
  name: z.string(),
  direction: z.enum(['gained', 'lost']),
  /** What it means for the lesson as a whole. */
  lesson: z.enum(['gained', 'lost', 'same']),
  shakesCertificate: z.boolean(),
  attempts: z.int(),
})

const RerunAnswer = z.object({
  id: z.uuid(),
  lesson: z.string(),
  check: z.string(),
  state: z.enum(['running', 'ready', 'applied', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  attempts: z.int(),
  /** Attempts whose verdict or score changes. */
  changes: z.int(),
  untellable: z.record(z.string(), z.int()),
  flips: z.array(Flip),
})

const start = defineRoute({
  method: 'POST',
  path: '/checks/reruns',
  permission: 'checks.rerun',
  summary: 'Run a check over everything stored and say who would pass or no longer pass; writes nothing.',
  body: z.object({ lesson: LessonId, check: PartId }),
  response: z.object({ id: z.uuid() }),
  limit: { points: 20, seconds: 60 },
  async handle({ viewer, body }) {
    const outcome = await startRerun(viewer, body.lesson, body.check)
    switch (outcome.kind) {
      case 'started':
        return { id: outcome.id }
      case 'unknown':
        return refuse('not_found')
      case 'busy':
        return refuse('conflict')
      default:
        return outcome satisfies never
    }
  },
})

const show = defineRoute({
  method: 'GET',
  path: '/checks/reruns/{rerun}',
  permission: 'checks.rerun',
  summary: 'How far a preview is, and what it found.',
  params: OfRerun,
  response: RerunAnswer,
  limit: { points: 300, seconds: 60 },
  async handle({ viewer, params }) {
    const found = findRerun(viewer, params.rerun)
    if (!found) return refuse('not_found')
    const { id, lesson, check, state } = found
    const preview = 'preview' in state ? state.preview : null
    return {
      id,
      lesson,
      check,
      state: state.kind,
      done: state.kind === 'running' ? state.done : (preview?.attempts ?? 0),
      total: state.kind === 'running' ? state.total : (preview?.attempts ?? 0),
      attempts: preview?.attempts ?? 0,
      changes: preview?.changes.length ?? 0,
      untellable: preview?.untellable ?? {},
      flips: preview?.flips ?? [],
    }
  },
})

const cancel = defineRoute({
  method: 'DELETE',
  path: '/checks/reruns/{rerun}',
  permission: 'checks.rerun',
  summary: 'Stop a preview that is running; nothing was written.',
  params: OfRerun,
  response: z.object({ cancelled: z.literal(true) }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params }) {
    return cancelRerun(viewer, params.rerun) ? { cancelled: true as const } : refuse('not_found')
  },
})

const confirm = defineRoute({
  method: 'POST',
  path: '/checks/reruns/{rerun}/confirmation',
  permission: 'checks.rerun',
  summary:
    'Write what the preview showed, all or nothing. `losses` is the number of people who no longer pass; 409 when it is another, or when an attempt has changed since.',
  params: OfRerun,
  body: z.object({ losses: z.int().min(0) }),
  response: z.object({ gained: z.int(), lost: z.int(), attempts: z.int() }),
  limit: { points: 20, seconds: 60 },
  deadline: 60,
  async handle({ viewer, params, body }) {
    const outcome = await confirmRerun(viewer, params.rerun, body.losses)
    switch (outcome.kind) {
      case 'applied':
        return outcome
      case 'unknown':
        return refuse('not_found')
      case 'changed':
      case 'unconfirmed':
        return refuse('conflict')
      default:
        return outcome satisfies never
    }
  },
})

export const routes = [start, show, cancel, confirm]
