/**
 * From answers to a verdict. The order: known lesson and check; the same id seen before; the paper that is answered,
 * its version and the shape of the answers; whether this person may try now; then one transaction that spends the
 * paper and writes attempt, lesson state and audit event.
 */
import 'server-only'
import { and, eq } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import { type Asked, askedOf } from '../checks/issue-quiz'
import {
  blanks,
  judgeQuiz,
  type JudgedQuiz,
  readAnswers,
  type StoredAnswers,
  tellQuestions,
} from '../checks/judge-quiz'
import type { Lesson } from '../curriculum/lesson'
import type { Queries, Transaction } from '../db/client.server'
import { quizPapers, submissions } from '../db/schema'
import { lockLearner } from '../progress/record.server'
import { canonical } from '../progress/storable'
import { settleLesson } from '../progress/verify-lesson.server'
import { type CheckOf, findPlace, type Me, type Submitted, turnAway } from './attempt.server'
import type { QuizHandIn } from './hand-in'
import { installedQuizzes, quizPace, type QuizWith } from './papers.server'
import type { QuizVerdict } from './verdict'

type Place = { lesson: Lesson; check: CheckOf<'quiz'> }
type Row = typeof quizPapers.$inferSelect

/** What is stored in `submissions.answers` of a quiz, enough to judge it again. */
export type StoredQuiz = { given: StoredAnswers; asked: Asked[] }

/** The same id with the same answers gets the same verdict however often it is sent, and is judged once. */
export async function submitQuiz(
  viewer: Me,
  lessonId: string,
  checkId: string,
  given: QuizHandIn,
  using: QuizWith = installedQuizzes(),
): Promise<Submitted> {
  const found = await findPlace(viewer, 'quiz', lessonId, checkId, given.learner, using.catalog)
  if (found.kind === 'turned-away') return found
  const sent = { ...given, id: given.id.toLowerCase(), paper: given.paper.toLowerCase() }
  return using.database.transaction(async (tx) => {
    await lockLearner(tx, viewer)
    // Another person's paper is not found at all: the learner is part of its key.
    const [paper] = await tx
      .select()
      .from(quizPapers)
      .where(and(eq(quizPapers.learnerId, viewer.id), eq(quizPapers.id, sent.paper)))
    const isHere = paper?.lesson === found.lesson.id && paper.check === found.check.id
    if (!paper || !isHere) return turnAway('paper-unknown')
    return (await earlier(tx, viewer, found, paper, sent)) ?? judge(tx, viewer, found, paper, sent, using)
  })
}

async function judge(
  tx: Transaction,
  viewer: Me,
  place: Place,
  paper: Row,
  sent: QuizHandIn,
  using: QuizWith,
): Promise<Submitted> {
  const { lesson, check } = place
  if (paper.usedAt) return turnAway('paper-used')
  if (sent.version !== lesson.version || paper.lessonVersion !== lesson.version) {
    const old = Math.min(sent.version, paper.lessonVersion)
    return turnAway('stale-version', { current: lesson.version, sent: old })
  }
  const { questions } = paper
  // Nothing is judged that was not answered: a blank costs no attempt and learns nothing.
  const open = blanks(questions, sent.answers)
  if (open.length > 0) return turnAway('quiz-blank', { count: open.length })
  const answers = readAnswers(questions, sent.answers)
  if (!answers) return turnAway('quiz-answers')
  const now = using.now()
  const { nextAt } = await quizPace(tx, viewer, lesson.id, check.id, now)
  if (nextAt) {
    const seconds = Math.max(1, Math.ceil((nextAt.getTime() - now.getTime()) / 1000))
    return turnAway('pause', { minutes: Math.ceil(seconds / 60) }, seconds)
  }
  const judged = judgeQuiz(questions, answers, check.pass)
  const { verdict, score } = judged
  await tx
    .update(quizPapers)
    .set({ usedAt: now })
    .where(and(eq(quizPapers.learnerId, viewer.id), eq(quizPapers.id, paper.id)))
  await tx.insert(submissions).values({
    learnerId: viewer.id,
    id: sent.id,
    lesson: lesson.id,
    check: check.id,
    lessonVersion: lesson.version,
    kind: 'quiz',
    verdict,
    reason: verdict === 'verified' ? null : 'questions-wrong',
    score,
    code: {},
    answers: { given: answers, asked: askedOf(questions) } satisfies StoredQuiz,
    details: judged.questions,
    challengeId: paper.id,
    createdAt: now,
    decidedAt: now,
  })
  await settleLesson(tx, viewer.id, lesson, { score, at: now })
  await audit(tx, viewer, `submission.${verdict}`, sent.id, { lesson: lesson.id, check: check.id, score })
  return { kind: 'judged', verdict: await verdictOf(tx, viewer, place, paper, sent.id, judged, now) }
}

/** The verdict that this id already has; `id-reused` when it was given for something else. */
async function earlier(
  database: Queries,
  viewer: Me,
  place: Place,
  paper: Row,
  sent: QuizHandIn,
): Promise<Submitted | null> {
  const [row] = await database
    .select()
    .from(submissions)
    .where(and(eq(submissions.learnerId, viewer.id), eq(submissions.id, sent.id)))
  if (!row) return null
  const answers = readAnswers(paper.questions, sent.answers)
  const same =
    row.kind === 'quiz' &&
    row.challengeId === paper.id &&
    answers !== undefined &&
    canonical((row.answers as StoredQuiz).given) === canonical(answers)
  if (!same || row.verdict === 'waiting') return turnAway('id-reused')
  const questions = row.details as JudgedQuiz['questions']
  const judged: JudgedQuiz = { verdict: row.verdict, score: row.score ?? 0, questions }
  const verdict = await verdictOf(database, viewer, place, paper, sent.id, judged, row.createdAt)
  return { kind: 'judged', verdict }
}

async function verdictOf(
  database: Queries,
  viewer: Me,
  { lesson, check }: Place,
  { questions }: Row,
  id: string,
  judged: JudgedQuiz,
  at: Date,
): Promise<QuizVerdict> {
  const { left, nextAt } = await quizPace(database, viewer, lesson.id, check.id, at)
  return {
    id,
    check: check.id,
    kind: 'quiz',
    verdict: judged.verdict,
    score: judged.score,
    pass: check.pass,
    reason: judged.verdict === 'verified' ? null : 'questions-wrong',
    at: at.toISOString(),
    questions: tellQuestions(questions, judged, viewer.locale),
    left,
    nextAt: nextAt?.toISOString() ?? null,
  }
}
