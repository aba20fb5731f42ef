import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  type Answer,
  backoff,
  FRESH,
  OUTBOX,
  outlivesPage,
  pickBatch,
  settle,
  type Waiting,
} from './outbox-core'

const waiting = (count: number, bytes = 200): Waiting[] =>
  Array.from({ length: count }, (_, index) => ({ id: `event-${index}`, bytes }))
const accept = (batch: readonly Waiting[]): Answer => ({
  kind: 'receipts',
  receipts: batch.map(({ id }) => ({ id, outcome: 'accepted' })),
})

describe('pickBatch', () => {
  test.prop([
    fc.array(fc.record({ id: fc.uuid(), bytes: fc.integer({ min: 1, max: 100_000 }) })),
    fc.integer({ min: 1, max: 200 }),
  ])('takes the oldest, at least one, and no more than fit', (queue, limit) => {
    const batch = pickBatch(queue, limit)
    expect(batch).toEqual(queue.slice(0, batch.length))
    expect(batch.length).toBeLessThanOrEqual(Math.min(limit, OUTBOX.events))
    expect(batch.length > 0).toBe(queue.length > 0)
    if (batch.length > 1) expect(outlivesPage(batch)).toBe(true)
  })
})

describe('backoff', () => {
  test.prop([
    fc.integer({ min: 1, max: 1000 }),
    fc.option(fc.integer({ min: 1, max: 3600 }), { nil: undefined }),
    fc.double({ min: 0, max: 0.999, noNaN: true }),
  ])('never sooner than asked, never later than asked plus some minutes', (failures, retryAfter, random) => {
    const wait = backoff(failures, retryAfter, random)
    const asked = (retryAfter ?? 0) * 1000
    expect(wait).toBeGreaterThanOrEqual(Math.max(1000, asked))
    expect(wait).toBeLessThanOrEqual(Math.max(300_000, asked * 1.5 + 150_000))
  })

  test('grows, and is spread', () => {
    expect([1, 2, 3, 4, 20].map((failures) => backoff(failures, undefined, 0))).toEqual([
      1000, 2000, 4000, 8000, 150_000,
    ])
    expect(backoff(4, 10, 0)).toBe(10_000)
    expect(backoff(4, 10, 0.99)).toBeGreaterThan(14_000)
  })
})

describe('settle', () => {
  test('forgets what has a receipt and nothing else', () => {
    const sent = waiting(4)
    const receipts = [
      { id: 'event-0', outcome: 'accepted' as const },
      { id: 'event-1', outcome: 'duplicate' as const },
      { id: 'event-2', outcome: 'rejected' as const, reason: 'unknown-cell' },
      { id: 'event-9', outcome: 'accepted' as const },
    ]
    const { forget, rejected, wait } = settle(FRESH, sent, { kind: 'receipts', receipts }, 0)
    expect(forget).toEqual(['event-0', 'event-1', 'event-2'])
    expect(rejected).toEqual([receipts[2]])
    expect(wait).toBeNull()
  })

  test.each<Answer>([
    { kind: 'signed-out' },
    { kind: 'other-account' },
    { kind: 'unavailable' },
    { kind: 'unavailable', retryAfter: 30 },
    { kind: 'receipts', receipts: [] },
    { kind: 'receipts', receipts: [{ id: 'somebody-else', outcome: 'accepted' }] },
  ])('keeps everything and waits after %o', (answer) => {
    const { plan, forget, rejected, wait } = settle({ limit: 8, failures: 2 }, waiting(3), answer, 0.5)
    expect(plan).toEqual({ limit: 8, failures: 3 })
    expect([forget, rejected]).toEqual([[], []])
    expect(wait).toBeGreaterThan(0)
  })

  test('a success ends the waiting', () => {
    expect(settle({ limit: 100, failures: 9 }, waiting(2), accept(waiting(2)), 0).plan).toEqual(FRESH)
  })

  test.prop([fc.integer({ min: 1, max: 250 }), fc.uniqueArray(fc.nat(249), { maxLength: 5 })])(
    'every good event arrives, every bad one is given up, in a bounded number of requests',
    (count, bad) => {
      let queue = waiting(count)
      const spoiled = new Set(bad.map((index) => `event-${index}`))
      const arrived: string[] = []
      const lost: string[] = []
      let plan = FRESH
      let requests = 0
      while (queue.length > 0) {
        requests += 1
        const batch = pickBatch(queue, plan.limit)
        const refused = batch.some(({ id }) => spoiled.has(id))
        const settled = settle(plan, batch, refused ? { kind: 'unacceptable' } : accept(batch), 0)
        plan = settled.plan
        lost.push(...settled.rejected.map(({ id }) => id))
        if (!refused) arrived.push(...settled.forget)
        queue = queue.filter(({ id }) => !settled.forget.includes(id))
      }
      const all = waiting(count).map(({ id }) => id)
      expect(lost.toSorted()).toEqual(all.filter((id) => spoiled.has(id)).toSorted())
      expect(arrived.toSorted()).toEqual(all.filter((id) => !spoiled.has(id)).toSorted())
      expect(requests).toBeLessThan(20 + 20 * spoiled.size)
    },
  )
})
