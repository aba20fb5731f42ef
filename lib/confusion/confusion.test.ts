import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { findConfusion, type Happening, kindOfError, median } from './confusion'

it.each([
  ['Error: shapes [128,784] and [10,784] differ', 'Error: shapes [n,n] and [n,n] differ'],
  ['ReferenceError: modle is not defined', 'ReferenceError: modle is not defined'],
  ["TypeError: Cannot read 'fit' of undefined", 'TypeError: Cannot read … of undefined'],
  ['Error: loss is 2.302e-1 after -3 steps', 'Error: loss is n after n steps'],
])('%s is of the kind %s', (error, kind) => {
  expect(kindOfError(error)).toBe(kind)
})

it.each([
  [[], null],
  [[3], 3],
  [[4, 1], 1],
  [[9, 1, 4], 4],
])('the median of %j is %s', (values, middle) => {
  expect(median(values)).toBe(middle)
})

const ran = (
  learner: string,
  at: number,
  outcome: Happening['outcome'] = 'done',
  error: string | null = null,
): Happening => ({ learner, type: 'ran', cell: 'train', outcome, error, at })
const passed = (learner: string, at: number): Happening => ({ ...ran(learner, at), type: 'passed' })
const five = ['a', 'b', 'c', 'd', 'e']

describe('a cell', () => {
  const look = (happenings: Happening[], checked = true) =>
    findConfusion([{ id: 'train', checked }], happenings)[0]

  it('is passed when its check is, after as many runs as it took', () => {
    const happenings = five.flatMap((who, index) => [
      ...Array.from({ length: index + 1 }, (_, run) => ran(who, run)),
      ...(who === 'e' ? [] : [passed(who, 10)]),
      ran(who, 20),
    ])
    expect(look(happenings)).toEqual({
      cell: 'train',
      people: 5,
      told: { passing: 0.8, medianRuns: 2, errors: [] },
    })
  })

  it('without a check is passed by a run that went well', () => {
    const happenings = five.flatMap((who) => [ran(who, 1, 'failed', 'Error: 1'), ran(who, 2)])
    expect(look(happenings, false)?.told).toEqual({
      passing: 1,
      medianRuns: 2,
      errors: [{ error: 'Error: n', people: 5 }],
    })
  })

  it('tells no error that fewer than five met, and counts a person once', () => {
    const happenings = [
      ...five.map((who) => ran(who, 1)),
      ...[1, 2, 3, 4, 5, 6].map((at) => ran('a', at, 'failed', 'Error: mine')),
    ]
    expect(look(happenings)?.told?.errors).toEqual([])
  })
})

const happening = fc.record({
  learner: fc.constantFrom(...five, 'f', 'g'),
  type: fc.constantFrom('ran' as const, 'passed' as const),
  cell: fc.constantFrom('train', 'load', 'gone'),
  outcome: fc.constantFrom('done' as const, 'failed' as const, 'stopped' as const),
  error: fc.constantFrom(null, 'Error: a', 'Error: b 3'),
  at: fc.nat(50),
})

test.prop([fc.array(happening, { maxLength: 120 })])(
  'tells nothing of fewer than five, and nothing impossible',
  (happenings) => {
    const cells = [
      { id: 'load', checked: false },
      { id: 'train', checked: true },
    ]
    const found = findConfusion(cells, happenings)
    expect(found.map(({ cell }) => cell)).toEqual(['load', 'train'])
    for (const { people, told } of found) {
      expect(told === null).toBe(people < 5)
      if (!told) continue
      expect(told.passing).toBeGreaterThanOrEqual(0)
      expect(told.passing).toBeLessThanOrEqual(1)
      expect(told.medianRuns === null).toBe(told.passing === 0)
      for (const error of told.errors) {
        expect(error.people).toBeGreaterThanOrEqual(5)
        expect(error.people).toBeLessThanOrEqual(people)
      }
    }
  },
)
