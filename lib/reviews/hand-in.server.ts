/**
 * Handing a project in. Its order in the queue is the time of this hand-in, also for one that was sent back before: a
 * place is earned by work that is ready, or handing in early and unfinished would pay.
 */
import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { rubricOf } from '../content/source.server'
import type { Lesson } from '../curriculum/lesson'
import { type Database, db, type Queries, type Transaction } from '../db/client.server'
import { people, reviews, submissions, users } from '../db/schema'
import { notify, notifyAll } from '../notifications/notify.server'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { canonical, storable } from '../progress/storable'
import { settleLesson } from '../progress/verify-lesson.server'
import {
  type CheckOf,
  findPlace,
  type Me,
  tooMany,
  turnAway,
  type TurnedAway,
} from '../verify/attempt.server'
import type { ProjectHandIn, StoredProject } from './hand-in'
import { keepOutputs } from './keep-outputs'
import type { Rubric } from './rubric'
import { isHeld } from './scope.server'

export type ProjectsWith = {
  database: Database
  catalog: Catalog
  rubric: (lesson: Lesson, check: string) => Rubric | undefined
  now: () => Date
}

export const installedProjects = (): ProjectsWith => ({
  database: db(),
  catalog: installedLessons,
  rubric: rubricOf,
  now: () => new Date(),
})

export type HandedIn =
  | { kind: 'handed-in'; id: string; at: Date }
  /** Sections of the card that are shorter than they must be. */
  | { kind: 'card'; short: { id: string; min: number; found: number }[] }
  | TurnedAway

function shortSections(rubric: Rubric, card: ProjectHandIn['card']) {
  return rubric.card.flatMap(({ id, min }) => {
    const found = Object.hasOwn(card, id) ? [...card[id]!.trim()].length : 0
    return found < min ? [{ id, min, found }] : []
  })
}

/** The same id with the same work is the same project however often it is sent. */
export async function handInProject(
  viewer: Me,
  lessonId: string,
  checkId: string,
  sent: ProjectHandIn,
  using: ProjectsWith = installedProjects(),
): Promise<HandedIn> {
  const place = await findPlace(viewer, 'review', lessonId, checkId, sent.learner, using.catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  if (sent.version !== lesson.version) {
    return turnAway('stale-version', { current: lesson.version, sent: sent.version })
  }
  const rubric = using.rubric(lesson, check.id)
  if (!rubric) throw new Error(`The rubric ${lesson.id}/${check.id} was not built`)
  const short = shortSections(rubric, sent.card)
  if (short.length > 0) return { kind: 'card', short }
  const card = Object.fromEntries(rubric.card.map(({ id }) => [id, sent.card[id]!.trim()]))
  const { packed, omitted } = keepOutputs(sent.outputs)
  const project = storable<StoredProject>({ card, outputs: packed, omitted })
  return using.database.transaction((tx) => write(tx, viewer, lesson, check, sent, project, using.now()))
}

async function write(
  tx: Transaction,
  viewer: Me,
  lesson: Lesson,
  check: CheckOf<'review'>,
  sent: ProjectHandIn,
  project: StoredProject,
  now: Date,
): Promise<HandedIn> {
  await lockLearner(tx, viewer)
  const id = sent.id.toLowerCase()
  const [known] = await tx
    .select()
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, id)))
  if (known) {
    const same =
      known.kind === 'review' &&
      known.lesson === lesson.id &&
      known.check === check.id &&
      canonical(known.code) === canonical(sent.code) &&
      canonical(known.answers) === canonical(project)
    return same ? { kind: 'handed-in', id, at: known.createdAt } : turnAway('id-reused')
  }
  const open = await waitingProject(tx, viewer, lesson.id, check.id)
  if (open) return turnAway('review-waiting')
  const refused = await tooMany(tx, viewer, lesson, check, now)
  if (refused) return refused
  await tx.insert(submissions).values({
    learnerId: viewer.id,
    id,
    lesson: lesson.id,
    check: check.id,
    lessonVersion: lesson.version,
    kind: 'review',
    verdict: 'waiting',
    code: sent.code,
    curve: sent.curve ?? null,
    backend: sent.backend,
    answers: project,
    createdAt: now,
  })
  await tx.insert(reviews).values({ learnerId: viewer.id, submissionId: id, queuedAt: now })
  await settleLesson(tx, viewer.id, lesson, { score: null, at: now })
  await audit(tx, viewer, 'project.handed-in', id, { lesson: lesson.id, check: check.id })
  await tellMentors(tx, viewer, lesson.id, id)
  return { kind: 'handed-in', id, at: now }
}

async function tellMentors(tx: Transaction, viewer: Me, lesson: string, submission: string): Promise<void> {
  const data = { learner: viewer.id, submission, lesson }
  const [place] = await tx.select({ mentor: people.mentorId }).from(people).where(eq(people.id, viewer.id))
  if (place?.mentor) {
    await notify(tx, place.mentor, 'review.waiting', data, submission)
    return
  }
  const mentors = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'mentor'), eq(users.banned, false)))
  const others = mentors.map(({ id }) => id).filter((id) => id !== viewer.id)
  await notifyAll(tx, others, 'review.waiting', data, submission)
}

/** The viewer's project of a check that nobody has decided on yet. */
export async function waitingProject(database: Queries, viewer: Me, lesson: string, check: string) {
  const [row] = await database
    .select({ id: submissions.id, claimedAt: reviews.claimedAt, queuedAt: reviews.queuedAt })
    .from(submissions)
    .innerJoin(
      reviews,
      and(eq(reviews.learnerId, submissions.learnerId), eq(reviews.submissionId, submissions.id)),
    )
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson),
        eq(submissions.check, check),
        eq(submissions.kind, 'review'),
        isNull(reviews.decidedAt),
      ),
    )
  return row ?? null
}

export type Withdrawn = { kind: 'withdrawn' } | { kind: 'none' } | { kind: 'at-work' }

/** Takes a waiting project out of the queue, to hand in something better; not while a mentor has it open. */
export async function withdrawProject(
  viewer: Me,
  lessonId: string,
  checkId: string,
  using: ProjectsWith = installedProjects(),
): Promise<Withdrawn> {
  const place = await findPlace(viewer, 'review', lessonId, checkId, undefined, using.catalog)
  if (place.kind === 'turned-away') return { kind: 'none' }
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const open = await waitingProject(tx, viewer, place.lesson.id, place.check.id)
    if (!open) return { kind: 'none' }
    const [review] = await tx
      .select({ claimedAt: reviews.claimedAt, decidedAt: reviews.decidedAt })
      .from(reviews)
      .where(and(eq(reviews.learnerId, viewer.id), eq(reviews.submissionId, open.id)))
      .for('update')
    if (!review || review.decidedAt) return { kind: 'none' }
    if (isHeld(review.claimedAt, using.now())) return { kind: 'at-work' }
    await tx.delete(submissions).where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, open.id)))
    await audit(tx, viewer, 'project.withdrawn', open.id, {
      lesson: place.lesson.id,
      check: place.check.id,
    })
    return { kind: 'withdrawn' }
  })
}
