/**
 * Placement tests: a stage's lessons can be proved by questions instead of being worked through. The server draws
 * questions about lessons not verified yet; a lesson is proved when all its questions are right. One try a week, an
 * hour to answer. Nothing is ever taken back: a wrong answer leaves a lesson as it was.
 */
import 'server-only'
import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { judgeQuiz, readAnswers, type StoredAnswers } from '../checks/judge-quiz'
import type { Placement } from '../checks/placement'
import { type Answers, type PublicQuestion, publicQuestion } from '../checks/quiz'
import { lessons as installedLessons, placementOf } from '../content/source.server'
import type { StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { type Database, db, type Queries } from '../db/client.server'
import { lessonStates, placements } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { lockLearner } from '../progress/record.server'
import { canonical } from '../progress/storable'
import { markVerified } from '../progress/verify-lesson.server'
import { castDice } from '../verify/papers.server'
import { drawQuestions, type Issued } from './draw'
import type { PlacementReason, PlacementRefusal } from './reasons'

type Me = Viewer<'progress.write'>

/** Milliseconds to answer in, and between one try and the next at the same stage. */
export const TIME = 60 * 60_000
export const PAUSE = 7 * 24 * 60 * 60_000

export type PlacementTest = {
  id: string
  stage: StageId
  expiresAt: Date
  lessons: { lesson: string; title: { zh: string; en: string }; questions: PublicQuestion[] }[]
}

/** Lesson → proved. */
export type PlacementResults = Record<string, boolean>

export type Standing =
  | { kind: 'none' }
  | { kind: 'nothing' }
  /** May begin: how many questions about which lessons. */
  | { kind: 'ready'; lessons: Lesson[]; questions: number; last: PlacementResults | null }
  | { kind: 'open'; test: PlacementTest }
  | { kind: 'wait'; until: Date; last: PlacementResults | null }

export type PlacementWith = {
  database: Database
  placement: (stage: StageId) => Placement | undefined
  lessons: () => readonly Lesson[]
  now: () => Date
}

const installed = (): PlacementWith => ({
  database: db(),
  placement: placementOf,
  lessons: installedLessons,
  now: () => new Date(),
})

const turnAway = (
  reason: PlacementReason,
  data?: PlacementRefusal['data'],
  retryAfter?: number,
): PlacementRefusal => ({
  kind: 'turned-away',
  reason,
  ...(data && { data }),
  ...(retryAfter !== undefined && { retryAfter }),
})

/** Lessons of the stage that the test knows, that exist, and that the viewer has not proved yet. */
async function openLessons(
  database: Queries,
  viewer: Me,
  stage: StageId,
  placement: Placement,
  all: readonly Lesson[],
): Promise<Lesson[]> {
  const rows = await database
    .select({ lesson: lessonStates.lesson })
    .from(lessonStates)
    .where(and(eq(lessonStates.learnerId, viewer.id), isNotNull(lessonStates.verifiedAt)))
  const verified = new Set(rows.map((row) => row.lesson))
  return all.filter(
    ({ id, stage: its }) => its === stage && Object.hasOwn(placement.lessons, id) && !verified.has(id),
  )
}

async function lastTry(database: Queries, viewer: Me, stage: StageId) {
  const [row] = await database
    .select()
    .from(placements)
    .where(and(eq(placements.learnerId, viewer.id), eq(placements.stage, stage)))
    .orderBy(desc(placements.issuedAt), desc(placements.id))
    .limit(1)
  return row
}
type Row = NonNullable<Awaited<ReturnType<typeof lastTry>>>

/** A try of before questions were stored as issued cannot be shown again. */
const isOpen = (row: Row, now: Date): row is Row & { issued: Issued } =>
  row.answeredAt === null && row.issued !== null && row.expiresAt > now
const nextTry = (row: Row) => new Date(row.issuedAt.getTime() + PAUSE)

/** What may be seen of a test: the questions as issued, without answers, in the viewer's language. */
function show(
  { id: test, expiresAt, issued }: Row & { issued: Issued },
  stage: StageId,
  all: readonly Lesson[],
  locale: 'zh' | 'en',
) {
  // In the order of the lessons: the database keeps none for the keys of an object.
  const lessons = all.flatMap((lesson) => {
    const { id } = lesson
    if (!Object.hasOwn(issued, id)) return []
    const title = { zh: lesson.text.zh.title, en: lesson.text.en.title }
    const questions = issued[id]!.questions.map((question) => publicQuestion(question, locale))
    return [{ lesson: id, title, questions }]
  })
  return { id: test, stage, expiresAt, lessons } satisfies PlacementTest
}

/** How the viewer stands towards a stage's test; changes nothing. */
export async function placementStanding(
  viewer: Me,
  stage: StageId,
  locale: 'zh' | 'en',
  using: PlacementWith = installed(),
): Promise<Standing> {
  const placement = using.placement(stage)
  if (!placement) return { kind: 'none' }
  const now = using.now()
  const [row, lessons] = await Promise.all([
    lastTry(using.database, viewer, stage),
    openLessons(using.database, viewer, stage, placement, using.lessons()),
  ])
  if (row && isOpen(row, now)) return { kind: 'open', test: show(row, stage, using.lessons(), locale) }
  const last = row?.results ?? null
  if (row && nextTry(row) > now) return { kind: 'wait', until: nextTry(row), last }
  if (lessons.length === 0) return { kind: 'nothing' }
  const questions = lessons.reduce((sum, { id }) => sum + (placement.lessons[id]?.draw ?? 0), 0)
  return { kind: 'ready', lessons, questions, last }
}

/** Begins a try, or goes on with the one that is open: asking twice draws once. */
export async function beginPlacement(
  viewer: Me,
  stage: StageId,
  locale: 'zh' | 'en',
  using: PlacementWith = installed(),
): Promise<{ kind: 'begun'; test: PlacementTest } | PlacementRefusal> {
  const placement = using.placement(stage)
  if (!placement) return turnAway('none')
  const all = using.lessons()
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const now = using.now()
    const before = await lastTry(tx, viewer, stage)
    if (before && isOpen(before, now)) return { kind: 'begun', test: show(before, stage, all, locale) }
    if (before && nextTry(before) > now) {
      const seconds = Math.ceil((nextTry(before).getTime() - now.getTime()) / 1000)
      return turnAway('wait', { days: Math.ceil(seconds / 86_400) }, seconds)
    }
    const lessons = await openLessons(tx, viewer, stage, placement, all)
    if (lessons.length === 0) return turnAway('nothing')
    const issued = drawQuestions(placement, lessons, castDice)
    const row = {
      learnerId: viewer.id,
      id: uuidv7(now.getTime()),
      stage,
      drawn: Object.fromEntries(
        Object.entries(issued).map(([lesson, { questions }]) => [lesson, questions.map(({ id }) => id)]),
      ),
      issued,
      issuedAt: now,
      expiresAt: new Date(now.getTime() + TIME),
    }
    const [written] = await tx.insert(placements).values(row).returning()
    return { kind: 'begun', test: show({ ...written!, issued }, stage, all, locale) }
  })
}

/** Judges a try, once. The same answers again get the same results; other answers are turned away. */
export async function answerPlacement(
  viewer: Me,
  id: string,
  answers: Record<string, Answers>,
  using: PlacementWith = installed(),
): Promise<{ kind: 'judged'; results: PlacementResults } | PlacementRefusal> {
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const now = using.now()
    // Another person's test is not found at all: the learner is part of its key.
    const [row] = await tx
      .select()
      .from(placements)
      .where(and(eq(placements.learnerId, viewer.id), eq(placements.id, id.toLowerCase())))
    const issued = row?.issued
    if (!row || !issued) return turnAway('unknown')
    const stored = readAll(issued, answers)
    if (row.answeredAt) {
      return row.results && stored && canonical(stored) === canonical(row.answers)
        ? { kind: 'judged', results: row.results }
        : turnAway('used')
    }
    if (row.expiresAt <= now) return turnAway('late')
    if (!stored) return turnAway('answers')
    const results = judgeAll(issued, stored)
    await tx
      .update(placements)
      .set({ answers: stored, results, answeredAt: now })
      .where(and(eq(placements.learnerId, viewer.id), eq(placements.id, row.id)))
    const proved: string[] = []
    for (const lesson of using.lessons()) {
      if (!Object.hasOwn(results, lesson.id) || !results[lesson.id]) continue
      // Proved is the version that was asked about, also where another was published within the hour.
      const { version } = issued[lesson.id]!
      const proof = { by: 'placement', version, score: null, at: now } as const
      if (await markVerified(tx, viewer.id, lesson.id, proof)) proved.push(lesson.id)
    }
    await audit(tx, viewer, 'placement.answered', row.id, { stage: row.stage, proved })
    return { kind: 'judged', results }
  })
}

/** Answers by the author's ids; undefined when something was answered that was not asked. */
function readAll(
  issued: Issued,
  answers: Record<string, Answers>,
): Record<string, StoredAnswers> | undefined {
  const stored: Record<string, StoredAnswers> = {}
  for (const [lesson, given] of Object.entries(answers)) {
    if (!Object.hasOwn(issued, lesson)) return undefined
    const read = readAnswers(issued[lesson]!.questions, given)
    if (!read) return undefined
    stored[lesson] = read
  }
  return stored
}

const judgeAll = (issued: Issued, answers: Record<string, StoredAnswers>): PlacementResults =>
  Object.fromEntries(
    Object.entries(issued).map(([lesson, { questions }]) => [
      lesson,
      judgeQuiz(questions, answers[lesson] ?? {}, 1).verdict === 'verified',
    ]),
  )
