/**
 * Quizzes, challenges and placement tests through the real API: the honest way first, then everything that tries to
 * gain something for nothing, with nothing changed.
 */
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { count, desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sender } from '../api/testing.server'
import { rightAnswer } from '../checks/judge-quiz'
import type { PublicQuestion } from '../checks/quiz'
import type { Wire } from '../checks/wire'
import { type Course, installCourse } from '../content/fixtures/install-course'
import {
  auditEvents,
  challenges,
  lessonStates,
  placements,
  quizPapers,
  rateLimits,
  submissions,
  submissionWeights,
} from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'

type Someone = { id: string; send: Sender }
type Issued = { id: string; function: string; cases: { args: Wire[] }[] }

let base: TestDatabase
let course: Course
let tools: typeof import('../api/testing.server')
let source: typeof import('../content/source.server')

beforeAll(async () => {
  base = await testDatabase()
  course = await installCourse()
  tools = await import('../api/testing.server')
  source = await import('../content/source.server')
})
afterAll(async () => {
  const { closeLimits } = await import('../api/limits.server')
  await closeLimits()
  await base.close()
  course.leave()
})

async function arrive(): Promise<Someone> {
  const { user, send } = await tools.arrive('trainee')
  return { id: user.id, send }
}
const freed = () => base.db.delete(rateLimits)

/** Every row that a verdict may touch, whoever it belongs to. */
async function everything() {
  const tables = [submissions, submissionWeights, auditEvents]
  return {
    counts: await Promise.all(tables.map((table) => base.db.select({ rows: count() }).from(table))),
    states: await base.db.select().from(lessonStates).orderBy(lessonStates.learnerId, lessonStates.lesson),
    challenges: await base.db.select().from(challenges).orderBy(challenges.learnerId, challenges.id),
    placements: await base.db.select().from(placements).orderBy(placements.learnerId, placements.id),
  }
}

const QUIZ = '/lessons/square/checks/quiz/submissions'
const CODE = '/lessons/square/checks/square/submissions'
const CHALLENGES = '/lessons/square/checks/square/challenges'

const PAPERS = '/lessons/square/checks/quiz/papers'

type Paper = { id: string; questions: PublicQuestion[]; left: number; nextAt: string | null }
async function paperOf(who: Someone): Promise<Paper> {
  const response = await who.send('POST', PAPERS, { version: 2, learner: who.id })
  expect(response.status).toBe(201)
  return (await response.json()) as Paper
}

/** The right answers to a paper: the database has them, the browser does not. */
async function rightAnswers(paper: string) {
  const [row] = await base.db.select().from(quizPapers).where(eq(quizPapers.id, paper))
  return Object.fromEntries(row!.questions.map((question) => [question.id, rightAnswer(question)]))
}

const quiz = async (who: Someone, more: object = {}, answers: object = {}) => {
  const { id: paper } = await paperOf(who)
  return {
    kind: 'quiz',
    id: uuidv7(),
    version: 2,
    paper,
    answers: { ...(await rightAnswers(paper)), ...answers },
    ...more,
  }
}
const WRONG = { value: -1 }
/** Plays that so much time has passed since this person's attempts. */
const wait = (who: Someone, minutes: number) =>
  base.db
    .update(submissions)
    .set({ createdAt: sql`${submissions.createdAt} - make_interval(mins => ${minutes})` })
    .where(eq(submissions.learnerId, who.id))

async function issue(who: Someone): Promise<Issued> {
  const response = await who.send('POST', CHALLENGES, { version: 2, learner: who.id })
  expect(response.status).toBe(201)
  return (await response.json()) as Issued
}
const squared = (value: Wire): Wire =>
  Array.isArray(value) ? value.map(squared) : typeof value === 'number' ? value * value : 0
const valuesOf = (argument: Wire) => (argument as { values: Wire }).values
const solve = ({ cases }: Issued, answer = squared) =>
  cases.map(({ args }) => ({ outcome: 'returned', value: answer(valuesOf(args[0]!)) }))
const code = (issued: Issued, more: object = {}) => ({
  kind: 'code',
  id: uuidv7(),
  version: 2,
  challenge: issued.id,
  results: solve(issued),
  code: { square: 'x => x * x' },
  backend: 'wasm',
  ...more,
})

describe('what a browser receives before an attempt', () => {
  test('holds no answer and no explanation: pages, secrets apart', () => {
    const folder = join(course.root, 'dist/content')
    const pages = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(pages.length).toBeGreaterThan(4)
    for (const name of pages) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect(text).not.toMatch(/SECRET|HINT|never-negative|minus-two|"right"|"tolerance"/)
    }
    expect(readFileSync(join(folder, 'secrets/square.json'), 'utf8')).toContain('SECRET')
  })

  test('the notebook that becomes the page’s payload', async () => {
    const { publicChecks } = await import('../notebook/public-checks')
    const compiled = await source.compiledLesson('square', 'zh')
    const text = JSON.stringify(publicChecks(compiled))
    expect(text).toContain('"kind":"quiz"')
    expect(text).not.toMatch(/SECRET|HINT|never-negative|minus-two|"right"|"tolerance"/)
  })

  test('a challenge has inputs and no results', async () => {
    const issued = await issue(await arrive())
    expect(issued.function).toBe('square')
    expect(issued.cases).toHaveLength(6)
    expect(Object.keys(issued).toSorted()).toEqual(['cases', 'expiresAt', 'function', 'id'])
    expect(Object.keys(issued.cases[0]!).toSorted()).toEqual(['args', 'says'])
  })
})

describe('a quiz', () => {
  test('a paper holds no answer, no hint and no explanation, and stays until it is answered', async () => {
    const me = await arrive()
    const paper = await paperOf(me)
    expect(JSON.stringify(paper)).not.toMatch(
      /SECRET|HINT|never-negative|minus-two|"right"|tolerance|variant/,
    )
    expect(await paperOf(me)).toEqual(paper)
    expect(await paperOf(await arrive())).not.toEqual(paper)
  })

  test('wrong: which and where to look, never what would be right, however often', async () => {
    const me = await arrive()
    const papers = new Set<string>()
    for (let attempt = 1; attempt <= 6; attempt++) {
      const sent = await quiz(me, {}, WRONG)
      papers.add(sent.paper)
      const verdict = await (await me.send('POST', QUIZ, sent)).json()
      expect(verdict).toMatchObject({
        kind: 'quiz',
        verdict: 'refused',
        score: 0.75,
        reason: 'questions-wrong',
        left: Math.max(0, 5 - attempt),
      })
      expect(verdict.questions[2]).toMatchObject({ id: 'value', right: false, answer: null })
      expect(JSON.stringify(verdict.questions[2].explain)).toContain('HINT')
      expect(JSON.stringify(verdict.questions[2])).not.toContain('SECRET')
      await wait(me, 61)
    }
    expect(papers.size).toBe(6)
    expect(await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id))).toMatchObject([
      { verifiedAt: null, bestScore: 0.75 },
    ])
  })

  test('blanks are no attempt and learn nothing', async () => {
    const me = await arrive()
    const before = await everything()
    for (const answers of [{}, { ...(await quiz(me)).answers, roots: [] }]) {
      const response = await me.send('POST', QUIZ, await quiz(me, { answers }))
      const text = await response.text()
      expect([response.status, JSON.parse(text).error.reason.code]).toEqual([422, 'quiz-blank'])
      expect(text).not.toMatch(/SECRET|HINT|"right"/)
    }
    expect(await everything()).toEqual(before)
    expect(await paperOf(me)).toMatchObject({ left: 5, nextAt: null })
  })

  test('the answers that passed one person pass nobody else, and not once more', async () => {
    const [me, other] = [await arrive(), await arrive()]
    const sent = await quiz(me)
    expect((await (await me.send('POST', QUIZ, sent)).json()).verdict).toBe('verified')
    const theirs = await paperOf(other)
    for (const body of [sent, { ...sent, paper: theirs.id }]) {
      const response = await other.send('POST', QUIZ, { ...body, id: uuidv7() })
      expect([404, 422]).toContain(response.status)
    }
    const again = await me.send('POST', QUIZ, { ...sent, id: uuidv7() })
    expect([again.status, (await again.json()).error.reason.code]).toEqual([409, 'paper-used'])
    const next = await me.send('POST', QUIZ, { ...sent, id: uuidv7(), paper: (await paperOf(me)).id })
    expect([next.status, (await next.json()).error.reason.code]).toEqual([422, 'quiz-answers'])
  })

  test('each wrong attempt costs more time than the one before', async () => {
    const me = await arrive()
    await me.send('POST', QUIZ, await quiz(me, {}, WRONG))
    for (const minutes of [1, 5, 15, 60, 60]) {
      expect((await me.send('POST', QUIZ, await quiz(me, {}, WRONG))).status).toBe(200)
      const refused = await me.send('POST', QUIZ, await quiz(me))
      expect([refused.status, (await refused.json()).error.reason]).toEqual([
        429,
        { code: 'pause', data: { minutes } },
      ])
      expect((await paperOf(me)).nextAt).not.toBeNull()
      await wait(me, minutes)
    }
    expect((await me.send('POST', QUIZ, await quiz(me))).status).toBe(200)
  })

  test('the same one again, also at once, is judged once and told the same', async () => {
    const me = await arrive()
    const sent = await quiz(me)
    const answers = await Promise.all(Array.from({ length: 20 }, () => me.send('POST', QUIZ, sent)))
    expect(new Set(await Promise.all(answers.map((one) => one.text()))).size).toBe(1)
    const rows = await base.db.select().from(submissions).where(eq(submissions.learnerId, me.id))
    expect(rows).toMatchObject([{ kind: 'quiz', verdict: 'verified', score: 1, backend: null }])
    // Stored by the author's ids, so that a corrected quiz can judge them again.
    expect(rows[0]!.answers).toMatchObject({
      given: { sign: 'never-negative' },
      asked: [{ id: 'sign' }, {}, {}, {}],
    })
  })
})

describe('a challenge', () => {
  test('right answers verify, and with the quiz the whole lesson', async () => {
    const me = await arrive()
    const issued = await issue(me)
    const verdict = await (await me.send('POST', CODE, code(issued, { learner: me.id }))).json()
    expect(verdict).toMatchObject({ kind: 'code', verdict: 'verified', score: 1, pass: 1, reason: null })
    const state = async () =>
      (await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id)))[0]
    expect(await state()).toMatchObject({ verifiedAt: null })
    await me.send('POST', QUIZ, await quiz(me))
    expect(await state()).toMatchObject({ verifiedVersion: 2, verifiedBy: 'checks', bestScore: 1 })
    const done = await (await me.send('GET', '/lessons/square/state')).json()
    expect(done.attempts.map((one: { kind: string }) => one.kind)).toEqual(['code', 'quiz'])
  })

  test('wrong answers are told by case, without the value, and spend the challenge', async () => {
    const me = await arrive()
    const issued = await issue(me)
    const results = solve(issued, (value) => value)
    results[1] = { outcome: 'returned', value: [1, 2] }
    const response = await me.send('POST', CODE, code(issued, { results }))
    const verdict = await response.json()
    expect(verdict).toMatchObject({ verdict: 'refused', reason: 'cases-wrong' })
    expect(verdict.cases[1]).toMatchObject({
      says: { en: 'two rows of three' },
      fault: { kind: 'shape', expected: [2, 3], found: [2] },
    })
    expect(verdict.cases[0].fault).toMatchObject({ kind: 'values', hint: { en: /multiplied/ } })
    const told = JSON.stringify(verdict)
    for (const number of solve(issued)
      .flatMap(({ value }) => [value].flat(3))
      .filter(Boolean))
      expect(told).not.toContain(String(number))
    const [row] = await base.db.select().from(challenges).where(eq(challenges.learnerId, me.id))
    expect(row!.usedAt).not.toBeNull()
    expect((await me.send('POST', CODE, code(issued))).status).toBe(409)
  })

  test('answers learnt from one challenge fail at the next; so does a constant', async () => {
    const me = await arrive()
    const first = solve(await issue(me))
    for (const results of [first, first.map(() => ({ outcome: 'returned', value: 1 }))]) {
      const verdict = await (await me.send('POST', CODE, code(await issue(me), { results }))).json()
      expect(verdict.verdict).toBe('refused')
    }
  })

  test('errors, silence and too much of a trainee’s function are told by case', async () => {
    const me = await arrive()
    const results: object[] = solve(await issue(me))
    const kinds = [
      { outcome: 'threw', name: 'TypeError', message: 'x is undefined' },
      { outcome: 'timed-out' },
      { outcome: 'not-run' },
      { outcome: 'too-large' },
      { outcome: 'returned', value: null },
      { outcome: 'returned', value: { '#': 'NaN' } },
    ]
    kinds.forEach((kind, index) => (results[index] = kind))
    const verdict = await (await me.send('POST', CODE, code(await issue(me), { results }))).json()
    expect(verdict.cases.map((one: { fault: { kind: string } }) => one.fault.kind)).toEqual([
      'threw',
      'timed-out',
      'not-run',
      'too-large',
      'type',
      'type',
    ])
  })

  test('the same answers again, also at once, are judged once', async () => {
    const me = await arrive()
    const sent = code(await issue(me))
    const answers = await Promise.all(Array.from({ length: 20 }, () => me.send('POST', CODE, sent)))
    expect(new Set(await Promise.all(answers.map((one) => one.text()))).size).toBe(1)
    expect(answers[0]!.status).toBe(200)
    expect(await base.db.select().from(submissions).where(eq(submissions.learnerId, me.id))).toHaveLength(1)
  })

  test('one challenge answered twice at once counts once', async () => {
    const me = await arrive()
    const issued = await issue(me)
    const answers = await Promise.all(Array.from({ length: 5 }, () => me.send('POST', CODE, code(issued))))
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409, 409, 409, 409])
  })

  test('five may be open, and no more', async () => {
    const me = await arrive()
    for (let open = 0; open < 5; open++) await issue(me)
    const refused = await me.send('POST', CHALLENGES, { version: 2 })
    expect([refused.status, (await refused.json()).error.reason.code]).toEqual([429, 'challenges-open'])
    const other = await arrive()
    expect((await other.send('POST', CHALLENGES, { version: 2 })).status).toBe(201)
  })

  test('a rebuilt challenge takes no answers to the old one', async () => {
    const me = await arrive()
    const issued = await issue(me)
    const unspoilt = await issue(me)
    const bundle = join(course.root, 'dist/challenges.json')
    const codes = JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, string>
    const { mtimeMs } = statSync(bundle)
    const rebuild = (seconds: number, more: Record<string, string>) => {
      writeFileSync(bundle, JSON.stringify({ ...codes, ...more }))
      utimesSync(bundle, new Date(), new Date(mtimeMs + 1000 * seconds))
    }
    // Another challenge was edited: this one is what it was.
    rebuild(5, { 'other/other': '({})' })
    expect((await me.send('POST', CODE, code(unspoilt))).status).toBe(200)
    rebuild(10, { 'square/square': `${codes['square/square']}// another build` })
    const before = await everything()
    const refused = await me.send('POST', CODE, code(issued))
    expect([refused.status, (await refused.json()).error.reason.code]).toEqual([409, 'challenge-changed'])
    expect(await everything()).toEqual(before)
    expect((await me.send('POST', CODE, code(await issue(me)))).status).toBe(200)
  })
})

type Drawn = { id: string; lessons: { lesson: string; questions: PublicQuestion[] }[] }
const begin = async (who: Someone) =>
  (await (await who.send('POST', '/placements', { stage: 'foundations' })).json()) as Drawn
/** Every question of the fixture asks for a sum, and says so. */
const sums = ({ lessons }: Drawn, wrong: readonly string[] = []) =>
  Object.fromEntries(
    lessons.map(({ lesson, questions }) => [
      lesson,
      Object.fromEntries(
        questions.map(({ id, ask }) => {
          const [a, b] = ask.join('').match(/\d+/g)!.map(Number)
          return [id, a! + b! + (wrong.includes(lesson) ? 1 : 0)]
        }),
      ),
    ]),
  )
const answersTo = (id: string) => `/placements/${id}/answers`

describe('a placement test', () => {
  test('asks about lessons that exist and are not verified; right answers verify them', async () => {
    const me = await arrive()
    const drawn = await begin(me)
    expect(drawn.lessons.map((one) => [one.lesson, one.questions.length])).toEqual([
      ['square', 3],
      ['double', 3],
    ])
    expect(JSON.stringify(drawn)).not.toMatch(/SECRET|"right"|tolerance/)
    // Going on with it draws nothing new.
    expect(await begin(me)).toEqual(drawn)
    const answers = sums(drawn, ['double'])
    const sent = { answers, learner: me.id }
    const answer = await me.send('POST', answersTo(drawn.id), sent)
    expect([answer.status, await answer.json()]).toEqual([200, { results: { square: true, double: false } }])
    const states = await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id))
    expect(states).toMatchObject([
      { lesson: 'square', verifiedVersion: 2, verifiedBy: 'placement', bestScore: null },
    ])
    // The same again is told the same and changes nothing; another try has to wait.
    const before = await everything()
    expect(await (await me.send('POST', answersTo(drawn.id), sent)).json()).toMatchObject({
      results: { square: true },
    })
    const early = await me.send('POST', '/placements', { stage: 'foundations' })
    expect([early.status, (await early.json()).error.reason.code]).toEqual([429, 'wait'])
    expect(await everything()).toEqual(before)
    // A week later only the other lesson is asked about.
    const week = new Date(Date.now() - 7 * 86_400_000 - 1000)
    await base.db
      .update(placements)
      .set({ issuedAt: week, expiresAt: week })
      .where(eq(placements.id, drawn.id))
    const again = await begin(me)
    expect(again.lessons.map((one) => one.lesson)).toEqual(['double'])
    await me.send('POST', answersTo(again.id), { answers: sums(again) })
    await base.db
      .update(placements)
      .set({ issuedAt: week, expiresAt: week })
      .where(eq(placements.id, again.id))
    const nothing = await me.send('POST', '/placements', { stage: 'foundations' })
    expect([nothing.status, (await nothing.json()).error.reason.code]).toEqual([409, 'nothing'])
  })

  test('never takes anything back', async () => {
    const me = await arrive()
    const drawn = await begin(me)
    await me.send('POST', CODE, code(await issue(me)))
    await me.send('POST', QUIZ, await quiz(me))
    const mine = () =>
      base.db
        .select()
        .from(lessonStates)
        .where(eq(lessonStates.learnerId, me.id))
        .orderBy(lessonStates.lesson)
    const before = await mine()
    expect(before).toMatchObject([{ lesson: 'square', verifiedBy: 'checks' }])
    const answer = await me.send('POST', answersTo(drawn.id), { answers: sums(drawn, ['square', 'double']) })
    expect(await answer.json()).toEqual({ results: { square: false, double: false } })
    expect(await mine()).toEqual(before)
  })

  test('draws other questions for other people', async () => {
    const ids = new Set<string>()
    for (let person = 0; person < 6; person++) {
      const { lessons } = await begin(await arrive())
      ids.add(lessons.flatMap((one) => one.questions.map((question) => question.id)).join())
    }
    expect(ids.size).toBeGreaterThan(1)
  })
})

describe('nothing changes by', () => {
  let me: Someone
  let other: Someone
  let mine: Issued
  let theirs: Issued
  let late: Issued
  let used: ReturnType<typeof code>
  let judged: Awaited<ReturnType<typeof quiz>>
  let test1: Drawn
  let theirTest: Drawn
  let lateTest: Drawn

  beforeAll(async () => {
    await freed()
    me = await arrive()
    other = await arrive()
    used = code(await issue(me), { results: [] as object[] })
    used = { ...used, results: Array.from({ length: 6 }, () => ({ outcome: 'timed-out' })) as never }
    expect((await me.send('POST', CODE, used)).status).toBe(200)
    late = await issue(me)
    const past = new Date(Date.now() - 1000)
    await base.db.update(challenges).set({ expiresAt: past }).where(eq(challenges.id, late.id))
    mine = await issue(me)
    theirs = await issue(other)
    judged = await quiz(me, {}, WRONG)
    expect((await me.send('POST', QUIZ, judged)).status).toBe(200)
    theirTest = await begin(other)
    const slow = await arrive()
    lateTest = await begin(slow)
    test1 = await begin(me)
    await base.db
      .update(placements)
      .set({ learnerId: me.id, issuedAt: past, expiresAt: past })
      .where(eq(placements.id, lateTest.id))
  })

  const headers = (more: Record<string, string>) => ({
    origin: 'http://127.0.0.1:3000',
    host: '127.0.0.1:3000',
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    ...more,
  })
  type Attack = [name: string, send: () => Promise<Response>, status: number, reason?: string]
  const byQuiz = (more: () => Record<string, unknown>) => async () => {
    const { answers, ...rest } = more()
    return me.send('POST', QUIZ, await quiz(me, rest, answers as object))
  }
  const byCode =
    (more: () => object, issued = () => mine) =>
    () =>
      me.send('POST', CODE, code(issued(), more()))
  const place =
    (body: () => unknown, id = () => test1.id) =>
    () =>
      me.send('POST', answersTo(id()), body())
  const same = (count: number, result: object) => Array.from({ length: count }, () => result)
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

  const ATTACKS: Attack[] = [
    // — challenges that are not to be had —
    ['a challenge without a session', () => tools.sender()('POST', CHALLENGES, { version: 2 }), 401],
    [
      'a challenge from another origin',
      () => me.send('POST', CHALLENGES, { version: 2 }, headers({ origin: 'https://evil.example' })),
      403,
    ],
    [
      'a challenge of an older version',
      () => me.send('POST', CHALLENGES, { version: 1 }),
      409,
      'stale-version',
    ],
    [
      'a challenge for another account',
      () => me.send('POST', CHALLENGES, { version: 2, learner: other.id }),
      409,
      'other-account',
    ],
    [
      'a challenge of a quiz',
      () => me.send('POST', '/lessons/square/checks/quiz/challenges', { version: 2 }),
      422,
      'wrong-kind',
    ],
    [
      'a challenge of another check',
      () => me.send('POST', '/lessons/square/checks/none/challenges', { version: 2 }),
      404,
      'unknown-check',
    ],
    [
      'a challenge of another lesson',
      () => me.send('POST', '/lessons/none/checks/square/challenges', { version: 2 }),
      404,
      'unknown-lesson',
    ],
    [
      'a challenge outside',
      () => me.send('POST', '/lessons/..%2Fsquare/checks/square/challenges', { version: 2 }),
      422,
    ],
    [
      'a challenge with a seed of one’s own',
      () => me.send('POST', CHALLENGES, { version: 2, seed: 'x' }),
      422,
    ],
    ['a challenge without a version', () => me.send('POST', CHALLENGES, {}), 422],
    ['reading challenges', () => me.send('GET', CHALLENGES), 405],
    // — answers to a challenge —
    ['answers without a session', () => tools.sender()('POST', CODE, code(mine)), 401],
    ['a challenge that was never issued', byCode(() => ({ challenge: uuidv7() })), 404, 'challenge-unknown'],
    [
      'another person’s challenge',
      byCode(
        () => ({}),
        () => theirs,
      ),
      404,
      'challenge-unknown',
    ],
    ['a challenge used before', byCode(() => ({ challenge: used.challenge })), 409, 'challenge-used'],
    [
      'a challenge that is too old',
      byCode(
        () => ({}),
        () => late,
      ),
      409,
      'challenge-late',
    ],
    ['a judged attempt with other answers', byCode(() => ({ id: used.id })), 409, 'id-reused'],
    ['an older version', byCode(() => ({ version: 1 })), 409, 'stale-version'],
    ['a version to come', byCode(() => ({ version: 3 })), 409, 'stale-version'],
    ['another account’s answers', byCode(() => ({ learner: other.id })), 409, 'other-account'],
    ['a challenge handed in for the quiz', () => me.send('POST', QUIZ, code(mine)), 422, 'wrong-kind'],
    [
      'a challenge handed in for another lesson',
      () => me.send('POST', '/lessons/double/checks/twice/submissions', code(mine)),
      422,
      'wrong-kind',
    ],
    ['too few results', byCode(() => ({ results: [] })), 422, 'case-count'],
    ['too many results', byCode(() => ({ results: same(13, { outcome: 'timed-out' }) })), 422],
    ['a result that says it is right', byCode(() => ({ results: same(6, { outcome: 'right' }) })), 422],
    ['a verdict sent along', byCode(() => ({ verdict: 'verified' })), 422],
    ['a score sent along', byCode(() => ({ score: 1 })), 422],
    ['a challenge id that is none', byCode(() => ({ challenge: "'; drop table challenges; --" })), 422],
    ['an id of another version', byCode(() => ({ id: '6f9619ff-8b86-4011-b42d-00c04fc964ff' })), 422],
    ['a backend that is none', byCode(() => ({ backend: 'server' })), 422],
    ['code under a name that is none', byCode(() => ({ code: { '../x': 'y' } })), 422],
    [
      'results nested beyond reason',
      byCode(() => ({ results: [{ outcome: 'returned', value: nested(3000) }] })),
      400,
    ],
    ['no kind', () => me.send('POST', CODE, { ...code(mine), kind: undefined }), 422],
    ['a kind that is none', () => me.send('POST', CODE, { ...code(mine), kind: 'waiver' }), 422],
    // — answers to a quiz —
    ['a quiz without a session', async () => tools.sender()('POST', QUIZ, await quiz(me)), 401],
    ['a quiz as a code', async () => me.send('POST', CODE, await quiz(me)), 422, 'wrong-kind'],
    [
      'a quiz of another lesson',
      async () => me.send('POST', '/lessons/none/checks/quiz/submissions', await quiz(me)),
      404,
      'unknown-lesson',
    ],
    [
      'a quiz of another check',
      async () => me.send('POST', '/lessons/square/checks/none/submissions', await quiz(me)),
      404,
      'unknown-check',
    ],
    ['an older quiz', byQuiz(() => ({ version: 1 })), 409, 'stale-version'],
    ['another account’s quiz', byQuiz(() => ({ learner: other.id })), 409, 'other-account'],
    ['a judged quiz with better answers', byQuiz(() => ({ id: judged.id })), 409, 'id-reused'],
    [
      'answers by the author’s ids',
      byQuiz(() => ({ answers: { sign: 'never-negative' } })),
      422,
      'quiz-answers',
    ],
    ['answers to questions not asked', byQuiz(() => ({ answers: { other: 1 } })), 422, 'quiz-answers'],
    [
      'answers by a name of the prototype',
      byQuiz(() => ({ answers: { constructor: 1 } })),
      422,
      'quiz-answers',
    ],
    ['an answer that is an object', byQuiz(() => ({ answers: { value: { right: true } } })), 422],
    ['nine keys at once', byQuiz(() => ({ answers: { roots: Array(9).fill('x') } })), 422],
    ['a quiz with a pass mark', byQuiz(() => ({ pass: 0 })), 422],
    ['a quiz with a verdict', byQuiz(() => ({ verdict: 'verified' })), 422],
    ['NUL in a quiz', byQuiz(() => ({ answers: { sign: 'a\0b' } })), 400],
    ['a judged quiz again', async () => me.send('POST', QUIZ, judged), 200],
    ['a judged attempt again', () => me.send('POST', CODE, used), 200],
    // — placement tests —
    ['a test without a session', () => tools.sender()('POST', '/placements', { stage: 'foundations' }), 401],
    [
      'a test of a stage without one',
      () => me.send('POST', '/placements', { stage: 'practice' }),
      404,
      'none',
    ],
    ['a test of a stage that is none', () => me.send('POST', '/placements', { stage: '../secrets' }), 422],
    [
      'a test with lessons of one’s own choice',
      () => me.send('POST', '/placements', { stage: 'foundations', lessons: ['double'] }),
      422,
    ],
    [
      'answers to a test that was never drawn',
      place(
        () => ({ answers: {} }),
        () => uuidv7(),
      ),
      404,
      'unknown',
    ],
    [
      'answers to another person’s test',
      place(
        () => ({ answers: sums(theirTest) }),
        () => theirTest.id,
      ),
      404,
      'unknown',
    ],
    [
      'answers that come too late',
      place(
        () => ({ answers: sums(lateTest) }),
        () => lateTest.id,
      ),
      409,
      'late',
    ],
    [
      'answers for another account',
      place(() => ({ answers: sums(test1), learner: other.id })),
      409,
      'other-account',
    ],
    [
      'answers to a lesson that was not asked',
      place(() => ({ answers: { 'not-written-yet': { q1: 31 } } })),
      422,
      'answers',
    ],
    [
      'answers to a question that was not drawn',
      place(() => ({ answers: { square: { q9: 1 } } })),
      422,
      'answers',
    ],
    ['results sent along', place(() => ({ answers: sums(test1), results: { square: true } })), 422],
    [
      'a test id that is none',
      place(
        () => ({ answers: {} }),
        () => 'x',
      ),
      422,
    ],
    ['answers without a session', () => tools.sender()('POST', answersTo(test1.id), { answers: {} }), 401],
    ['answers in a list', place(() => ({ answers: [] })), 422],
    ['a deletion', () => me.send('DELETE', answersTo(test1.id)), 405],
  ]

  test.each(ATTACKS)('%s', async (_, send, status, reason) => {
    await freed()
    const before = await everything()
    const response = await send()
    const body = await response.text()
    expect({ status: response.status, body }).toMatchObject({ status })
    if (status < 500 && !['a judged quiz again'].includes(_)) expect(body).not.toContain('SECRET')
    if (status >= 400) expect(JSON.parse(body).error.message.length).toBeGreaterThan(5)
    if (reason) expect(JSON.parse(body).error.reason.code).toBe(reason)
    expect(await everything()).toEqual(before)
  })

  test('and the honest way still goes', async () => {
    await freed()
    expect((await me.send('POST', CODE, code(mine))).status).toBe(200)
    expect((await me.send('POST', answersTo(test1.id), { answers: sums(test1) })).status).toBe(200)
    const [row] = await base.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.actorId, me.id))
      .orderBy(desc(auditEvents.at))
      .limit(1)
    expect(row).toMatchObject({ action: 'placement.answered', data: { proved: ['square', 'double'] } })
  })
})
