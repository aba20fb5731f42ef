import 'server-only'
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'
import { Anchor } from '../reviews/anchor'
import { claimReview, releaseReview } from '../reviews/claim.server'
import { removeComment, writeComment } from '../reviews/comments.server'
import { decideReview } from '../reviews/decide.server'
import { ProjectHandIn, PROJECT_LIMIT } from '../reviews/hand-in'
import { handInProject, withdrawProject } from '../reviews/hand-in.server'
import { findProject, shareOf } from '../reviews/project.server'
import { reopenReview } from '../reviews/reopen.server'
import { listQueue } from '../reviews/queue.server'
import { Points } from '../reviews/rubric'
import { reason, text } from '../text/words'
import { refuse, type Issue } from './errors'
import { answerReason } from './reason.server'
import { defineRoute } from './route.server'
import { spellCriteria } from '../reviews/rubric'

const Moment = z.iso.datetime()
const OfCheck = z.object({ lesson: LessonId, check: PartId })
const OfReview = z.object({ person: z.uuid(), submission: z.uuid() })
const PROJECT = '/lessons/{lesson}/checks/{check}/project' as const
const REVIEW = '/reviews/{person}/{submission}' as const
/** Words that people write for each other. */
const Body = text(4000)

const CommentAnswer = z.object({
  id: z.uuid(),
  anchor: Anchor.nullable(),
  body: z.string(),
  author: z.string(),
  at: Moment,
})

/** In the reader's language. */
const ProjectAnswer = z.object({
  card: z.array(z.object({ id: z.string(), title: z.string(), ask: z.string(), min: z.int() })),
  criteria: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      what: z.string(),
      weight: z.number(),
      levels: z.array(z.object({ points: z.int(), says: z.string() })),
    }),
  ),
  accept: z.number(),
  waiting: z.object({ ahead: z.int(), typicalHours: z.number().nullable() }).nullable(),
  attempts: z.array(
    z.object({
      id: z.uuid(),
      at: Moment,
      card: z.record(z.string(), z.string()),
      decision: z.enum(['accepted', 'returned']).nullable(),
      decidedAt: Moment.nullable(),
      by: z.string().nullable(),
      points: Points.nullable(),
      /** Share of the points by the present rubric, 0 to 1. */
      share: z.number().nullable(),
      summary: z.string().nullable(),
      overrideFor: z.string().nullable(),
      reopenings: z.array(
        z.object({ at: Moment, reason: z.string(), decision: z.enum(['accepted', 'returned']) }),
      ),
      comments: z.array(CommentAnswer),
    }),
  ),
})

const project = defineRoute({
  method: 'GET',
  path: PROJECT,
  permission: 'progress.write',
  summary:
    "The hand-in form and rubric of a project, the caller's place in the queue, and what mentors said.",
  params: OfCheck,
  response: ProjectAnswer,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const found = await findProject(viewer, params.lesson, params.check)
    if (found.kind === 'turned-away') return answerReason(found, viewer.locale)
    const { rubric, waiting, attempts } = found
    const say = (words: { zh: string; en: string }) => words[viewer.locale]
    return {
      card: rubric.card.map(({ id, title, ask, min }) => ({ id, title: say(title), ask: say(ask), min })),
      criteria: spellCriteria(rubric.criteria, viewer.locale),
      accept: rubric.accept.points,
      waiting,
      attempts: attempts.map((attempt) => ({
        ...attempt,
        at: attempt.at.toISOString(),
        decidedAt: attempt.decidedAt?.toISOString() ?? null,
        share: shareOf(rubric, attempt.points),
        reopenings: attempt.reopenings.map(({ at, reason, decision }) => ({
          at: at.toISOString(),
          reason,
          decision,
        })),
        comments: attempt.comments.map((comment) => ({ ...comment, at: comment.at.toISOString() })),
      })),
    }
  },
})

const handIn = defineRoute({
  method: 'POST',
  path: PROJECT,
  permission: 'progress.write',
  summary: 'Hand a project in for review: model card, code, outputs and curve. The same id is one project.',
  params: OfCheck,
  body: ProjectHandIn,
  response: z.object({ id: z.uuid(), at: Moment }),
  limit: { points: 20, seconds: 600 },
  maxBytes: PROJECT_LIMIT,
  async handle({ viewer, params, body }) {
    const outcome = await handInProject(viewer, params.lesson, params.check, body)
    switch (outcome.kind) {
      case 'handed-in':
        return { id: outcome.id, at: outcome.at.toISOString() }
      case 'card': {
        const issues: Issue[] = outcome.short.map(({ id, min, found }) => ({
          path: `card.${id}`,
          message: `${found}/${min}`,
        }))
        return refuse('invalid', { issues })
      }
      case 'turned-away':
        return answerReason(outcome, viewer.locale)
      default:
        return outcome satisfies never
    }
  },
})

const withdraw = defineRoute({
  method: 'DELETE',
  path: PROJECT,
  permission: 'progress.write',
  summary: 'Take a waiting project back; 409 while a mentor has it open, 404 when none waits.',
  params: OfCheck,
  response: z.object({ withdrawn: z.literal(true) }),
  limit: { points: 20, seconds: 600 },
  async handle({ viewer, params }) {
    const { kind } = await withdrawProject(viewer, params.lesson, params.check)
    if (kind === 'withdrawn') return { withdrawn: true as const }
    return refuse(kind === 'none' ? 'not_found' : 'conflict')
  },
})

const queue = defineRoute({
  method: 'GET',
  path: '/reviews',
  permission: 'reviews.write',
  summary: 'Projects that wait for the caller: of own mentees and of people without a mentor, oldest first.',
  response: z.object({
    reviews: z.array(
      z.object({
        learner: z.uuid(),
        submission: z.uuid(),
        name: z.string(),
        lesson: z.string(),
        check: z.string(),
        queuedAt: Moment,
        attempt: z.int(),
        isShared: z.boolean(),
        held: z.object({ by: z.string(), mine: z.boolean(), since: Moment }).nullable(),
      }),
    ),
  }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer }) {
    const rows = await listQueue(viewer)
    return {
      reviews: rows.map(({ held, queuedAt, ...row }) => ({
        ...row,
        queuedAt: queuedAt.toISOString(),
        held: held && { ...held, since: held.since.toISOString() },
      })),
    }
  },
})

const keyOf = ({ person, submission }: z.output<typeof OfReview>) => ({
  learner: person.toLowerCase(),
  submission: submission.toLowerCase(),
})

const claim = defineRoute({
  method: 'POST',
  path: `${REVIEW}/claim`,
  permission: 'reviews.write',
  summary:
    'Open a project for half an hour, or go on with it; 409 when another mentor has it or it is decided.',
  params: OfReview,
  body: z.object({}),
  response: z.object({ until: Moment }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const outcome = await claimReview(viewer, keyOf(params))
    if (outcome.kind === 'claimed') return { until: outcome.until.toISOString() }
    return refuse(outcome.kind === 'unknown' ? 'not_found' : 'conflict')
  },
})

const release = defineRoute({
  method: 'DELETE',
  path: `${REVIEW}/claim`,
  permission: 'reviews.write',
  summary: 'Let go of a project that the caller has open.',
  params: OfReview,
  response: z.object({ released: z.literal(true) }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    await releaseReview(viewer, keyOf(params))
    return { released: true as const }
  },
})

const comment = defineRoute({
  method: 'POST',
  path: `${REVIEW}/comments`,
  permission: 'reviews.write',
  summary: 'Write about a line, a point of the curve or the whole of a project that the caller has open.',
  params: OfReview,
  body: z.object({ id: z.uuidv7(), anchor: Anchor.nullable(), body: Body }),
  response: z.object({ at: Moment }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params, body }) {
    const outcome = await writeComment(viewer, keyOf(params), body)
    switch (outcome.kind) {
      case 'written':
        return { at: outcome.at.toISOString() }
      case 'unknown':
        return refuse('not_found')
      case 'not-held':
        return refuse('conflict')
      case 'anchor':
      case 'too-many':
        return refuse('invalid')
      default:
        return outcome satisfies never
    }
  },
})

const uncomment = defineRoute({
  method: 'DELETE',
  path: `${REVIEW}/comments/{comment}`,
  permission: 'reviews.write',
  summary: "Take back one's own comment while the project is undecided.",
  params: OfReview.extend({ comment: z.uuid() }),
  response: z.object({ removed: z.literal(true) }),
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const removed = await removeComment(viewer, keyOf(params), params.comment)
    return removed ? { removed: true as const } : refuse('not_found')
  },
})

const decide = defineRoute({
  method: 'POST',
  path: `${REVIEW}/decision`,
  permission: 'reviews.write',
  summary: 'Give points and a summary; the rubric makes the decision. 409 when not held or decided already.',
  params: OfReview,
  body: z.object({
    points: Points,
    summary: Body,
    /** The reason for deciding against the sum, where the rubric allows it. */
    override: reason.optional(),
  }),
  response: z.object({
    decision: z.enum(['accepted', 'returned']),
    sum: z.number(),
    most: z.number(),
    at: Moment,
  }),
  limit: { points: 60, seconds: 60 },
  async handle({ viewer, params, body }) {
    const outcome = await decideReview(viewer, keyOf(params), body)
    switch (outcome.kind) {
      case 'decided':
        return { ...outcome, at: outcome.at.toISOString() }
      case 'unknown':
        return refuse('not_found')
      case 'not-held':
      case 'already':
        return refuse('conflict')
      case 'no-override':
        return refuse('invalid', { issues: [{ path: 'override', message: 'not allowed by the rubric' }] })
      case 'incomplete':
        return refuse('invalid', {
          issues: outcome.missing.map((id) => ({ path: `points.${id}`, message: 'missing' })),
        })
      default:
        return outcome satisfies never
    }
  },
})

const reopen = defineRoute({
  method: 'POST',
  path: `${REVIEW}/reopening`,
  permission: 'reviews.write',
  summary:
    'Take a decision back for a reason: the work waits again, held by the caller. One’s own within 14 days.',
  params: OfReview,
  body: z.object({ reason }),
  response: z.object({ at: Moment }),
  limit: { points: 30, seconds: 60 },
  async handle({ viewer, params, body }) {
    const outcome = await reopenReview(viewer, keyOf(params), body.reason)
    switch (outcome.kind) {
      case 'reopened':
        return { at: outcome.at.toISOString() }
      case 'unknown':
        return refuse('not_found')
      case 'open':
      case 'late':
      case 'superseded':
        return refuse('conflict', { issues: [{ path: outcome.kind, message: outcome.kind }] })
      default:
        return outcome satisfies never
    }
  },
})

export const routes = [project, handIn, withdraw, queue, claim, release, comment, uncomment, decide, reopen]
