import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addUser, viewerOf } from '../auth/testing.server'
import type { Viewer } from '../auth/permissions'
import { auditEvents, progressEvents } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { catalogOf, lessonOf } from './catalog.testing'
import { ProgressEvent, type Receipt } from './events'
import { recordEvents } from './record.server'
import { refold } from './refold'
import { foldedPart, lessonStateOf, lessonStatesOf } from './state.server'

const NOW = new Date('2026-11-20T08:00:00Z')
const LESSON = 'linear-regression'
const catalog = catalogOf({ ...lessonOf(LESSON, []), formerly: ['regression'] }, lessonOf('digits', []))
let base: TestDatabase
let me: Viewer<'progress.write'>

beforeAll(async () => void (base = await testDatabase()))
afterAll(() => base.close())
beforeEach(async () => void (me = viewerOf(await addUser('trainee'), 'progress.write')))

const at = (minutesAgo: number) => new Date(NOW.getTime() - minutesAgo * 60_000).toISOString()
const ran = (minutesAgo = 5, more: object = {}) => ({
  id: uuidv7(),
  lesson: LESSON,
  at: at(minutesAgo),
  type: 'cell.ran',
  cell: 'train',
  outcome: 'done',
  ms: 40,
  ...more,
})
const active = (minutesAgo: number, more: object = {}) => ({
  id: uuidv7(),
  lesson: LESSON,
  at: at(minutesAgo),
  type: 'lesson.active',
  minutes: 1,
  ...more,
})

const record = (events: unknown[], viewer = me) => recordEvents(base.db, viewer, events, catalog, NOW)
const outcomes = (receipts: Receipt[]) => receipts.map(({ outcome }) => outcome).sort()
const rows = (viewer = me) =>
  base.db.select().from(progressEvents).where(eq(progressEvents.learnerId, viewer.id))

/** The states in the database, as the fold alone would make them. */
async function expectFolded(viewer = me) {
  const states = await lessonStatesOf(viewer, base.db)
  const folded = new Map([...states].map(([id, progress]) => [id, foldedPart(progress)]))
  expect(folded).toEqual(refold(await rows(viewer)))
}

describe('repetition and disorder', () => {
  test('the same batch a hundred times counts once', async () => {
    const batch = [ran(9), ran(8, { outcome: 'failed', error: 'Error: x' }), active(7), ran(6)]
    expect(outcomes(await record(batch))).toEqual(Array(4).fill('accepted'))
    for (let time = 0; time < 99; time++) {
      expect(outcomes(await record(batch))).toEqual(Array(4).fill('duplicate'))
    }
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({
      runs: 3,
      failedRuns: 1,
      activeMinutes: 1,
    })
    expect(await rows()).toHaveLength(4)
    await expectFolded()
  })

  test('twenty identical batches side by side count once', async () => {
    const batch = [
      ran(9),
      ran(8),
      active(7),
      { id: uuidv7(), lesson: LESSON, at: at(3), type: 'lesson.opened' },
    ]
    const all = (await Promise.all(Array.from({ length: 20 }, () => record(batch)))).flat()
    expect(outcomes(all)).toEqual([...Array(4).fill('accepted'), ...Array(76).fill('duplicate')])
    await expectFolded()
  })

  test('overlapping batches, out of order and side by side', async () => {
    const events = Array.from({ length: 60 }, (_, index) =>
      ran(60 - index, {
        cell: index % 2 ? 'train' : 'data',
        outcome: index % 3 ? 'done' : 'failed',
        error: `Error: ${index}`,
      }),
    )
    const batches = Array.from({ length: 20 }, (_, index) =>
      events.slice(index * 2, index * 2 + 22).toReversed(),
    )
    await Promise.all(batches.toReversed().map((batch) => record(batch)))
    expect(await rows()).toHaveLength(60)
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({
      runs: 60,
      failedRuns: 20,
      lastCell: 'train',
      lastCellAt: new Date(at(1)),
      lastError: 'Error: 57',
    })
    await expectFolded()
  })

  test('two lessons in one batch each get their own', async () => {
    await record([ran(5), ran(4, { lesson: 'digits' }), ran(3, { lesson: 'digits', cell: 'data' })])
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({ runs: 1 })
    expect(await lessonStateOf(me, 'digits', base.db)).toMatchObject({ runs: 2, lastCell: 'data' })
  })

  test('an id used twice in one batch is stored once', async () => {
    const one = ran(5)
    expect(outcomes(await record([one, one, { ...one, ms: 41 }]))).toEqual([
      'accepted',
      'conflict',
      'duplicate',
    ])
    expect(await rows()).toHaveLength(1)
  })

  test('an id in capitals is the same id, and the receipt names it as it was sent', async () => {
    const one = ran(5)
    await record([one])
    const id = one.id.toUpperCase()
    expect(await record([{ ...one, id }])).toEqual([{ id, outcome: 'duplicate' }])
    expect(await rows()).toHaveLength(1)
  })
})

describe('conflict', () => {
  test('an id with another body keeps the first and is audited', async () => {
    const one = ran(5)
    await record([one])
    const [receipt] = await record([{ ...one, outcome: 'failed', error: 'forged' }])
    expect(receipt).toEqual({ id: one.id, outcome: 'conflict', reason: 'id-used-before' })
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({ runs: 1, failedRuns: 0 })
    const audited = await base.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.actorId, me.id), eq(auditEvents.subject, one.id)))
    expect(audited).toMatchObject([
      { action: 'progress.conflict', data: { lesson: LESSON, type: 'cell.ran' } },
    ])
  })

  test('the same id of another person is another event', async () => {
    const other = viewerOf(await addUser('trainee'), 'progress.write')
    const one = ran(5)
    await record([one])
    expect(outcomes(await record([one], other))).toEqual(['accepted'])
    expect(await rows(other)).toHaveLength(1)
  })
})

describe('poison', () => {
  test.each<[string, unknown, string]>([
    ['no object', 'hello', '#1'],
    ['null', null, '#1'],
    ['an id that is no UUID', { ...ran(), id: 'x' }, 'x'],
    ['a completion by hand', { id: 'c', lesson: LESSON, at: at(1), type: 'lesson.completed' }, 'c'],
    ['a verdict by hand', { ...ran(), id: 'v', type: 'lesson.verified', score: 100 }, 'v'],
    ['a score on top', { ...ran(), score: 1 }, 'id'],
    ['a learner on top', { ...ran(), learnerId: 'someone' }, 'id'],
    ['negative time', ran(5, { ms: -1 }), 'id'],
    ['a run of a year', ran(5, { ms: 31_536_000_000 }), 'id'],
    ['two minutes at once', active(5, { minutes: 2 }), 'id'],
    ['no date', ran(5, { at: 'yesterday' }), 'id'],
  ])('%s is rejected, its neighbours are accepted', async (_, poison, id) => {
    const named = id === 'id' ? (poison as { id: string }).id : id
    const receipts = await record([ran(9), poison, ran(8)])
    expect(outcomes(receipts)).toEqual(['accepted', 'accepted', 'rejected'])
    expect(receipts).toContainEqual({
      id: named,
      outcome: 'rejected',
      reason: expect.stringMatching(/^malformed/),
    })
    expect(await rows()).toHaveLength(2)
  })

  test.each([
    ['a lesson', ran(5, { lesson: 'no-such-lesson' }), 'unknown-lesson'],
    ['a cell', ran(5, { cell: 'no-such-cell' }), 'unknown-cell'],
    [
      'a check',
      { id: uuidv7(), lesson: LESSON, at: at(1), type: 'check.passed', check: 'none' },
      'unknown-check',
    ],
  ])('%s that does not exist is rejected', async (_, event, reason) => {
    expect(await record([event])).toEqual([{ id: event.id, outcome: 'rejected', reason }])
    expect(await rows()).toHaveLength(0)
  })

  test('text that the database cannot hold is stored without the part that it cannot', async () => {
    await record([ran(5, { outcome: 'failed', error: 'a\0b\ud83d' })])
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({ lastError: 'ab\ufffd' })
    await expectFolded()
  })

  test('a lesson that was renamed is found by its old name', async () => {
    await record([ran(5, { lesson: 'regression' })])
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({ runs: 1 })
  })
})

describe('clocks', () => {
  test.each([
    ['ten years ahead', '2036-11-20T08:00:00Z', NOW, 'future'],
    ['a minute ahead', '2026-11-20T08:01:00Z', NOW, undefined],
    ['exact', '2026-11-20T07:59:00Z', new Date('2026-11-20T07:59:00Z'), undefined],
    ['ten years behind', '2016-11-20T08:00:00Z', new Date('2026-10-21T08:00:00Z'), 'past'],
    ['year zero', '0000-01-01T00:00:00Z', new Date('2026-10-21T08:00:00Z'), 'past'],
  ])('%s', async (_, sent, stored, clamped) => {
    expect(outcomes(await record([ran(0, { at: sent })]))).toEqual(['accepted'])
    const [row] = await rows()
    expect(row).toMatchObject({ at: stored, receivedAt: NOW, data: { at: sent } })
    expect(row?.data['clamped']).toBe(clamped)
  })

  test('a minute counts once, however many windows and lessons report it', async () => {
    const first = await record([active(5), active(5.4, { lesson: 'digits' }), active(4)])
    // 07:55:00, 07:54:36 and 07:56:00: three minutes.
    expect(outcomes(first)).toEqual(['accepted', 'accepted', 'accepted'])
    const again = await record([active(5, { lesson: 'digits' }), active(4.5), active(3.5)])
    expect(outcomes(again)).toEqual(['duplicate', 'duplicate', 'duplicate'])
    expect(await rows()).toHaveLength(3)
    await expectFolded()
  })

  test('two days of minutes cannot happen in one: only real minutes count', async () => {
    const forged = Array.from({ length: 100 }, () => active(3))
    expect(outcomes(await record(forged)).filter((one) => one === 'accepted')).toHaveLength(1)
    const ahead = Array.from({ length: 100 }, (_, index) => active(-60 * 24 - index))
    await record(ahead)
    expect(await lessonStateOf(me, LESSON, base.db)).toMatchObject({ activeMinutes: 2 })
  })

  test('parallel reports of one minute count once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => record([active(2)])))
    expect(outcomes(all.flat())).toEqual(['accepted', ...Array(19).fill('duplicate')])
  })
})

test('every kind of event is folded, and none makes anything verified', async () => {
  const curve = { series: [{ name: 'loss', x: [1, 2], y: [0.5, null] }] }
  const kinds = [
    { id: uuidv7(), lesson: LESSON, at: at(9), type: 'lesson.opened' },
    ran(8),
    { id: uuidv7(), lesson: LESSON, at: at(7), type: 'training.finished', cell: 'train', curve },
    { id: uuidv7(), lesson: LESSON, at: at(6), type: 'check.passed', check: 'sane' },
    active(5),
  ]
  expect(kinds.map(({ type }) => type)).toEqual(
    ProgressEvent.options.map((option) => option.shape.type.value),
  )
  await record(kinds)
  expect(await lessonStateOf(me, LESSON, base.db)).toEqual({
    lesson: LESSON,
    openedAt: new Date(at(9)),
    lastAt: new Date(at(5)),
    lastCell: 'train',
    lastCellAt: new Date(at(8)),
    runs: 1,
    failedRuns: 0,
    activeMinutes: 1,
    lastError: null,
    lastErrorAt: null,
    checksPassed: ['sane'],
    curve,
    curveAt: new Date(at(7)),
    verifiedAt: null,
    verifiedBy: null,
    verifiedVersion: null,
    bestScore: null,
  })
})
