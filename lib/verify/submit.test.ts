import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildVerifier } from '../../scripts/build-verifier'
import { prepareDatasets } from '../../scripts/datasets'
import type { Viewer } from '../auth/permissions'
import { addUser, viewerOf } from '../auth/testing.server'
import { ModelCheckSpec } from '../curriculum/model-check'
import { hiddenSplit } from '../datasets/hidden.server'
import { auditEvents, lessonStates, submissions, submissionWeights } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from '../progress/catalog.testing'
import { recordEvents } from '../progress/record.server'
import { lessonStateOf } from '../progress/state.server'
import { attemptsOf, trialOf } from './attempts.server'
import { createScorer, type Scorer } from './scorer.server'
import { ATTEMPTS } from './attempt.server'
import { submit, submitted, type SubmitWith } from './submit.server'
import { COUNTED_A_DAY } from './telling'
import { trainModel } from './trained-model.testing'
import { Upload } from './upload'

const spec = ModelCheckSpec.parse({
  id: 'digits',
  kind: 'model',
  variable: 'model',
  input: [784],
  layers: [
    { type: 'dense', units: 16, activation: 'relu' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.8,
})
const HALF = { accuracy: 0.5, loss: 1, auc: 0.5, perplexity: Math.E }
const BYTES = (784 * 16 + 16 + 16 * 10 + 10) * 4
const lesson = lessonOf('digits', [spec], 3)
const twofold = lessonOf('twofold', [spec, { ...spec, id: 'again' }])

let base: TestDatabase
let folder: string
let scorer: Scorer
let using: SubmitWith
let me: Viewer<'progress.write'>
let clock: Date
let trained: Pick<Upload, 'layers' | 'specs' | 'values'>

beforeAll(async () => {
  base = await testDatabase()
  await prepareDatasets(['mnist'])
  folder = mkdtempSync(join(tmpdir(), 'verifier-'))
  await buildVerifier(folder)
  scorer = createScorer({ folder, timeout: 20_000, queue: 50 })
  trained = await trainModel(spec, 80)
})
afterAll(async () => {
  await scorer.close()
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  me = viewerOf(await addUser('trainee'), 'progress.write')
  clock = new Date('2026-11-20T08:00:00Z')
  using = {
    database: base.db,
    catalog: catalogOf(lesson, twofold),
    scorer,
    hidden: hiddenSplit,
    now: () => clock,
  }
})

const upload = (more: object = {}): Upload =>
  Upload.parse({ id: uuidv7(), version: 3, ...trained, code: { train: 'fit()' }, backend: 'wasm', ...more })
const untrained = () => upload({ values: Buffer.alloc(BYTES).toString('base64') })
const send = (sent: Upload, who = me) => submit(who, 'digits', 'digits', sent, using)

async function stored(who = me) {
  const [attempts, weights, states, audited] = await Promise.all([
    base.db.select().from(submissions).where(eq(submissions.learnerId, who.id)),
    base.db.select().from(submissionWeights).where(eq(submissionWeights.learnerId, who.id)),
    base.db.select().from(lessonStates).where(eq(lessonStates.learnerId, who.id)),
    base.db.select().from(auditEvents).where(eq(auditEvents.actorId, who.id)),
  ])
  return { attempts, weights, states, audited }
}

describe('a verdict', () => {
  test('trained weights are verified, and everything is written together', async () => {
    const sent = upload({ curve: { series: [{ name: 'loss', x: [1], y: [0.3] }] } })
    const outcome = await send(sent)
    expect(outcome).toMatchObject({
      kind: 'judged',
      verdict: {
        id: sent.id,
        check: 'digits',
        verdict: 'verified',
        pass: 0.8,
        reason: null,
        at: clock.toISOString(),
      },
    })
    const score = (outcome.kind === 'judged' && outcome.verdict.score) || 0
    expect(score).toBeGreaterThan(0.8)
    const { attempts, weights, states, audited } = await stored()
    expect(attempts).toMatchObject([
      {
        id: sent.id,
        lesson: 'digits',
        lessonVersion: 3,
        verdict: 'verified',
        reason: null,
        score,
        code: sent.code,
        curve: sent.curve,
        backend: 'wasm',
      },
    ])
    expect(Buffer.from(weights[0]!.values).toString('base64')).toBe(sent.values)
    expect(states).toMatchObject([
      { lesson: 'digits', verifiedAt: clock, verifiedVersion: 3, bestScore: score },
    ])
    expect(audited).toMatchObject([
      { action: 'submission.verified', subject: sent.id, data: { lesson: 'digits', score } },
    ])
  })

  test('a score below the mark is stored as refused, with its numbers, and verifies nothing', async () => {
    const sent = untrained()
    const outcome = await send(sent)
    const score = 196 / 2000
    expect(outcome).toMatchObject({
      kind: 'judged',
      verdict: { verdict: 'refused', score, pass: 0.8, reason: 'score' },
    })
    const { states, audited } = await stored()
    expect(states).toMatchObject([{ verifiedAt: null, verifiedVersion: null, bestScore: score }])
    expect(audited).toMatchObject([{ action: 'submission.refused' }])
    expect(await attemptsOf(me, lesson, base.db)).toEqual([
      {
        id: sent.id,
        check: 'digits',
        kind: 'model',
        exact: true,
        verdict: 'refused',
        score,
        reason: 'score',
        counts: true,
        at: clock.toISOString(),
      },
    ])
  })

  test('the first verification keeps its time, the best score stays the best', async () => {
    await send(upload())
    const [first] = (await stored()).states
    clock = new Date('2026-11-21T08:00:00Z')
    await send(untrained())
    await send(upload())
    expect((await stored()).states).toEqual([{ ...first, lastAt: clock }])
  })

  test('folded events and verdict do not disturb each other', async () => {
    const ran = {
      id: uuidv7(),
      lesson: 'digits',
      at: clock.toISOString(),
      type: 'cell.ran',
      cell: 'train',
      outcome: 'done',
      ms: 5,
    }
    const nothing = { texts: [], judged: false, verified: false, since: null }
    expect(await trialOf(me, 'digits', 'train', base.db)).toEqual(nothing)
    await recordEvents(base.db, me, [ran], using.catalog, clock)
    await send(upload())
    await recordEvents(base.db, me, [{ ...ran, id: uuidv7() }], using.catalog, clock)
    expect(await lessonStateOf(me, 'digits', base.db)).toMatchObject({ runs: 2, verifiedAt: clock })
    expect(await trialOf(me, 'digits', 'train', base.db)).toEqual({
      texts: [],
      judged: true,
      verified: true,
      since: clock,
    })
    expect(await trialOf(me, 'twofold', 'train', base.db)).toEqual(nothing)
  })

  test('a lesson with two checks is verified by the second', async () => {
    await submit(me, 'twofold', 'digits', upload({ version: 1 }), using)
    expect((await stored()).states).toMatchObject([{ verifiedAt: null }])
    await submit(me, 'twofold', 'again', upload({ version: 1 }), using)
    expect((await stored()).states).toMatchObject([{ verifiedAt: clock }])
  })
})

describe('the same submission again', () => {
  test('fifty at once: one grade, fifty equal answers', async () => {
    const scoring = { score: vi.fn<Scorer['score']>(scorer.score) }
    using = { ...using, scorer: scoring }
    const sent = upload()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => send(sent)))
    expect(outcomes[0]).toMatchObject({ kind: 'judged' })
    expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(scoring.score).toHaveBeenCalledTimes(1)
    const { attempts, audited } = await stored()
    expect([attempts.length, audited.length]).toEqual([1, 1])
    expect(await send(sent)).toEqual(outcomes[0])
    expect(scoring.score).toHaveBeenCalledTimes(1)
  })

  test('two processes at once still write one', async () => {
    const sent = upload()
    // A second copy of the module has its own idea of what is at work.
    vi.resetModules()
    const other = (await import('./submit.server')).submit
    const [mine, theirs] = await Promise.all([send(sent), other(me, 'digits', 'digits', sent, using)])
    expect(theirs).toEqual(mine)
    expect((await stored()).attempts).toHaveLength(1)
  })

  test('the id with other weights is turned away, parallel or later, and the first is kept', async () => {
    const sent = upload()
    const forged = { ...untrained(), id: sent.id }
    const [first, second] = await Promise.all([send(sent), send(forged)])
    expect(first).toMatchObject({ kind: 'judged', verdict: { verdict: 'verified' } })
    expect(second).toEqual({ kind: 'turned-away', reason: { code: 'id-reused', data: {} } })
    expect(await send(forged)).toEqual(second)
    expect((await stored()).attempts).toHaveLength(1)
  })

  test('the id of someone else is just an id', async () => {
    const sent = upload()
    await send(sent)
    const other = viewerOf(await addUser('trainee'), 'progress.write')
    expect(await send(sent, other)).toMatchObject({ kind: 'judged' })
    expect((await stored(other)).attempts).toHaveLength(1)
  })
})

describe('turned away, with nothing written', () => {
  const cases: [string, () => Promise<unknown>, object][] = [
    [
      'a lesson that is not there',
      () => submit(me, 'nothing', 'digits', upload(), using),
      { code: 'unknown-lesson' },
    ],
    [
      'a check that is not there',
      () => submit(me, 'digits', 'nothing', upload(), using),
      { code: 'unknown-check' },
    ],
    [
      'a check of another lesson',
      () => submit(me, 'digits', 'again', upload(), using),
      { code: 'unknown-check' },
    ],
    [
      'an old version',
      () => send(upload({ version: 2 })),
      { code: 'stale-version', data: { current: 3, sent: 2 } },
    ],
    ['a version to come', () => send(upload({ version: 4 })), { code: 'stale-version' }],
    ["another account's work", () => send(upload({ learner: uuidv7() })), { code: 'other-account' }],
    [
      'broken base64',
      () => send(upload({ values: trained.values.replace(/^.{4}/, '!!!!') })),
      { code: 'encoding' },
    ],
    ['too few bytes', () => send(upload({ values: trained.values.slice(0, 400) })), { code: 'byte-length' }],
    [
      'a claimed layer too many',
      () => send(upload({ layers: [...trained.layers, trained.layers[0]!] })),
      { code: 'layer-count' },
    ],
    [
      'a foreign shape',
      () => send(upload({ specs: trained.specs.map((one) => ({ ...one, shape: [2, 2] })) })),
      { code: 'weight-shape' },
    ],
  ]
  test.each(cases)('%s', async (_, attempt, reason) => {
    expect(await attempt()).toMatchObject({ kind: 'turned-away', reason })
    expect(await stored()).toEqual({ attempts: [], weights: [], states: [], audited: [] })
  })

  test('a model whose scoring took too long is an attempt, and the same one is told the same', async () => {
    using = { ...using, scorer: { score: async () => ({ kind: 'slow', seconds: 60 }) } }
    const sent = upload()
    const told = await send(sent)
    expect(told).toMatchObject({ kind: 'judged', verdict: { verdict: 'refused', reason: 'slow', score: 0 } })
    expect(await send(sent)).toEqual(told)
    expect((await stored()).attempts).toMatchObject([{ verdict: 'refused', reason: 'slow', score: null }])
  })

  test('a full queue', async () => {
    using = { ...using, scorer: { score: async () => ({ kind: 'busy', retryAfter: 7 }) } }
    expect(await send(upload())).toEqual({
      kind: 'turned-away',
      reason: { code: 'busy', data: { seconds: 7 } },
      retryAfter: 7,
    })
    expect((await stored()).attempts).toEqual([])
  })

  test('a second submission while the first is at work', async () => {
    const [first, second] = await Promise.all([send(upload()), send(upload())])
    expect(first).toMatchObject({ kind: 'judged' })
    expect(second).toMatchObject({ kind: 'turned-away', reason: { code: 'pending' }, retryAfter: 2 })
    // A failure frees the place.
    using = { ...using, scorer: { score: () => Promise.reject(new Error('lost')) } }
    await expect(send(upload())).rejects.toThrow('lost')
    using = { ...using, scorer }
    expect(await send(upload())).toMatchObject({ kind: 'judged' })
  })

  test('more attempts than an hour allows, until the oldest is an hour old', async () => {
    using = {
      ...using,
      scorer: { score: async () => ({ kind: 'scored', score: 0.5, metrics: HALF, fitted: false }) },
    }
    for (let count = 0; count < ATTEMPTS.model.count; count++) {
      clock = new Date(Date.UTC(2026, 10, 20, 8, count))
      expect(await send(upload())).toMatchObject({ kind: 'judged' })
    }
    clock = new Date(Date.UTC(2026, 10, 20, 8, 30))
    expect(await send(upload())).toEqual({
      kind: 'turned-away',
      reason: { code: 'attempts', data: { count: 20, minutes: 30 } },
      retryAfter: 1800,
    })
    expect((await stored()).attempts).toHaveLength(20)
    clock = new Date(Date.UTC(2026, 10, 20, 9, 0, 1))
    expect(await send(upload())).toMatchObject({ kind: 'judged' })
  })

  test('a score is told exactly as often a day as it counts, afterwards by a bound, and nothing more is kept', async () => {
    const measured = (score: number) => {
      const metrics = { ...HALF, accuracy: score }
      using = { ...using, scorer: { score: async () => ({ kind: 'scored', score, metrics, fitted: false }) } }
    }
    const told = async () => {
      const outcome = await send(upload())
      if (outcome.kind !== 'judged' || outcome.verdict.kind !== 'model') throw new Error(outcome.kind)
      const { score, exact, verdict, reason, id } = outcome.verdict
      // Asked again it says the same.
      expect(await submitted(me, 'digits', 'digits', id, using)).toEqual(outcome)
      return { score, exact, verdict, reason }
    }
    const best = async () => (await stored()).states[0]!.bestScore
    for (let count = 0; count < COUNTED_A_DAY; count++) {
      clock = new Date(Date.UTC(2026, 10, 20, 8, count))
      measured(0.7 + count / 1000)
      expect(await told()).toEqual({
        score: 0.7 + count / 1000,
        exact: true,
        verdict: 'refused',
        reason: 'score',
      })
    }
    clock = new Date(Date.UTC(2026, 10, 20, 9))
    measured(0.7895)
    expect(await told()).toEqual({ score: 0.75, exact: false, verdict: 'refused', reason: 'score-rough' })
    measured(0.7899)
    expect(await told()).toMatchObject({ score: 0.75 })
    expect(await best()).toBe(0.75)
    measured(0.9385)
    expect(await told()).toEqual({ score: 0.8, exact: false, verdict: 'verified', reason: null })
    expect(await best()).toBe(0.8)
    expect(JSON.stringify(await stored())).not.toMatch(/0\.789|0\.9385/)
    expect((await attemptsOf(me, lesson, base.db)).map(({ exact }) => exact)).toEqual([
      ...Array.from({ length: COUNTED_A_DAY }, () => true),
      false,
      false,
      false,
    ])
    // Another check has a count of its own, and so has another day: one in Shanghai.
    clock = new Date(Date.UTC(2026, 10, 20, 15, 59))
    measured(0.9385)
    expect(await told()).toMatchObject({ exact: false })
    clock = new Date(Date.UTC(2026, 10, 20, 16, 0))
    expect(await told()).toMatchObject({ score: 0.9385, exact: true })
    expect(await best()).toBe(0.9385)
  })

  test('a model that was fitted to the hidden examples is told so', async () => {
    using = {
      ...using,
      scorer: { score: async () => ({ kind: 'scored', score: 0.5, metrics: HALF, fitted: true }) },
    }
    const sent = upload()
    const outcome = { verdict: { verdict: 'refused', reason: 'fitted', score: 0.5 } }
    expect(await send(sent)).toMatchObject(outcome)
    expect(await send(sent)).toMatchObject(outcome)
  })
})
