import { eq } from 'drizzle-orm'
import { fc, test as property } from '@fast-check/vitest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addUser, viewerOf } from '../auth/testing.server'
import type { CheckSpec } from '../curriculum/checks'
import { auditEvents, certificates, lessonStates, notifications, reviews, submissions } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from '../progress/catalog.testing'
import { markVerified } from '../progress/verify-lesson.server'
import { Rubric } from '../reviews/rubric'
import { prescribed } from '../verify/topology'
import { findFlips, type Reexamined } from './preview'
import type { Admin } from './preview.server'
import type { RejudgeWith } from './rejudge.server'
import { cancelRerun, confirmRerun, findRerun, type RerunsWith, startRerun } from './reruns.server'
import { ModelCheckSpec } from '../curriculum/model-check'

const quizOf = (right: string) => ({
  questions: [
    {
      id: 'one',
      variant: 'one',
      type: 'single' as const,
      ask: { zh: [], en: [] },
      explain: { zh: [], en: [] },
      parts: ['yes', 'no'].map((id) => ({ id, text: { zh: [], en: [] } })),
      right: [right],
    },
  ],
})
const quizAnswers = (one: string) => ({
  given: { one },
  asked: [{ id: 'one', variant: 'one', shown: ['yes', 'no'] }],
})
const model = ModelCheckSpec.parse({
  id: 'net',
  kind: 'model',
  variable: 'model',
  input: [2],
  layers: [{ type: 'dense', units: 2 }],
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.5,
})
const both = (text: string) => ({ zh: text, en: text })
const rubric = (accept: number) =>
  Rubric.parse({
    criteria: [
      {
        id: 'a',
        title: both('a'),
        what: both('a'),
        levels: [0, 2].map((points) => ({ points, says: both('l') })),
      },
      {
        id: 'b',
        title: both('b'),
        what: both('b'),
        levels: [0, 2].map((points) => ({ points, says: both('l') })),
      },
    ],
    accept: { points: accept },
    card: [{ id: 'c', title: both('c'), ask: both('c'), min: 1 }],
  })

let base: TestDatabase
let admin: Admin
let using: RerunsWith
let judges: RejudgeWith
let checks: CheckSpec[]

beforeAll(async () => {
  base = await testDatabase()
})
afterAll(() => base.close())
beforeEach(async () => {
  admin = viewerOf(await addUser('admin'), 'checks.rerun')
  checks = [{ id: 'quiz', kind: 'quiz', pass: 1 }, { id: 'project', kind: 'review' }, model]
  judges = {
    quiz: () => quizOf('yes') as never,
    rubric: () => rubric(4),
    challenge: () => undefined,
    hidden: async () => ({ images: new Uint8Array(4), labels: new Uint8Array(2) }),
    scorer: {
      score: async (_, { values }) => {
        const score = values[0]!
        return {
          kind: 'scored',
          score,
          metrics: { accuracy: score, loss: 1, auc: 1, perplexity: 1 },
          fitted: false,
        }
      },
    },
  }
})

const lessonId = () => `lesson-${uuidv7().slice(-12)}`

/** An attempt as it was judged by an earlier version of the check. */
async function attempt(lesson: string, check: string, more: object, learner?: string) {
  const person = learner ?? (await addUser('trainee')).id
  const id = uuidv7()
  const kind = check === 'quiz' ? 'quiz' : check === 'net' ? 'model' : 'review'
  await base.db.insert(submissions).values({
    learnerId: person,
    id,
    lesson,
    check,
    lessonVersion: 1,
    kind,
    verdict: 'refused',
    score: 0,
    code: {},
    createdAt: new Date(),
    ...more,
  })
  return { person, id }
}
const verify = (learner: string, lesson: string, by: 'checks' | 'placement' = 'checks') =>
  base.db.transaction((tx) => markVerified(tx, learner, lesson, { by, version: 1, score: 1, at: new Date() }))

async function preview(lesson: string, check: string) {
  using = { database: base.db, catalog: catalogOf(lessonOf(lesson, checks)), judges }
  const started = await startRerun(admin, lesson, check, using)
  if (started.kind !== 'started') throw new Error(started.kind)
  await started.finished
  const found = findRerun(admin, started.id)!
  if (found.state.kind !== 'ready') throw new Error(found.state.kind)
  return { id: started.id, preview: found.state.preview }
}
const stateOf = async (learner: string) =>
  (await base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, learner)))[0]

describe('a quiz that was corrected', () => {
  test('both ways: named first, nothing written; then confirmed, all at once, audited and told', async () => {
    const lesson = lessonId()
    checks = [{ id: 'quiz', kind: 'quiz', pass: 1 }]
    const gains = await attempt(lesson, 'quiz', { answers: quizAnswers('yes') })
    const loses = await attempt(lesson, 'quiz', { answers: quizAnswers('no'), verdict: 'verified', score: 1 })
    await verify(loses.person, lesson)
    await base.db.insert(certificates).values({
      learnerId: loses.person,
      stage: 'foundations',
      code: uuidv7().replaceAll('-', '').slice(0, 22),
      name: '林晓',
      lessons: [{ lesson, version: 1, verifiedAt: new Date().toISOString() }],
      issuedAt: new Date(),
    })
    const placed = await attempt(lesson, 'quiz', {
      answers: quizAnswers('no'),
      verdict: 'verified',
      score: 1,
    })
    await verify(placed.person, lesson, 'placement')
    const stays = await attempt(lesson, 'quiz', { answers: quizAnswers('no') })
    const twice = await attempt(lesson, 'quiz', { answers: quizAnswers('no'), verdict: 'verified', score: 1 })
    await attempt(lesson, 'quiz', { answers: quizAnswers('yes'), verdict: 'refused' }, twice.person)

    const { id, preview: found } = await preview(lesson, 'quiz')
    expect(found.flips.map(({ learner, direction, lesson: whole }) => [learner, direction, whole])).toEqual([
      [gains.person, 'gained', 'gained'],
      [loses.person, 'lost', 'lost'],
      [placed.person, 'lost', 'same'],
    ])
    expect(found.flips.every(({ name }) => name === '林晓')).toBe(true)
    expect(found.flips.map(({ shakesCertificate }) => shakesCertificate)).toEqual([false, true, false])
    expect((await stateOf(loses.person))!.verifiedAt).not.toBeNull()

    expect(await confirmRerun(admin, id, 0, using)).toEqual({ kind: 'unconfirmed' })
    expect(await confirmRerun(admin, id, 2, using)).toMatchObject({ kind: 'applied', gained: 1, lost: 2 })
    expect(await confirmRerun(admin, id, 2, using)).toEqual({ kind: 'unconfirmed' })
    expect(await stateOf(gains.person)).toMatchObject({ verifiedBy: 'checks', bestScore: 1 })
    expect(await stateOf(loses.person)).toMatchObject({
      verifiedAt: null,
      verifiedBy: null,
      verifiedVersion: null,
    })
    expect(await stateOf(placed.person)).toMatchObject({ verifiedBy: 'placement' })
    const [row] = await base.db.select().from(submissions).where(eq(submissions.id, loses.id))
    expect(row).toMatchObject({ verdict: 'refused', reason: 'questions-wrong', score: 0 })
    const [kept] = await base.db.select().from(submissions).where(eq(submissions.id, stays.id))
    expect(kept!.decidedAt).toBeNull()
    const audited = await base.db.select().from(auditEvents).where(eq(auditEvents.actorId, admin.id))
    expect(audited.map(({ action }) => action).sort()).toEqual([
      'check.rerun',
      'lesson.unverified',
      ...Array.from({ length: 5 }, () => 'submission.flipped'),
    ])
    const told = await base.db.select().from(notifications).where(eq(notifications.userId, loses.person))
    expect(told).toMatchObject([
      { kind: 'check.flipped', data: { lesson, check: 'quiz', verdict: 'refused' } },
    ])
  })

  test('an attempt that changed in between: nothing at all is written', async () => {
    const lesson = lessonId()
    const one = await attempt(lesson, 'quiz', { answers: quizAnswers('yes') })
    const two = await attempt(lesson, 'quiz', { answers: quizAnswers('yes') })
    const { id } = await preview(lesson, 'quiz')
    await base.db.update(submissions).set({ verdict: 'verified' }).where(eq(submissions.id, two.id))
    expect(await confirmRerun(admin, id, 0, using)).toEqual({ kind: 'changed' })
    const [row] = await base.db.select().from(submissions).where(eq(submissions.id, one.id))
    expect(row!.verdict).toBe('refused')
    expect(await base.db.select().from(auditEvents).where(eq(auditEvents.actorId, admin.id))).toEqual([])
  })
})

describe('other kinds', () => {
  test('a model is scored again from its weights; without them the verdict stays', async () => {
    const lesson = lessonId()
    const { submissionWeights } = await import('../db/schema')
    const weights = Buffer.from(Float32Array.from([0.75, 0, 0, 0, 0, 0]).buffer)
    const stored = await attempt(lesson, 'net', {
      topology: prescribed(model),
      metrics: { accuracy: 0.2, loss: 1, auc: 1, perplexity: 1 },
    })
    await base.db
      .insert(submissionWeights)
      .values({ learnerId: stored.person, submissionId: stored.id, values: weights })
    await attempt(lesson, 'net', { verdict: 'verified', score: 1 })
    const { preview: found } = await preview(lesson, 'net')
    expect(found).toMatchObject({
      attempts: 2,
      untellable: { 'not-stored': 1 },
      flips: [{ learner: stored.person, direction: 'gained', lesson: 'same' }],
      changes: [{ after: { score: 0.75, metrics: { accuracy: 0.75 } } }],
    })
    checks = [{ ...model, layers: [{ type: 'dense', units: 2, activation: 'relu', useBias: true }] }]
    expect((await preview(lesson, 'net')).preview.changes).toEqual([])
  })

  test('a model whose score was told by a bound is told no more by another run', async () => {
    const lesson = lessonId()
    const { submissionWeights } = await import('../db/schema')
    const weights = Buffer.from(Float32Array.from([0.2875, 0, 0, 0, 0, 0]).buffer)
    const stored = await attempt(lesson, 'net', { topology: prescribed(model), score: 0.1 })
    await base.db
      .insert(submissionWeights)
      .values({ learnerId: stored.person, submissionId: stored.id, values: weights })
    const { preview: found } = await preview(lesson, 'net')
    expect(found.changes).toMatchObject([{ after: { score: 0.25, share: 0.25, reason: 'score-rough' } }])
    expect(found.changes[0]!.after).not.toHaveProperty('metrics')
  })

  test('a project’s points are summed by the new rubric; points that are missing leave it as it is', async () => {
    const lesson = lessonId()
    const returned = await attempt(lesson, 'project', { score: 0.5, reason: 'returned' })
    const partial = await attempt(lesson, 'project', { verdict: 'verified', score: 1 })
    const decided = { queuedAt: new Date(), decidedAt: new Date(), decision: 'returned' as const }
    await base.db.insert(reviews).values([
      { learnerId: returned.person, submissionId: returned.id, ...decided, points: { a: 2, b: 0 } },
      { learnerId: partial.person, submissionId: partial.id, ...decided, points: { a: 2 } },
    ])
    await attempt(lesson, 'project', { verdict: 'waiting', score: null })
    expect((await preview(lesson, 'project')).preview.flips).toEqual([])
    judges = { ...judges, rubric: () => rubric(2) }
    const { id, preview: found } = await preview(lesson, 'project')
    expect(found).toMatchObject({ attempts: 2, untellable: { 'points-missing': 1 } })
    expect(found.flips).toMatchObject([{ learner: returned.person, direction: 'gained' }])
    await confirmRerun(admin, id, 0, using)
    const [review] = await base.db.select().from(reviews).where(eq(reviews.submissionId, returned.id))
    expect(review!.decision).toBe('accepted')
  })
})

describe('one at a time', () => {
  test('a second waits, the first can be stopped, and nobody else sees it', async () => {
    const lesson = lessonId()
    let go = () => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    judges = {
      ...judges,
      scorer: {
        score: async () => {
          await gate
          return { kind: 'busy', retryAfter: 1 }
        },
      },
    }
    const { submissionWeights } = await import('../db/schema')
    for (let count = 0; count < 2; count++) {
      const one = await attempt(lesson, 'net', {})
      await base.db
        .insert(submissionWeights)
        .values({ learnerId: one.person, submissionId: one.id, values: Buffer.alloc(24) })
    }
    using = { database: base.db, catalog: catalogOf(lessonOf(lesson, checks)), judges }
    const started = await startRerun(admin, lesson, 'net', using)
    if (started.kind !== 'started') throw new Error(started.kind)
    expect(await startRerun(admin, lesson, 'net', using)).toEqual({ kind: 'busy' })
    const other = viewerOf(await addUser('admin'), 'checks.rerun')
    expect(findRerun(other, started.id)).toBeNull()
    expect(cancelRerun(other, started.id)).toBe(false)
    expect(cancelRerun(admin, started.id)).toBe(true)
    go()
    await started.finished
    expect(findRerun(admin, started.id)!.state).toEqual({ kind: 'cancelled' })
    expect(await confirmRerun(admin, started.id, 0, using)).toEqual({ kind: 'unconfirmed' })
    expect(await startRerun(admin, lesson, 'nothing', using)).toEqual({ kind: 'unknown' })
  })
})

const Verdict = fc.constantFrom('verified' as const, 'refused' as const)
property.prop([
  fc.array(fc.record({ learner: fc.constantFrom('a', 'b', 'c'), before: Verdict, after: Verdict }), {
    maxLength: 20,
  }),
])('flips are exactly the people whose standing changes', (attempts) => {
  const all: Reexamined[] = attempts.map((one, index) => ({ ...one, submission: String(index) }))
  const passed = (when: 'before' | 'after') =>
    new Set(all.filter((one) => one[when] === 'verified').map(({ learner }) => learner))
  const before = passed('before')
  const after = passed('after')
  const flips = findFlips(all)
  for (const learner of ['a', 'b', 'c']) {
    const flip = flips.find((one) => one.learner === learner)
    const expected =
      before.has(learner) === after.has(learner) ? undefined : after.has(learner) ? 'gained' : 'lost'
    expect(flip?.direction).toBe(expected)
  }
})
