/**
 * Issues quiz papers: the questions of one attempt, drawn for one person, check and version of the lesson, and stored
 * as they were issued. A paper stays open until it is answered, so that asking again brings no easier one.
 */
import 'server-only'
import { randomBytes, randomInt } from 'node:crypto'
import { and, desc, eq, gt } from 'drizzle-orm'
import { type Dice, issueQuiz } from '../checks/issue-quiz'
import { type PublicQuestion, publicQuestion, type Quiz } from '../checks/quiz'
import { quizOf } from '../content/source.server'
import type { Lesson } from '../curriculum/lesson'
import { type Database, db, type Queries } from '../db/client.server'
import { quizPapers, submissions } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { findPlace, type Me, turnAway, type TurnedAway } from './attempt.server'
import { DAY, type Pace, paceOf } from './pace'

export type QuizWith = {
  database: Database
  catalog: Catalog
  quiz: (lesson: Lesson, check: string) => Quiz | undefined
  now: () => Date
}

export const installedQuizzes = (): QuizWith => ({
  database: db(),
  catalog: installedLessons,
  quiz: quizOf,
  now: () => new Date(),
})

/** Cast where a person cannot see: no order or key can be foretold. */
export const castDice: Dice = {
  die: (sides) => randomInt(sides),
  key: () => randomBytes(9).toString('base64url'),
}

export type Paper = { kind: 'issued'; id: string; questions: PublicQuestion[]; pace: Pace }

export async function issuePaper(
  viewer: Me,
  lessonId: string,
  checkId: string,
  { version, learner }: { version: number; learner?: string | undefined },
  using: QuizWith = installedQuizzes(),
): Promise<Paper | TurnedAway> {
  const place = await findPlace(viewer, 'quiz', lessonId, checkId, learner, using.catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  if (version !== lesson.version) return turnAway('stale-version', { current: lesson.version, sent: version })
  const quiz = using.quiz(lesson, check.id)
  if (!quiz) throw new Error(`The quiz ${lesson.id}/${check.id} was not built`)
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const now = using.now()
    const [last] = await tx
      .select()
      .from(quizPapers)
      .where(
        and(
          eq(quizPapers.learnerId, viewer.id),
          eq(quizPapers.lesson, lesson.id),
          eq(quizPapers.check, check.id),
        ),
      )
      .orderBy(desc(quizPapers.issuedAt), desc(quizPapers.id))
      .limit(1)
    const pace = await quizPace(tx, viewer, lesson.id, check.id, now)
    const show = (id: string, questions: NonNullable<typeof last>['questions']): Paper => ({
      kind: 'issued',
      id,
      questions: questions.map((question) => publicQuestion(question, viewer.locale)),
      pace,
    })
    if (last && !last.usedAt && last.lessonVersion === lesson.version) return show(last.id, last.questions)
    const before = new Set(last?.questions.map(({ variant }) => variant))
    const id = uuidv7(now.getTime())
    const questions = issueQuiz(quiz.questions, castDice, before)
    await tx.insert(quizPapers).values({
      learnerId: viewer.id,
      id,
      lesson: lesson.id,
      check: check.id,
      lessonVersion: lesson.version,
      questions,
      issuedAt: now,
    })
    return show(id, questions)
  })
}

/** How the viewer may go on: wrong attempts since the last right one, of the last day. */
export async function quizPace(
  database: Queries,
  viewer: Me,
  lesson: string,
  check: string,
  now: Date,
): Promise<Pace> {
  const rows = await database
    .select({ verdict: submissions.verdict, at: submissions.createdAt })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson),
        eq(submissions.check, check),
        gt(submissions.createdAt, new Date(now.getTime() - DAY)),
      ),
    )
    .orderBy(desc(submissions.createdAt))
  const right = rows.findIndex(({ verdict }) => verdict === 'verified')
  const wrong = (right === -1 ? rows : rows.slice(0, right)).map(({ at }) => at)
  return paceOf(wrong, now)
}
