/**
 * From answers to a verdict. The order: known lesson and check; the same id seen before; version and shape of the
 * answers; whether this person may try now; then one transaction that writes attempt, lesson state and audit event.
 */
import 'server-only'
import { and, count, eq, lte } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import {
  judgeQuiz,
  type JudgedQuiz,
  readAnswers,
  type StoredAnswers,
  tellQuestions,
} from '../checks/judge-quiz'
import type { Quiz } from '../checks/quiz'
import { quizOf } from '../content/source.server'
import type { Lesson } from '../curriculum/lesson'
import { type Database, db, type Queries } from '../db/client.server'
import { submissions } from '../db/schema'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { lockLearner } from '../progress/record.server'
import { canonical } from '../progress/storable'
import { settleLesson } from '../progress/verify-lesson.server'
import { type CheckOf, findPlace, type Me, type Submitted, tooMany, turnAway } from './attempt.server'
import type { QuizHandIn } from './hand-in'
import type { QuizVerdict } from './verdict'

export type SubmitQuizWith = {
  database: Database
  catalog: Catalog
  quiz: (lesson: Lesson, check: string) => Quiz | undefined
  now: () => Date
}

const installed = (): SubmitQuizWith => ({
  database: db(),
  catalog: installedLessons,
  quiz: quizOf,
  now: () => new Date(),
})

type Work = { lesson: Lesson; check: CheckOf<'quiz'>; quiz: Quiz; answers: StoredAnswers; id: string }

/** The same id with the same answers gets the same verdict however often it is sent, and is judged once. */
export async function submitQuiz(
  viewer: Me,
  lessonId: string,
  checkId: string,
  sent: QuizHandIn,
  using: SubmitQuizWith = installed(),
): Promise<Submitted> {
  const place = await findPlace(viewer, 'quiz', lessonId, checkId, sent.learner, using.catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  if (sent.version !== lesson.version)
    return turnAway('stale-version', { current: lesson.version, sent: sent.version })
  const quiz = using.quiz(lesson, check.id)
  if (!quiz) throw new Error(`The quiz ${lesson.id}/${check.id} was not built`)
  const answers = readAnswers(quiz.questions, sent.answers)
  if (!answers) return turnAway('quiz-answers')
  const work: Work = { lesson, check, quiz, answers, id: sent.id.toLowerCase() }
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    const known = await earlier(tx, viewer, work)
    if (known) return known
    const now = using.now()
    const refused = await tooMany(tx, viewer, lesson, check, now)
    if (refused) return refused
    const judged = judgeQuiz(quiz, answers, check.pass)
    await tx.insert(submissions).values({
      learnerId: viewer.id,
      id: work.id,
      lesson: lesson.id,
      check: check.id,
      lessonVersion: lesson.version,
      kind: 'quiz',
      verdict: judged.verdict,
      reason: judged.verdict === 'verified' ? null : 'questions-wrong',
      score: judged.score,
      code: {},
      answers,
      details: judged.questions,
      createdAt: now,
      decidedAt: now,
    })
    await settleLesson(tx, viewer.id, lesson, { score: judged.score, at: now })
    const { score } = judged
    await audit(tx, viewer, `submission.${judged.verdict}`, work.id, {
      lesson: lesson.id,
      check: check.id,
      score,
    })
    return { kind: 'judged', verdict: await verdictOf(tx, viewer, work, judged, now) }
  })
}

/** The verdict that this id already has; `id-reused` when it was given for something else. */
async function earlier(database: Queries, viewer: Me, work: Work): Promise<Submitted | null> {
  const [row] = await database
    .select()
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, work.id)))
  if (!row) return null
  const same =
    row.kind === 'quiz' &&
    row.lesson === work.lesson.id &&
    row.check === work.check.id &&
    canonical(row.answers) === canonical(work.answers)
  if (!same || row.verdict === 'waiting') return turnAway('id-reused')
  const questions = row.details as JudgedQuiz['questions']
  const judged: JudgedQuiz = { verdict: row.verdict, score: row.score ?? 0, questions }
  return { kind: 'judged', verdict: await verdictOf(database, viewer, work, judged, row.createdAt) }
}

async function verdictOf(
  database: Queries,
  viewer: Me,
  { lesson, check, quiz, id }: Work,
  judged: JudgedQuiz,
  at: Date,
): Promise<QuizVerdict> {
  // Counted up to this attempt, so that the same attempt is told the same whenever it is asked about.
  const [made] = await database
    .select({ count: count() })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, viewer.id),
        eq(submissions.lesson, lesson.id),
        eq(submissions.check, check.id),
        lte(submissions.createdAt, at),
      ),
    )
  return {
    id,
    check: check.id,
    kind: 'quiz',
    verdict: judged.verdict,
    score: judged.score,
    pass: check.pass,
    reason: judged.verdict === 'verified' ? null : 'questions-wrong',
    at: at.toISOString(),
    questions: tellQuestions(quiz, judged, viewer.locale, made?.count ?? 0),
  }
}
