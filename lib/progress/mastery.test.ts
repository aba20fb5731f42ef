import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { emptyState, foldEvent, type Folded, type LessonState } from './mastery'
import { minuteCounts } from './minutes'

const START = Date.UTC(2026, 8, 1)
const base = {
  id: fc.uuid({ version: 7 }),
  lesson: fc.constant('linear-regression'),
  at: fc.constant('2026-09-01T00:00:00Z'),
  // Few distinct times, so that ties are common.
  time: fc.integer({ min: 0, max: 5 }).map((minute) => new Date(START + minute * 60_000)),
  received: fc.integer({ min: 5, max: 25 }).map((minute) => new Date(START + minute * 60_000)),
}
const part = fc.constantFrom('data', 'train', 'look')
// JSON in PostgreSQL knows no negative zero.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const curve = fc.record({
  series: fc.array(
    fc.record({
      name: fc.constantFrom('loss', 'accuracy'),
      x: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
      y: fc.array(fc.option(number), { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
})
const event: fc.Arbitrary<Folded> = fc.oneof(
  fc.record({ ...base, type: fc.constant('lesson.opened' as const) }),
  fc.record({
    ...base,
    type: fc.constant('cell.ran' as const),
    cell: part,
    outcome: fc.constantFrom('done' as const, 'failed' as const, 'stopped' as const),
    ms: fc.nat(10_000),
    error: fc.constantFrom('TypeError: a', 'TypeError: b'),
  }),
  fc.record({ ...base, type: fc.constant('training.finished' as const), cell: part, curve }),
  fc.record({ ...base, type: fc.constant('check.passed' as const), check: part }),
  fc.record({ ...base, type: fc.constant('lesson.active' as const), minutes: fc.constant(1 as const) }),
)

const fold = (events: Folded[]) => events.reduce<LessonState | null>(foldEvent, null)

/** What the recorder does with ids it has seen. */
const distinct = (events: Folded[]) => [...new Map(events.map((one) => [one.id, one])).values()]

describe('foldEvent', () => {
  test.prop([
    fc
      .uniqueArray(event, { selector: (one) => one.id, minLength: 1, maxLength: 40 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
      ),
  ])('gives the same state in any order', ([events, shuffled]) => {
    expect(fold(shuffled)).toEqual(fold(events))
  })

  test.prop([
    fc
      .uniqueArray(event, { selector: (one) => one.id, minLength: 1, maxLength: 20 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.array(fc.constantFrom(...events), { maxLength: 60 })),
      ),
  ])('counts a repeated event once after its id was recognised', ([events, repeats]) => {
    expect(fold(distinct([...repeats, ...events, ...repeats]))).toEqual(fold(events))
  })

  test.prop([fc.array(event, { minLength: 1, maxLength: 20 }), event])(
    'leaves the state it was given alone',
    (events, next) => {
      const state = fold(events)
      const before = structuredClone(state)
      foldEvent(state, next)
      expect(state).toEqual(before)
    },
  )

  test.prop([fc.array(event, { minLength: 1, maxLength: 30 })])('sums and spans what happened', (events) => {
    const state = fold(events) as LessonState
    const ran = events.filter((one) => one.type === 'cell.ran')
    expect(state.runs).toBe(ran.length)
    expect(state.failedRuns).toBe(ran.filter((one) => one.outcome === 'failed').length)
    expect(state.activeMinutes).toBe(
      events.filter((one) => one.type === 'lesson.active' && minuteCounts(one.time, one.received)).length,
    )
    expect(state.openedAt.getTime()).toBe(Math.min(...events.map((one) => one.time.getTime())))
    expect(state.lastAt.getTime()).toBe(Math.max(...events.map((one) => one.time.getTime())))
  })

  test('a stopped run is a run, not a failure, and an opened lesson has no runs', () => {
    const time = new Date(START)
    const stopped: Folded = {
      id: '01900000-0000-7000-8000-000000000001',
      lesson: 'linear-regression',
      at: time.toISOString(),
      time,
      received: time,
      type: 'cell.ran',
      cell: 'train',
      outcome: 'stopped',
      ms: 5,
    }
    expect(foldEvent(null, stopped)).toEqual({
      ...emptyState(time),
      runs: 1,
      lastCell: 'train',
      lastCellAt: time,
    })
    const opened: Folded = {
      id: stopped.id,
      lesson: stopped.lesson,
      at: stopped.at,
      time,
      received: time,
      type: 'lesson.opened',
    }
    expect(foldEvent(null, opened)).toEqual(emptyState(time))
  })
})
