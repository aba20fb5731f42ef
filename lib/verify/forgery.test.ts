/** Requests that try to gain something for nothing, sent through the real API: none may change a row. */
import { count, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Sender } from '../api/testing.server'
import { ModelCheckSpec } from '../curriculum/model-check'
import { cellSources, lessonStates, progressEvents, submissions, submissionWeights } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { lessonOf } from '../progress/catalog.testing'
import { installLesson } from './installation.testing'
import { trainModel } from './trained-model.testing'
import type { Upload } from './upload'

const spec = ModelCheckSpec.parse({
  id: 'digits',
  kind: 'model',
  variable: 'model',
  input: [784],
  layers: [{ type: 'dense', units: 10, activation: 'softmax' }],
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.75,
})
const FLOATS = 784 * 10 + 10
const SOLUTION = 'const answer = 42 // the author’s own'

type HandedIn = Upload & { kind: 'model' }
type Someone = { id: string; send: Sender; cookie: string }
let base: TestDatabase
let leave: () => void
let tools: typeof import('../api/testing.server')
let me: Someone
let other: Someone
let trained: Pick<Upload, 'layers' | 'specs' | 'values'>
/** An event and a submission of mine that were accepted honestly. */
let honest: ReturnType<typeof ran>
let refused: HandedIn

async function arrive(): Promise<Someone> {
  const { user, send, cookie } = await tools.arrive('trainee')
  return { id: user.id, send, cookie }
}

const now = () => new Date().toISOString()
const ran = (more: object = {}) => ({
  id: uuidv7(),
  lesson: 'digits',
  at: now(),
  type: 'cell.ran',
  cell: 'data',
  outcome: 'done',
  ms: 5,
  ...more,
})
const zeros = Buffer.alloc(FLOATS * 4).toString('base64')
const oneBad = (value: number) => {
  const floats = new Float32Array(FLOATS)
  floats[77] = value
  return Buffer.from(floats.buffer).toString('base64')
}
const upload = (more: object = {}): HandedIn => ({
  kind: 'model',
  id: uuidv7(),
  version: 1,
  ...trained,
  values: zeros,
  code: {},
  backend: 'wasm',
  ...more,
})
const SUBMISSIONS = '/lessons/digits/checks/digits/submissions'
const events = (...list: unknown[]) => ({ learner: me.id, events: list })

beforeAll(async () => {
  base = await testDatabase()
  leave = await installLesson(lessonOf('digits', [spec]), { data: SOLUTION, train: SOLUTION })
  tools = await import('../api/testing.server')
  trained = await trainModel(spec, 60)
  me = await arrive()
  other = await arrive()
  honest = ran()
  await me.send('POST', '/progress', events(honest))
  refused = upload()
  expect((await me.send('POST', SUBMISSIONS, refused)).status).toBe(200)
  await me.send('PUT', '/lessons/digits/cells/train', { source: 'mine', base: 0 })
})
afterAll(async () => {
  const { closeLimits } = await import('../api/limits.server')
  await closeLimits()
  await (await import('./scorer.server')).scorer().close()
  await base.close()
  leave()
})

/** Every row of progress there is, whoever it belongs to. */
async function everything() {
  const tables = [progressEvents, lessonStates, cellSources, submissions, submissionWeights]
  const counts = await Promise.all(tables.map((table) => base.db.select({ rows: count() }).from(table)))
  return { counts, states: await base.db.select().from(lessonStates).orderBy(lessonStates.learnerId) }
}

type Attack = [name: string, send: () => Promise<Response>, status: number, receipt?: string]
const post = (body: () => unknown, headers?: Record<string, string>) => () =>
  me.send('POST', '/progress', body(), headers)
const submitting = (more: () => object) => () => me.send('POST', SUBMISSIONS, upload(more()))
const headers = (more: Record<string, string>) => ({
  origin: 'http://127.0.0.1:3000',
  host: '127.0.0.1:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  ...more,
})
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

const ATTACKS: Attack[] = [
  // — completions by hand —
  ['lesson.completed', post(() => events({ ...ran(), type: 'lesson.completed' })), 200, 'rejected'],
  ['lesson.verified', post(() => events({ ...ran(), type: 'lesson.verified', score: 1 })), 200, 'rejected'],
  ['submission.verified', post(() => events({ ...ran(), type: 'submission.verified' })), 200, 'rejected'],
  ['a score on an event', post(() => events(ran({ score: 100 }))), 200, 'rejected'],
  ['verifiedAt on an event', post(() => events(ran({ verifiedAt: now() }))), 200, 'rejected'],
  ['a type from the prototype', post(() => events(ran({ type: '__proto__' }))), 200, 'rejected'],
  [
    'a check that only the server judges',
    post(() =>
      events({
        ...ran(),
        type: 'check.passed',
        check: 'digits',
        cell: undefined,
        outcome: undefined,
        ms: undefined,
      }),
    ),
    200,
    'rejected',
  ],
  ['the state written directly', () => me.send('PUT', '/lessons/digits/state', { verified: true }), 405],
  ['the state posted', () => me.send('POST', '/lessons/digits/state', { verified: true }), 405],
  ['the state patched', () => me.send('PATCH', '/lessons/digits/state', { bestScore: 1 }), 405],
  // — someone else's name —
  ["another learner's batch", post(() => ({ learner: other.id, events: [ran()] })), 409],
  ['a batch for nobody', post(() => ({ events: [ran()] })), 422],
  ['a learner on the event', post(() => events(ran({ learnerId: other.id }))), 200, 'rejected'],
  ['a user beside the batch', post(() => ({ ...events(ran()), userId: other.id })), 422],
  ['a role beside the batch', post(() => ({ ...events(ran()), role: 'admin' })), 422],
  ['without a session', () => tools.sender()('POST', '/progress', events(ran())), 401],
  [
    'with an invented session',
    () => tools.sender('zhucai=invented.session')('POST', '/progress', events(ran())),
    401,
  ],
  ["another learner's submission", submitting(() => ({ learner: other.id })), 409],
  [
    "another learner's cell",
    () => me.send('PUT', '/lessons/digits/cells/train', { source: 'x', base: 1, learner: other.id }),
    409,
  ],
  [
    "another learner's state by query",
    () => me.send('GET', `/lessons/digits/state?learner=${other.id}`),
    422,
  ],
  // — repetition —
  ['an accepted event again', post(() => events(honest)), 200, 'duplicate'],
  [
    'an accepted event with another body',
    post(() => events({ ...honest, outcome: 'failed', error: 'x' })),
    200,
    'conflict',
  ],
  [
    'an accepted event moved to another cell',
    post(() => events({ ...honest, cell: 'train' })),
    200,
    'conflict',
  ],
  ['a judged submission again', () => me.send('POST', SUBMISSIONS, refused), 200],
  [
    'a judged submission with better weights',
    () => me.send('POST', SUBMISSIONS, { ...refused, values: trained.values }),
    409,
  ],
  // — things that are not there —
  ['another lesson', post(() => events(ran({ lesson: 'nowhere' }))), 200, 'rejected'],
  ['another cell', post(() => events(ran({ cell: 'nowhere' }))), 200, 'rejected'],
  ['a lesson outside', post(() => events(ran({ lesson: '../digits' }))), 200, 'rejected'],
  [
    'a submission for another lesson',
    () => me.send('POST', '/lessons/nowhere/checks/digits/submissions', upload()),
    404,
  ],
  [
    'a submission for another check',
    () => me.send('POST', '/lessons/digits/checks/nowhere/submissions', upload()),
    404,
  ],
  [
    'a save of another cell',
    () => me.send('PUT', '/lessons/digits/cells/nowhere', { source: 'x', base: 0 }),
    404,
  ],
  [
    'a save in another lesson',
    () => me.send('PUT', '/lessons/nowhere/cells/train', { source: 'x', base: 0 }),
    404,
  ],
  // — weights that are none —
  ['a verdict sent along', submitting(() => ({ verdict: 'verified' })), 422],
  ['a score sent along', submitting(() => ({ score: 1, pass: 0 })), 422],
  ['a pass mark of its own', submitting(() => ({ spec: { ...spec, pass: 0 } })), 422],
  ['an older version', submitting(() => ({ version: 2 })), 409],
  ['version zero', submitting(() => ({ version: 0 })), 422],
  ['no weights', submitting(() => ({ values: '' })), 422],
  ['not base64', submitting(() => ({ values: '*'.repeat(zeros.length) })), 422],
  ['one byte short', submitting(() => ({ values: zeros.slice(0, -4) })), 422],
  ['NaN', submitting(() => ({ values: oneBad(NaN) })), 422],
  ['infinity', submitting(() => ({ values: oneBad(-Infinity) })), 422],
  ['1e38', submitting(() => ({ values: oneBad(1e38) })), 422],
  [
    'a foreign shape',
    submitting(() => ({
      specs: [
        { name: 'a', shape: [10, 784] },
        { name: 'b', shape: [10] },
      ],
    })),
    422,
  ],
  [
    'a shape with a negative length',
    submitting(() => ({
      specs: [
        { name: 'a', shape: [-784, -10] },
        { name: 'b', shape: [10] },
      ],
    })),
    422,
  ],
  ['a bigger model', submitting(() => ({ layers: [...trained.layers, ...trained.layers] })), 422],
  [
    'another activation',
    submitting(() => ({ layers: [{ type: 'Dense', config: { units: 10, activation: 'linear' } }] })),
    422,
  ],
  ['201 layers', submitting(() => ({ layers: Array(201).fill(trained.layers[0]) })), 422],
  ['a backend that is none', submitting(() => ({ backend: 'server' })), 422],
  ['an id of another version', submitting(() => ({ id: '6f9619ff-8b86-4011-b42d-00c04fc964ff' })), 422],
  ['an id that is SQL', submitting(() => ({ id: "'; drop table submissions; --" })), 422],
  ['code under a name that is none', submitting(() => ({ code: { '../x': 'y' } })), 422],
  ['a cell of code over 64 KB', submitting(() => ({ code: { train: 'x'.repeat(70_000) } })), 422],
  ['NUL in the code', submitting(() => ({ code: { train: 'a\0b' } })), 400],
  ['a body over 24 MB', submitting(() => ({ values: 'A'.repeat(26_000_000) })), 413],
  // — bodies that are none —
  ['no events', post(() => events()), 422],
  ['101 events', post(() => events(...Array.from({ length: 101 }, () => ran()))), 422],
  ['events that are no list', post(() => ({ learner: me.id, events: { 0: ran() } })), 422],
  ['a batch over 256 KB', post(() => events(ran({ error: 'x'.repeat(300_000) }))), 413],
  ['NUL in an event', post(() => events(ran({ error: 'a\0b' }))), 400],
  ['half a surrogate pair', post(() => `{"learner":"${me.id}","events":["\\ud83d"]}`), 400],
  ['deep JSON', post(() => `{"learner":"${me.id}","events":[${nested(5000)}]}`), 400],
  ['broken JSON', post(() => '{"learner":'), 400],
  ['a form', post(() => 'learner=me', headers({ 'content-type': 'application/x-www-form-urlencoded' })), 415],
  ['plain text', post(() => JSON.stringify(events(ran())), headers({ 'content-type': 'text/plain' })), 415],
  ['another origin', post(() => events(ran()), headers({ origin: 'https://evil.example' })), 403],
  ['no origin', post(() => events(ran()), { 'content-type': 'application/json' }), 403],
  ['a cross-site fetch', post(() => events(ran()), headers({ 'sec-fetch-site': 'cross-site' })), 403],
  ['a minus as time', post(() => events(ran({ ms: -1 }))), 200, 'rejected'],
  [
    '48 hours in one event',
    post(() => events({ ...ran(), type: 'lesson.active', minutes: 2880 })),
    200,
    'rejected',
  ],
  [
    'a save from the future',
    () => me.send('PUT', '/lessons/digits/cells/train', { source: 'x', base: 9 }),
    409,
  ],
  [
    'a save on an old base',
    () => me.send('PUT', '/lessons/digits/cells/train', { source: 'x', base: 0 }),
    409,
  ],
  [
    'a save with a negative base',
    () => me.send('PUT', '/lessons/digits/cells/train', { source: 'x', base: -1 }),
    422,
  ],
  [
    'a save over 64 KB',
    () => me.send('PUT', '/lessons/digits/cells/train', { source: 'x'.repeat(65_537), base: 1 }),
    422,
  ],
  ['a deletion', () => me.send('DELETE', SUBMISSIONS), 405],
  ['a solution in the first minutes', () => me.send('GET', '/lessons/digits/solutions/train'), 403],
  ['a solution outside', () => me.send('GET', '/lessons/..%2Fdigits/solutions/train'), 422],
]

describe('nothing changes by', () => {
  test.each(ATTACKS)('%s', async (_, send, status, outcome) => {
    const before = await everything()
    const response = await send()
    const body = await response.text()
    expect({ status: response.status, body }).toMatchObject({ status })
    expect(body).not.toContain(SOLUTION)
    if (outcome) expect(JSON.parse(body).receipts).toMatchObject([{ outcome }])
    // A refusal says in words what was wrong.
    if (status >= 400) expect(JSON.parse(body).error.message.length).toBeGreaterThan(5)
    expect(await everything()).toEqual(before)
  })
})

describe('the honest way', () => {
  test('a try opens the solution of its cell, and a browser’s word does not', async () => {
    const someone = await arrive()
    const ask = async () => {
      const response = await someone.send('GET', '/lessons/digits/solutions/data')
      return response.status === 200 ? response.json() : response.status
    }
    expect(await ask()).toBe(403)
    await someone.send('POST', '/progress', { learner: someone.id, events: [ran(), ran()] })
    expect(await ask()).toBe(403)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 })
    expect(await ask()).toBe(403)
    const save = (source: string, base: number) =>
      someone.send('PUT', '/lessons/digits/cells/data', { source, base })
    expect((await save('  \n', 0)).status).toBe(200)
    expect(await ask()).toBe(403)
    expect((await save('const mine = 1', 1)).status).toBe(200)
    expect(await ask()).toEqual({ cell: 'data', source: SOLUTION })
    const another = await arrive()
    await another.send('PUT', '/lessons/digits/cells/data', { source: 'const mine = 1', base: 0 })
    expect((await another.send('GET', '/lessons/digits/solutions/data')).status).toBe(403)
    vi.useRealTimers()
  })

  test('trained weights verify the lesson, and the state says so', async () => {
    const sent = upload({ values: trained.values, learner: me.id })
    const response = await me.send('POST', SUBMISSIONS, sent)
    expect(response.status).toBe(200)
    const verdict = await response.json()
    expect(verdict).toMatchObject({ id: sent.id, verdict: 'verified', pass: 0.75, reason: null })
    expect(await (await me.send('GET', '/lessons/digits/state')).json()).toMatchObject({
      state: { runs: 1, lastCell: 'data' },
      verified: true,
      bestScore: verdict.score,
      attempts: [
        { id: refused.id, verdict: 'refused', reason: 'score' },
        { id: sent.id, verdict: 'verified' },
      ],
    })
    expect(await (await other.send('GET', '/lessons/digits/state')).json()).toEqual({
      state: null,
      verified: false,
      verifiedAt: null,
      bestScore: null,
      attempts: [],
    })
  })

  test('saved code comes back with its history', async () => {
    const saved = await me.send('PUT', '/lessons/digits/cells/train', { source: '二', base: 1 })
    expect(await saved.json()).toMatchObject({ source: '二', revision: 2 })
    const conflict = await me.send('PUT', '/lessons/digits/cells/train', { source: '三', base: 1 })
    expect([conflict.status, await conflict.json()]).toMatchObject([
      409,
      { current: { source: '二', revision: 2 } },
    ])
    const list = await (await me.send('GET', '/lessons/digits/cells')).json()
    expect(list).toMatchObject({ cells: { train: { source: '二', revision: 2 } } })
    const { revisions } = await (await me.send('GET', '/lessons/digits/cells/train/history')).json()
    expect(revisions.map((one: { source: string }) => one.source)).toEqual(['二', 'mine'])
    expect(await (await other.send('GET', '/lessons/digits/cells/train/history')).json()).toEqual({
      revisions: [],
    })
  })

  test('fifty parallel posts of one submission, one row', async () => {
    const sent = upload({ id: uuidv7(), values: trained.values })
    const answers = await Promise.all(Array.from({ length: 50 }, () => other.send('POST', SUBMISSIONS, sent)))
    expect(new Set(await Promise.all(answers.map((one) => one.text()))).size).toBe(1)
    expect(
      await base.db
        .select({ id: submissions.id })
        .from(submissions)
        .where(eq(submissions.learnerId, other.id)),
    ).toEqual([{ id: sent.id }])
  })
})
