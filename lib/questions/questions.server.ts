/**
 * A question belongs to who asked it. Everybody who learns sees the questions of a lesson, other people's without a
 * name; mentors see who of their mentees asked, answer, and are told; who asked says when it is settled.
 */
import 'server-only'
import { and, asc, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { audit } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import type { Cursor, CountedPage, Page } from '../db/keyset'
import { counts, type Order, readCountedPage, readPage } from '../db/keyset.server'
import { answers, people, questions, users } from '../db/schema'
import { isOpenTo } from '../mentoring/scope.server'
import { notify } from '../notifications/notify.server'
import { lockLearner } from '../progress/record.server'
import { storable } from '../progress/storable'
import { OPEN_QUESTIONS, type Question, type QueuedQuestion } from './questions'

type Row = typeof questions.$inferSelect

async function answersOf(rows: readonly Row[], database: Queries): Promise<Map<string, Question['answers']>> {
  const byQuestion = new Map<string, Question['answers']>()
  if (rows.length === 0) return byQuestion
  const found = await database
    .select({
      question: answers.questionId,
      id: answers.id,
      author: users.name,
      body: answers.body,
      at: answers.at,
    })
    .from(answers)
    .innerJoin(users, eq(users.id, answers.authorId))
    .where(
      and(
        inArray(answers.learnerId, [...new Set(rows.map((row) => row.learnerId))]),
        inArray(
          answers.questionId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(answers.at), asc(answers.id))
  for (const { question, at, ...answer } of found) {
    const list = byQuestion.get(question) ?? []
    list.push({ ...answer, at: at.toISOString() })
    byQuestion.set(question, list)
  }
  return byQuestion
}

const dto = (row: Row, viewer: { id: string }, given: Question['answers'] | undefined): Question => ({
  learner: row.learnerId,
  id: row.id,
  cell: row.cell,
  body: row.body,
  at: row.at.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
  mine: row.learnerId === viewer.id,
  answers: given ?? [],
})

const visible = (viewer: { id: string }, lesson: string): SQL => sql`${questions.lesson} = ${lesson} and
  (${questions.learnerId} = ${viewer.id} or exists (select from ${answers}
    where ${answers.learnerId} = ${questions.learnerId} and ${answers.questionId} = ${questions.id}))`

/** Questions a page. */
const PAGE_SIZE = 50

const OLDEST_FIRST: Order = [
  { by: sql`${questions.at}`, type: 'moment' },
  { by: sql`${questions.learnerId}`, type: 'uuid' },
  { by: sql`${questions.id}`, type: 'uuid' },
]

/** One's own questions of a lesson, or of one cell, and other people's that have an answer, oldest first. */
export async function questionsOf(
  viewer: Viewer<'progress.write'>,
  { lesson, cell, cursor }: { lesson: string; cell?: string | undefined; cursor?: Cursor | undefined },
  database: Queries = db(),
): Promise<Page<Question>> {
  const here = and(visible(viewer, lesson), cell === undefined ? undefined : eq(questions.cell, cell))
  const page = await readPage(
    'lesson-questions',
    OLDEST_FIRST,
    cursor,
    PAGE_SIZE,
    ({ where, orderBy, limit, mark }) =>
      database
        .select({ question: questions, mark })
        .from(questions)
        .where(and(here, where))
        .orderBy(orderBy)
        .limit(limit),
  )
  const rows = page.rows.map(({ question }) => question)
  const given = await answersOf(rows, database)
  return {
    ...page,
    rows: rows.map((row) => {
      const question = dto(row, viewer, given.get(row.id))
      // The id of a stranger would be a name.
      return question.mine ? question : { ...question, learner: '' }
    }),
  }
}

/** How many of these stand under each cell. */
export async function questionCounts(
  viewer: Viewer<'progress.write'>,
  lesson: string,
  database: Queries = db(),
): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .select({ cell: questions.cell, count: count() })
    .from(questions)
    .where(visible(viewer, lesson))
    .groupBy(questions.cell)
  return new Map(rows.map((row) => [row.cell, row.count]))
}

export type Asked = { kind: 'asked'; question: Question } | { kind: 'id-reused' } | { kind: 'too-many' }

/** Asks under a cell. The same id asks once; the mentor of who asks is told, and without one every mentor sees it. */
export function ask(
  viewer: Viewer<'progress.write'>,
  place: { lesson: string; cell: string },
  sent: { id: string; body: string },
  database: Database = db(),
): Promise<Asked> {
  const body = storable(sent.body)
  return database.transaction(async (tx): Promise<Asked> => {
    await lockLearner(tx, viewer)
    const mine = and(eq(questions.learnerId, viewer.id), eq(questions.id, sent.id))
    const [before] = await tx.select().from(questions).where(mine)
    if (before) {
      const same = before.lesson === place.lesson && before.cell === place.cell && before.body === body
      return same ? { kind: 'asked', question: dto(before, viewer, undefined) } : { kind: 'id-reused' }
    }
    const [open] = await tx
      .select({ questions: count() })
      .from(questions)
      .where(and(eq(questions.learnerId, viewer.id), isNull(questions.settledAt)))
    if ((open?.questions ?? 0) >= OPEN_QUESTIONS) return { kind: 'too-many' }
    const [row] = await tx
      .insert(questions)
      .values({ learnerId: viewer.id, id: sent.id, ...place, body })
      .returning()
    const [person] = await tx.select({ mentor: people.mentorId }).from(people).where(eq(people.id, viewer.id))
    if (person?.mentor) {
      const data = { learner: viewer.id, question: sent.id, ...place }
      await notify(tx, person.mentor, 'question.asked', data, sent.id)
    }
    return { kind: 'asked', question: dto(row!, viewer, undefined) }
  })
}

/** Says one's own question is settled, or open again. @returns whether there is such a question */
export async function settle(
  viewer: Viewer<'progress.write'>,
  id: string,
  settled: boolean,
  database: Queries = db(),
): Promise<boolean> {
  const rows = await database
    .update(questions)
    .set({ settledAt: settled ? sql`coalesce(${questions.settledAt}, now())` : null })
    .where(and(eq(questions.learnerId, viewer.id), eq(questions.id, id)))
    .returning({ id: questions.id })
  return rows.length > 0
}

const answered = sql`exists (select from ${answers}
  where ${answers.learnerId} = ${questions.learnerId} and ${answers.questionId} = ${questions.id})`

/** Unanswered first, of these one's own mentees' first, and then whoever has waited longest. */
const queueOrder = (viewer: Viewer<'questions.answer'>): Order => [
  {
    by: sql`case when ${answered} then 2 when ${people.mentorId} = ${viewer.id} then 0 else 1 end`,
    type: 'int',
  },
  ...OLDEST_FIRST,
]

/** The mentor's queue: questions that are not settled, of one's own mentees and of people without a mentor. */
export async function questionQueue(
  viewer: Viewer<'questions.answer'>,
  cursor?: Cursor,
  database: Queries = db(),
): Promise<CountedPage<QueuedQuestion> & { waiting: number }> {
  const open = and(isOpenTo(viewer, questions.learnerId), isNull(questions.settledAt))
  let waiting = 0
  const page = await readCountedPage(
    'questions',
    queueOrder(viewer),
    cursor,
    PAGE_SIZE,
    ({ where, orderBy, limit, mark }) =>
      withAsker(database, mark).where(and(open, where)).orderBy(orderBy).limit(limit),
    async (before) => {
      const [counted] = await database
        .select({ ...counts(before), waiting: sql<number>`(count(*) filter (where not ${answered}))::int` })
        .from(questions)
        .leftJoin(people, eq(people.id, questions.learnerId))
        .where(open)
      waiting = counted!.waiting
      return counted!
    },
  )
  return { ...page, waiting, rows: await queued(viewer, page.rows, database) }
}

const withAsker = (database: Queries, mark: SQL<(string | null)[]> = sql`null`) =>
  database
    .select({ question: questions, name: users.name, mentor: people.mentorId, mark })
    .from(questions)
    .innerJoin(users, eq(users.id, questions.learnerId))
    .leftJoin(people, eq(people.id, questions.learnerId))

type Asker = { question: Row; name: string; mentor: string | null }

async function queued(
  viewer: Viewer<'questions.answer'>,
  rows: Asker[],
  database: Queries,
): Promise<QueuedQuestion[]> {
  const given = await answersOf(
    rows.map((row) => row.question),
    database,
  )
  return rows.map(({ question, name, mentor }) => ({
    ...dto(question, viewer, given.get(question.id)),
    name,
    lesson: question.lesson,
    mentee: mentor === viewer.id,
  }))
}

export type Answered =
  | { kind: 'answered'; question: QueuedQuestion }
  | { kind: 'unknown' }
  | { kind: 'id-reused' }

/** Answers, once for one id, and tells who asked. A question of others' mentees is unknown. */
export function answer(
  viewer: Viewer<'questions.answer'>,
  to: { learner: string; question: string },
  sent: { id: string; body: string },
  database: Database = db(),
): Promise<Answered> {
  const body = storable(sent.body)
  return database.transaction(async (tx): Promise<Answered> => {
    const here = and(eq(questions.learnerId, to.learner), eq(questions.id, to.question))!
    const [found] = await withAsker(tx)
      .where(and(here, isOpenTo(viewer, questions.learnerId)))
      .for('no key update', { of: questions })
    if (!found) return { kind: 'unknown' }
    const row = found.question
    const written = await tx
      .insert(answers)
      .values({ learnerId: to.learner, id: sent.id, questionId: row.id, authorId: viewer.id, body })
      .onConflictDoNothing()
      .returning({ id: answers.id })
    if (written.length === 0) {
      const [before] = await tx
        .select({ question: answers.questionId, author: answers.authorId, body: answers.body })
        .from(answers)
        .where(and(eq(answers.learnerId, to.learner), eq(answers.id, sent.id)))
      const same = before?.question === row.id && before.author === viewer.id && before.body === body
      if (!same) return { kind: 'id-reused' }
    } else {
      const data = { question: row.id, lesson: row.lesson, cell: row.cell }
      await notify(tx, to.learner, 'question.answered', data, sent.id)
      await audit(tx, viewer, 'question.answered', row.id, { lesson: row.lesson, cell: row.cell })
    }
    const [question] = await queued(viewer, [found], tx)
    return { kind: 'answered', question: question! }
  })
}
