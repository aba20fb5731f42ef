import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addUser, viewerOf } from '../auth/testing.server'
import {
  auditEvents,
  departments,
  lessonStates,
  notifications,
  people,
  reviewReopenings,
  reviews,
  submissions,
} from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from '../progress/catalog.testing'
import type { Me } from '../verify/attempt.server'
import { claimReview, releaseReview } from './claim.server'
import { removeComment, writeComment } from './comments.server'
import { decideReview, type DecideWith } from './decide.server'
import { ProjectHandIn } from './hand-in'
import { handInProject, type ProjectsWith, withdrawProject } from './hand-in.server'
import { findProject } from './project.server'
import { listQueue } from './queue.server'
import { reopenReview } from './reopen.server'
import { OWN_DAYS } from './reopening'
import { Rubric } from './rubric'
import { CLAIM, type Reviewer } from './scope.server'
import { findReview } from './work.server'

const both = (text: string) => ({ zh: text, en: text })
const levels = [0, 1, 2].map((points) => ({ points, says: both(`${points}`) }))
const rubric = Rubric.parse({
  criteria: ['data', 'model'].map((id) => ({ id, title: both(id), what: both(id), levels })),
  accept: { points: 3 },
  card: [{ id: 'aim', title: both('aim'), ask: both('why'), min: 10 }],
})
const lesson = lessonOf('capstone', [{ id: 'project', kind: 'review' }], 2)
const AIM = '区分一千张手写数字，错误少于三十张'

let base: TestDatabase
let using: ProjectsWith & DecideWith
let clock: Date
let mentor: Reviewer
let other: Reviewer
let me: Me
let department: string
let serial = 0

async function join(mentorId: string | null): Promise<Me> {
  const user = await addUser('trainee')
  await base.db.insert(people).values({
    id: user.id,
    externalId: `T${++serial}`,
    departmentId: department,
    mentorId,
    joinedOn: '2026-01-01',
  })
  return viewerOf(user, 'progress.write')
}
const newMentor = async () => viewerOf(await addUser('mentor'), 'reviews.write')

beforeAll(async () => {
  base = await testDatabase()
  department = uuidv7()
  await base.db
    .insert(departments)
    .values({ id: department, nameZh: '研发部', nameEn: 'Research', position: 0 })
})
afterAll(() => base.close())
beforeEach(async () => {
  clock = new Date('2026-11-20T08:00:00Z')
  using = { database: base.db, catalog: catalogOf(lesson), rubric: () => rubric, now: () => clock }
  mentor = await newMentor()
  other = await newMentor()
  me = await join(mentor.id)
})

const work = (more: object = {}): ProjectHandIn =>
  ProjectHandIn.parse({
    id: uuidv7(),
    version: 2,
    card: { aim: AIM },
    code: { train: 'one\ntwo' },
    outputs: { train: [{ kind: 'text', stream: 'log', text: '0.98' }, { kind: 'unknown' }] },
    curve: { series: [{ name: 'loss', x: [1, 2], y: [0.5, 0.2] }] },
    backend: 'wasm',
    ...more,
  })
const handIn = (sent = work(), who = me) => handInProject(who, 'capstone', 'project', sent, using)
const keyOf = (sent: ProjectHandIn, who = me) => ({ learner: who.id, submission: sent.id })
const full = { points: { data: 2, model: 1 }, summary: '数据讲得清楚' }
const decide = (key: ReturnType<typeof keyOf>, how = full, by = mentor) => decideReview(by, key, how, using)
const claim = (key: ReturnType<typeof keyOf>, by = mentor) => claimReview(by, key, clock, base.db)
const minutes = (count: number) => (clock = new Date(clock.getTime() + count * 60_000))

describe('handing in', () => {
  test('stores the work as waiting, tells the mentor, and is the same however often it is sent', async () => {
    const sent = work()
    expect(await handIn(sent)).toEqual({ kind: 'handed-in', id: sent.id, at: clock })
    minutes(5)
    expect(await handIn(sent)).toMatchObject({ kind: 'handed-in', id: sent.id })
    expect(await handIn({ ...sent, code: { train: 'other' } })).toMatchObject({
      reason: { code: 'id-reused' },
    })
    const rows = await base.db.select().from(submissions).where(eq(submissions.learnerId, me.id))
    expect(rows).toMatchObject([
      {
        id: sent.id,
        kind: 'review',
        verdict: 'waiting',
        answers: { card: { aim: AIM }, omitted: 1, outputs: { train: [{ text: '0.98' }] } },
      },
    ])
    const told = await base.db.select().from(notifications).where(eq(notifications.userId, mentor.id))
    expect(told).toMatchObject([{ kind: 'review.waiting', data: { learner: me.id, submission: sent.id } }])
    const states = await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id))
    expect(states).toMatchObject([{ verifiedAt: null }])
  })

  test.each<[string, object, object]>([
    [
      'a short card',
      { card: { aim: '  短  ' } },
      { kind: 'card', short: [{ id: 'aim', min: 10, found: 1 }] },
    ],
    ['a missing section', { card: {} }, { kind: 'card', short: [{ id: 'aim', found: 0 }] }],
    [
      'a section of the prototype',
      { card: JSON.parse('{"__proto__": "x"}') },
      { kind: 'card', short: [{ found: 0 }] },
    ],
    ['an old version', { version: 1 }, { reason: { code: 'stale-version' } }],
    ["another person's", { learner: uuidv7() }, { reason: { code: 'other-account' } }],
  ])('%s is refused and nothing is kept', async (_, more, expected) => {
    expect(await handIn(work(more))).toMatchObject(expected)
    expect(await base.db.select().from(reviews).where(eq(reviews.learnerId, me.id))).toEqual([])
  })

  test('one waits at a time; two at once leave one', async () => {
    const outcomes = await Promise.all([handIn(), handIn()])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['handed-in', 'turned-away'])
    expect(await handIn()).toMatchObject({ reason: { code: 'review-waiting' } })
  })

  test('can be taken back until a mentor opens it', async () => {
    const sent = work()
    await handIn(sent)
    await claim(keyOf(sent))
    expect(await withdrawProject(me, 'capstone', 'project', using)).toEqual({ kind: 'at-work' })
    minutes(31)
    expect(await withdrawProject(me, 'capstone', 'project', using)).toEqual({ kind: 'withdrawn' })
    expect(await withdrawProject(me, 'capstone', 'project', using)).toEqual({ kind: 'none' })
    expect(await handIn()).toMatchObject({ kind: 'handed-in' })
  })
})

describe('the queue', () => {
  test('is the oldest first, of own mentees and of people without a mentor, never one’s own', async () => {
    const [second, free, foreign] = [await join(mentor.id), await join(null), await join(other.id)]
    const own = viewerOf({ id: mentor.id, role: 'mentor' }, 'progress.write')
    const sent: [Me, ProjectHandIn][] = []
    for (const who of [free, me, foreign, second, own]) {
      minutes(1)
      const one = work()
      await handIn(one, who)
      sent.push([who, one])
    }
    const mine = await listQueue(mentor, clock, base.db)
    const known = mine.filter((row) => sent.some(([, one]) => one.id === row.submission))
    expect(known.map((row) => row.learner)).toEqual([free.id, me.id, second.id])
    expect(known.map((row) => row.isShared)).toEqual([true, false, false])
    for (const [who, one] of sent) {
      const visible = await findReview(mentor, who.id, one.id, clock, base.db)
      expect(visible !== null).toBe(![foreign, own].includes(who))
      const kind = (await claim(keyOf(one, who))).kind
      expect(kind).toBe([foreign, own].includes(who) ? 'unknown' : 'claimed')
    }
  })

  test('tells the trainee an honest place, and how long it took others', async () => {
    const before = await Promise.all(Array.from({ length: 4 }, () => join(mentor.id)))
    for (const [index, who] of before.entries()) {
      const sent = work()
      await handIn(sent, who)
      if (index === 3) continue
      minutes(60)
      await claim(keyOf(sent, who))
      await decide(keyOf(sent, who))
    }
    await handIn()
    const found = await findProject(me, 'capstone', 'project', using)
    expect(found).toMatchObject({
      waiting: { typicalHours: 1 },
      attempts: [{ decision: null, comments: [] }],
    })
    // Others may have left projects of people without a mentor in this database.
    expect(found.kind === 'project' && found.waiting!.ahead).toBeGreaterThanOrEqual(1)
  })
})

describe('a claim', () => {
  test('of two mentors at once one gets it; it runs out, is renewed and let go', async () => {
    const free = await join(null)
    const sent = work()
    await handIn(sent, free)
    const key = keyOf(sent, free)
    const both = await Promise.all([claim(key), claim(key, other)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['claimed', 'taken'])
    const [winner, loser] = both[0]!.kind === 'claimed' ? [mentor, other] : [other, mentor]
    minutes(20)
    expect(await claim(key, winner)).toEqual({ kind: 'claimed', until: new Date(clock.getTime() + CLAIM) })
    minutes(29)
    expect(await claim(key, loser)).toEqual({ kind: 'taken' })
    expect(await decide(key, full, loser)).toEqual({ kind: 'not-held' })
    await releaseReview(loser, key, base.db)
    expect(await claim(key, loser)).toEqual({ kind: 'taken' })
    await releaseReview(winner, key, base.db)
    expect(await claim(key, loser)).toMatchObject({ kind: 'claimed' })
    minutes(30)
    expect(await claim(key, winner)).toMatchObject({ kind: 'claimed' })
  })
})

describe('comments', () => {
  test('stand at lines and points that there are, by whoever has it open, until it is decided', async () => {
    const sent = work()
    await handIn(sent)
    const key = keyOf(sent)
    const write = (anchor: Parameters<typeof writeComment>[2]['anchor'], by = mentor, id = uuidv7()) =>
      writeComment(by, key, { id, anchor, body: '这里为什么？' }, clock, base.db)
    expect(await write(null)).toEqual({ kind: 'not-held' })
    await claim(key)
    const id = uuidv7()
    expect(await write({ kind: 'line', cell: 'train', line: 2 }, mentor, id)).toMatchObject({
      kind: 'written',
    })
    expect(await write({ kind: 'line', cell: 'train', line: 2 }, mentor, id)).toMatchObject({
      kind: 'written',
    })
    expect(await write({ kind: 'point', series: 'loss', x: 2 })).toMatchObject({ kind: 'written' })
    for (const anchor of [
      { kind: 'line', cell: 'train', line: 3 },
      { kind: 'line', cell: 'toString', line: 1 },
      { kind: 'point', series: 'loss', x: 3 },
      { kind: 'point', series: 'acc', x: 1 },
    ] as const) {
      expect(await write(anchor)).toEqual({ kind: 'anchor' })
    }
    expect(await write(null, other)).toEqual({ kind: 'unknown' })
    expect((await findReview(mentor, me.id, sent.id, clock, base.db))!.comments).toHaveLength(2)
    // The trainee is told with the decision, not before.
    expect(await findProject(me, 'capstone', 'project', using)).toMatchObject({
      attempts: [{ comments: [] }],
    })
    expect(await removeComment(mentor, key, id, base.db)).toBe(true)
    await decide(key)
    expect(await removeComment(mentor, key, id, base.db)).toBe(false)
    expect(await write(null)).toEqual({ kind: 'not-held' })
    expect(await findProject(me, 'capstone', 'project', using)).toMatchObject({
      waiting: null,
      attempts: [{ decision: 'accepted', summary: full.summary, comments: [{ anchor: { kind: 'point' } }] }],
    })
  })
})

describe('a decision', () => {
  test('is computed from the points, verifies the lesson, is audited and told, once', async () => {
    const sent = work()
    await handIn(sent)
    const key = keyOf(sent)
    await claim(key)
    expect(await decide(key, { ...full, points: { data: 2 } as never })).toEqual({
      kind: 'incomplete',
      missing: ['model'],
    })
    minutes(3)
    const outcomes = await Promise.all([decide(key), decide(key, { ...full, points: { data: 0, model: 0 } })])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'decided'])
    const [row] = await base.db.select().from(submissions).where(eq(submissions.id, sent.id))
    const [review] = await base.db.select().from(reviews).where(eq(reviews.submissionId, sent.id))
    expect(row!.verdict).toBe(review!.decision === 'accepted' ? 'verified' : 'refused')
    expect(await base.db.select().from(auditEvents).where(eq(auditEvents.subject, sent.id))).toHaveLength(2)
    const told = await base.db.select().from(notifications).where(eq(notifications.userId, me.id))
    expect(told).toMatchObject([{ kind: 'review.decided', data: { decision: review!.decision } }])
  })

  test('sent back, improved, handed in again, accepted: the earlier one stands beside it', async () => {
    const first = work()
    await handIn(first)
    await claim(keyOf(first))
    expect(await decide(keyOf(first), { points: { data: 2, model: 0 }, summary: '再看模型' })).toMatchObject({
      kind: 'decided',
      decision: 'returned',
      sum: 2,
      most: 4,
    })
    minutes(60)
    const second = work({ code: { train: 'one\nthree' } })
    expect(await handIn(second)).toMatchObject({ kind: 'handed-in', at: clock })
    await claim(keyOf(second))
    expect(await findReview(mentor, me.id, second.id, clock, base.db)).toMatchObject({
      code: { train: 'one\nthree' },
      held: { mine: true },
      earlier: [
        { submission: first.id, code: { train: 'one\ntwo' }, decision: 'returned', summary: '再看模型' },
      ],
    })
    expect(await listQueue(mentor, clock, base.db)).toContainEqual(
      expect.objectContaining({ submission: second.id, attempt: 2 }),
    )
    minutes(5)
    expect(await decide(keyOf(second))).toMatchObject({ decision: 'accepted' })
    const states = await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id))
    expect(states).toMatchObject([
      { verifiedAt: clock, verifiedVersion: 2, verifiedBy: 'checks', bestScore: 0.75 },
    ])
  })
})

describe('taking a decision back', () => {
  const again = (key: ReturnType<typeof keyOf>, by = mentor) => reopenReview(by, key, '点错了一级', using)
  async function decided(points: { data: number; model: number } = full.points) {
    const sent = work()
    await handIn(sent)
    await claim(keyOf(sent))
    await decide(keyOf(sent), { points, summary: '数据讲得清楚' })
    return keyOf(sent)
  }
  const stateOf = async () =>
    (await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, me.id)))[0]!
  const kindsTold = async () =>
    (await base.db.select().from(notifications).where(eq(notifications.userId, me.id))).map(
      ({ kind }) => kind,
    )

  test('ends what it proved, keeps what it was, holds the work and tells the trainee', async () => {
    const key = await decided()
    expect((await stateOf()).verifiedAt).not.toBeNull()
    minutes(60)
    expect(await again(key)).toEqual({ kind: 'reopened', at: clock })
    expect((await stateOf()).verifiedAt).toBeNull()
    const [kept] = await base.db
      .select()
      .from(reviewReopenings)
      .where(eq(reviewReopenings.submissionId, key.submission))
    expect(kept).toMatchObject({
      decision: 'accepted',
      points: full.points,
      summary: full.summary,
      decidedBy: mentor.id,
      reopenedBy: mentor.id,
      reason: '点错了一级',
    })
    const log = await base.db.select().from(auditEvents).where(eq(auditEvents.subject, key.submission))
    expect(log.map(({ action }) => action)).toContain('review.reopened')
    expect(await kindsTold()).toEqual(expect.arrayContaining(['review.decided', 'review.reopened']))
    const shown = await findReview(mentor, key.learner, key.submission, clock, base.db)
    expect(shown).toMatchObject({
      decided: null,
      held: { mine: true },
      reopenings: [{ decision: 'accepted' }],
    })
    const project = await findProject(me, 'capstone', 'project', using)
    expect(project).toMatchObject({ attempts: [{ decision: null, reopenings: [{ reason: '点错了一级' }] }] })

    // Decided anew, either way, and told anew.
    expect(await decide(key, { points: { data: 0, model: 0 }, summary: '应退回' })).toMatchObject({
      decision: 'returned',
    })
    expect((await stateOf()).verifiedAt).toBeNull()
    expect((await kindsTold()).filter((kind) => kind === 'review.decided')).toHaveLength(2)
  })

  test('a returned one can become accepted', async () => {
    const key = await decided({ data: 0, model: 0 })
    expect(await again(key)).toMatchObject({ kind: 'reopened' })
    expect(await decide(key)).toMatchObject({ kind: 'decided', decision: 'accepted' })
    expect((await stateOf()).verifiedAt).not.toBeNull()
  })

  test("is one's own for a while, and then another mentor's", async () => {
    const key = await decided()
    minutes(OWN_DAYS * 24 * 60 + 1)
    expect(await again(key)).toEqual({ kind: 'late' })
    // Not of anybody's mentees: unknown, as everything of them is.
    expect(await again(key, other)).toEqual({ kind: 'unknown' })
    await base.db.update(people).set({ mentorId: other.id }).where(eq(people.id, me.id))
    expect(await again(key, other)).toMatchObject({ kind: 'reopened' })
    expect(await again(key, other)).toEqual({ kind: 'open' })
  })

  test('is of the latest hand-in alone, and once when pressed twice', async () => {
    const key = await decided({ data: 0, model: 0 })
    minutes(5)
    await handIn(work())
    expect(await again(key)).toEqual({ kind: 'superseded' })
    me = await join(mentor.id)
    const next = await decided()
    const outcomes = await Promise.all([again(next), again(next), again(next)])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['open', 'open', 'reopened'])
  })
})

describe('deciding against the sum', () => {
  const against = {
    points: { data: 0, model: 0 },
    summary: '概念清楚',
    override: '数据被机房清空，现场讲清楚了',
  }

  test('takes a rubric that allows it, and is kept with its reason', async () => {
    const sent = work()
    await handIn(sent)
    await claim(keyOf(sent))
    expect(await decideReview(mentor, keyOf(sent), against, using)).toEqual({ kind: 'no-override' })
    const lenient = { ...using, rubric: () => ({ ...rubric, override: true }) }
    expect(await decideReview(mentor, keyOf(sent), against, lenient)).toMatchObject({
      kind: 'decided',
      decision: 'accepted',
      sum: 0,
    })
    const project = await findProject(me, 'capstone', 'project', using)
    expect(project).toMatchObject({ attempts: [{ decision: 'accepted', overrideFor: against.override }] })
    const log = await base.db.select().from(auditEvents).where(eq(auditEvents.subject, sent.id))
    expect(log.find(({ action }) => action === 'review.accepted')!.data).toMatchObject({
      override: against.override,
    })
  })
})
