import { describe, expect, test } from 'vitest'
import { MOST_MODEL_BYTES, MOST_WEIGHT_BYTES } from '../lib/runtime/sizes'
import { Bucket, createBudget, measure, stubOf } from './budget'

const output = (text: string) => ({ type: 'output', run: 'run-00001', output: { kind: 'value', text } })

test('a bucket lets a burst through and then the rate', () => {
  const bucket = new Bucket(200, 1000, 0)
  const passed = (now: number) =>
    Array.from({ length: 2000 }, () => bucket.take(1, now)).filter(Boolean).length
  expect(passed(0)).toBe(1000)
  expect(passed(1000)).toBe(200)
  expect(passed(60_000)).toBe(1000)
})

describe('the budget', () => {
  test('drops a flood of outputs and still lets the end through', () => {
    const judge = createBudget(0)
    const verdicts = Array.from({ length: 5000 }, () => judge(output('x'), 0))
    expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(1000)
    expect(judge({ type: 'finished', run: 'run-00001' }, 0)).toBe('pass')
  })
  test('drops what weighs too much', () => {
    const judge = createBudget(0)
    expect(judge(output('x'.repeat(3_000_000)), 0)).toBe('drop')
    const passed = Array.from({ length: 20 }, () => judge(output('x'.repeat(500_000)), 0))
    expect(passed.filter((verdict) => verdict === 'pass')).toHaveLength(7)
  })
  test('lets the largest model through, now and then', () => {
    const judge = createBudget(0)
    const weights = {
      type: 'weights',
      run: 'run-00001',
      layers: [],
      specs: [],
      values: new ArrayBuffer(MOST_WEIGHT_BYTES),
    }
    const passed = Array.from({ length: 10 }, () => judge(weights, 0)).filter((verdict) => verdict === 'pass')
    expect(passed).toHaveLength(4)
    expect(judge({ ...weights, values: new ArrayBuffer(MOST_MODEL_BYTES + 4) }, 10_000)).toBe('drop')
  })
  test('ignores what is no event at all', () => {
    const judge = createBudget(0)
    for (const message of [
      null,
      undefined,
      1,
      'x',
      {},
      { type: 3 },
      { type: 'pulse' },
      { type: 'evaluate' },
      { type: 'toString' },
    ]) {
      expect(judge(message, 0)).toBe('ignore')
    }
  })
})

describe('what cannot be weighed', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  const cases: [string, unknown][] = [
    ['a cycle', cycle],
    ['depth', Array.from({ length: 20 }).reduce<unknown>((inner) => ({ inner }), 1)],
    ['a sparse array', new Array(4_000_000_000)],
    ['many parts', new Array(100_000).fill(1)],
    ['a Map', new Map()],
    ['BigInt', { a: 1n }],
  ]
  test.each(cases)('%s', (_name, value) => expect(measure(value, 1e6)).toBe(Infinity))
})

test('of a dropped end its run is left, and of nothing else', () => {
  const values = new ArrayBuffer(8)
  expect(stubOf({ type: 'weights', run: 'run-00001', values })).toEqual({ type: 'weights', run: 'run-00001' })
  expect(stubOf({ type: 'failed', run: 'run-00001', ms: 1 })).toEqual({ type: 'failed', run: 'run-00001' })
  for (const other of [output('x'), null, { type: 'failed' }, { type: 'failed', run: 'r'.repeat(100) }])
    expect(stubOf(other)).toBeUndefined()
})
