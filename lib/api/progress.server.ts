import 'server-only'
import { z } from 'zod'
import { LessonId } from '../curriculum/ids'
import { findLesson } from '../content/source.server'
import { db } from '../db/client.server'
import { BATCH_LIMITS, Curve, ProgressBatch, Receipt } from '../progress/events'
import { recordEvents } from '../progress/record.server'
import { foldedPart, lessonStateOf } from '../progress/state.server'
import { attemptsOf } from '../verify/attempts.server'
import { Attempt } from '../verify/verdict'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const Time = z.iso.datetime()

/** How the learner stands: the folded events. Null before the first. */
const State = z.strictObject({
  openedAt: Time,
  lastAt: Time,
  lastCell: z.string().nullable(),
  lastCellAt: Time.nullable(),
  runs: z.int(),
  failedRuns: z.int(),
  activeMinutes: z.int(),
  lastError: z.string().nullable(),
  lastErrorAt: Time.nullable(),
  checksPassed: z.array(z.string()),
  curve: Curve.nullable(),
  curveAt: Time.nullable(),
})

const iso = (time: Date | null) => time?.toISOString() ?? null

export const record = defineRoute({
  method: 'POST',
  path: '/progress',
  permission: 'progress.write',
  summary: 'Record a batch of progress events; each gets its own receipt after the commit.',
  body: ProgressBatch,
  response: z.strictObject({ receipts: z.array(Receipt) }),
  limit: { points: 240, seconds: 60 },
  maxBytes: BATCH_LIMITS.bytes,
  async handle({ viewer, body }) {
    // Somebody else signed in since these events were made: they wait for their own account.
    if (body.learner.toLowerCase() !== viewer.id) return refuse('conflict')
    return { receipts: await recordEvents(db(), viewer, body.events) }
  },
})

const state = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/state',
  permission: 'progress.write',
  summary: "The caller's own state of a lesson and their judged submissions, oldest first.",
  params: z.object({ lesson: LessonId }),
  response: z.strictObject({
    state: State.nullable(),
    verified: z.boolean(),
    verifiedAt: Time.nullable(),
    bestScore: z.number().nullable(),
    attempts: z.array(Attempt),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    if (!lesson) return refuse('not_found')
    const [progress, attempts] = await Promise.all([
      lessonStateOf(viewer, lesson.id),
      attemptsOf(viewer, lesson),
    ])
    if (!progress) return { state: null, verified: false, verifiedAt: null, bestScore: null, attempts }
    const { verifiedAt, bestScore } = progress
    const folded = foldedPart(progress)
    return {
      state: {
        ...folded,
        openedAt: folded.openedAt.toISOString(),
        lastAt: folded.lastAt.toISOString(),
        lastCellAt: iso(folded.lastCellAt),
        lastErrorAt: iso(folded.lastErrorAt),
        curveAt: iso(folded.curveAt),
      },
      verified: verifiedAt !== null,
      verifiedAt: iso(verifiedAt),
      bestScore,
      attempts,
    }
  },
})

export const routes = [record, state]
