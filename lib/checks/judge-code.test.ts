import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { CaseResult } from './case-result'
import { casesOf, challenge, plainArguments, tensor } from './challenge'
import { compareValues, shapeOf } from './compare-values'
import { judgeCode } from './judge-code'
import { createRandom } from './random'
import { tryChallenge } from './try-challenge'
import { fromWire, MOST_VALUES, type Plain, toWire } from './wire'

const says = { zh: '普通情形', en: 'an ordinary case' }
const dot = challenge({
  cases: (random) =>
    Array.from({ length: 6 }, () => {
      const size = random.int(2, 5)
      return { args: [tensor(random.matrix(3, size)), random.normals(size)], says }
    }),
  answer: (matrix: number[][], vector: number[]) =>
    matrix.map((row) => row.reduce((sum, value, index) => sum + value * vector[index]!, 0)),
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: (_, expected: number[], actual: number[]) =>
    actual.every((value, index) => Math.abs(value + expected[index]!) < 1e-6)
      ? { zh: '符号反了', en: 'the sign is reversed' }
      : undefined,
})

/** What a trainee's function would send for a seed. */
const solve = (seed: string, answer: (...args: never[]) => Plain): CaseResult[] =>
  casesOf(dot, seed).map(({ args }) => ({
    outcome: 'returned',
    value: toWire(answer(...(plainArguments(args) as never[]))) as never,
  }))
const judged = (seed: string, results: CaseResult[]) => {
  const outcome = judgeCode(dot, seed, results)
  if (outcome.kind !== 'judged') throw new Error('miscounted')
  return outcome
}

describe('a challenge', () => {
  test.prop([fc.string()])('gives the same inputs for a seed, and the reference passes its own', (seed) => {
    expect(casesOf(dot, seed)).toEqual(casesOf(dot, seed))
    expect(judged(seed, solve(seed, dot.answer))).toMatchObject({ verdict: 'verified', score: 1 })
  })

  test.prop([fc.string(), fc.string()])('an answer learnt by heart fails on other inputs', (seed, other) => {
    fc.pre(seed !== other)
    expect(judged(other, solve(seed, dot.answer)).verdict).toBe('refused')
  })

  test.prop([fc.string(), fc.oneof(fc.double(), fc.constant([0, 0, 0]), fc.string())])(
    'a constant fails',
    (seed, constant) => {
      expect(
        judged(
          seed,
          solve(seed, () => constant as Plain),
        ).verdict,
      ).toBe('refused')
    },
  )

  it('says which case, how it differs and the author’s hint, never what was expected', () => {
    const seed = 'a seed'
    const results = solve(seed, dot.answer)
    results[1] = { outcome: 'returned', value: [1] }
    results[2] = { outcome: 'returned', value: 'text' }
    results[3] = { outcome: 'threw', name: 'TypeError', message: 'x is not a function' }
    results[4] = solve(seed, (...args) => (dot.answer(...args) as number[]).map((value) => -value))[4]!
    results[5] = { outcome: 'timed-out' }
    const { cases, score, verdict } = judged(seed, results)
    expect([verdict, score]).toEqual(['refused', 1 / 6])
    expect(cases.map(({ fault }) => fault)).toMatchObject([
      null,
      { kind: 'shape', expected: [3], found: [1] },
      { kind: 'type', expected: 'list', found: 'text' },
      { kind: 'threw', name: 'TypeError' },
      { kind: 'values', wrong: 3, total: 3, distance: 'large', hint: { en: 'the sign is reversed' } },
      { kind: 'timed-out', seconds: 10 },
    ])
    const told = JSON.stringify(cases)
    for (const { args } of casesOf(dot, seed)) {
      for (const value of dot.answer(...plainArguments(args)) as number[])
        expect(told).not.toContain(String(value))
    }
  })

  it('refuses a wrong number of results and answers beyond measure', () => {
    expect(judgeCode(dot, 's', [])).toEqual({ kind: 'miscounted', expected: 6, found: 0 })
    const results = solve('s', dot.answer)
    results[0] = { outcome: 'returned', value: Array(MOST_VALUES + 1).fill(0) }
    expect(judged('s', results).cases[0]?.fault).toEqual({ kind: 'too-large', limit: MOST_VALUES })
  })
})

describe('values', () => {
  const exact = { absolute: 0, relative: 0 }
  const near = { absolute: 0.01, relative: 0.1 }

  it.each([
    [NaN, NaN, null],
    [Infinity, Infinity, null],
    [0, -0, null],
    [-0, 0, null],
    [true, 1, null],
    [false, 0, null],
    ['a', 'a', null],
    [1, NaN, 'not-finite'],
    [NaN, 0, 'not-finite'],
    [Infinity, -Infinity, 'not-finite'],
    [1e300, Infinity, 'not-finite'],
    [100, 100.5, 'hair'],
    [100, 105, 'little'],
    [100, 150, 'clear'],
    [100, -100, 'large'],
  ])('%s expected, %s found: %s', (expected, found, distance) => {
    const fault = compareValues(expected, found, exact)
    if (distance === null) expect(fault).toBeNull()
    else expect(fault).toEqual({ kind: 'values', wrong: 1, total: 1, distance })
  })

  it.each([
    ['a', 'b', { kind: 'values', wrong: 1, total: 1 }],
    [true, 0, { kind: 'values', wrong: 1, total: 1 }],
    [1, '1', { kind: 'type', expected: 'number', found: 'text' }],
    [1, null, { kind: 'type', expected: 'number', found: 'nothing' }],
    [1, [1], { kind: 'type', expected: 'number', found: 'list' }],
    [[1, 2], [[1, 2]], { kind: 'shape', expected: [2], found: [1, 2] }],
    [[[1], [2]], [[1], [2, 3]], { kind: 'ragged', expected: [2, 1] }],
    [[1, 'a'], ['a', 1], { kind: 'type', expected: 'number', found: 'text' }],
    [{ a: 1 }, { b: 1 }, { kind: 'keys', expected: ['a'], found: ['b'] }],
    [{ a: [1] }, { a: [1, 2] }, { kind: 'shape', expected: [1], found: [2] }],
  ])('%j expected, %j found', (expected, found, fault) => {
    expect(compareValues(expected as Plain, found, exact)).toEqual(fault)
  })

  it('takes rounding of the given size', () => {
    expect(compareValues([10, 0], [11, 0.009], near)).toBeNull()
    expect(compareValues([10, 0], [11.2, 0], near)).toMatchObject({ wrong: 1, total: 2 })
  })

  const leaf = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null))
  const value = fc.letrec<{ any: Plain }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      leaf as fc.Arbitrary<Plain>,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((name) => name !== '#' && name !== '__proto__'),
        tie('any'),
        { maxKeys: 3 },
      ),
    ),
  })).any

  test.prop([value])('survive the journey through JSON', (plain) => {
    const there = JSON.parse(JSON.stringify(toWire(plain))) as never
    expect(fromWire(there, () => null)).toEqual(plain)
  })

  test.prop([value])('are equal to themselves', (plain) => {
    expect(compareValues(plain, structuredClone(plain), exact)).toBeNull()
  })

  test.prop([value, fc.anything()])('are compared with anything at all without a throw', (plain, found) => {
    expect(() => compareValues(plain, found, exact)).not.toThrow()
    expect(() => shapeOf(found)).not.toThrow()
  })
})

describe('random numbers', () => {
  test.prop([fc.string(), fc.integer({ min: -5, max: 5 }), fc.nat(9)])(
    'keep to their bounds',
    (seed, from, more) => {
      const random = createRandom(seed)
      for (let round = 0; round < 20; round++) {
        const int = random.int(from, from + more)
        expect(Number.isInteger(int) && int >= from && int <= from + more).toBe(true)
        const uniform = random.uniform(from, from + more + 1)
        expect(uniform >= from && uniform < from + more + 1).toBe(true)
        expect(Number.isFinite(random.normal())).toBe(true)
      }
    },
  )

  it('are spread as they should be', () => {
    const normals = createRandom('spread').normals(20_000)
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
    const random = createRandom('die')
    const faces = new Set(Array.from({ length: 200 }, () => random.int(1, 6)))
    expect([...faces].toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('an author is told', () => {
  const spec = { tolerance: { absolute: 0, relative: 0 }, answer: (x: number) => x }
  const six = (args: () => number) => () => Array.from({ length: 6 }, () => ({ args: [args()], says }))
  it.each([
    ['too few cases', { ...spec, cases: () => [{ args: [1], says }] }, /has 1 cases/],
    ['no randomness', { ...spec, cases: six(() => 1) }, /learnt by heart/],
    ['randomness of its own', { ...spec, cases: six(Math.random) }, /other cases of the same seed/],
    [
      'a hint that breaks',
      {
        ...spec,
        cases: (random: { normal(): number }) => six(() => random.normal())(),
        hint: (_: unknown, __: number, actual: number) => ({
          zh: '',
          en: (actual as never as string).trim(),
        }),
      },
      /TypeError/,
    ],
    [
      'an error',
      {
        ...spec,
        cases: six(() => 1),
        answer: () => {
          throw new TypeError('broken')
        },
      },
      /TypeError: broken/,
    ],
  ])('%s', (_, broken, message) => {
    expect(tryChallenge(broken).join()).toMatch(message)
  })

  it('nothing when it is sound', () => {
    expect(tryChallenge(dot)).toEqual([])
  })
})
