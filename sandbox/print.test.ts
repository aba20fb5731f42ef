import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { print } from './print'

class Point {
  x = 1
  get y() {
    throw new Error('called')
  }
}
const cycle: Record<string, unknown> = { a: 1 }
cycle['self'] = cycle
const revoked = Proxy.revocable({}, {})
revoked.revoke()

describe('values', () => {
  const cases: [unknown, string][] = [
    ['a\n"b"', '"a\\n\\"b\\""'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [12n, '12n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [{ a: 1, 'b c': [true, null] }, '{ a: 1, "b c": [true, null] }'],
    [[1, , 3], '[1, <empty>, 3]'], // eslint-disable-line no-sparse-arrays
    [new Float32Array([1, 0.5]), 'Float32Array(2) [1, 0.5]'],
    [new Map([['a', 1]]), 'Map(1) { "a" => 1 }'],
    [new Set([1]), 'Set(1) { 1 }'],
    [new Date(0), 'Date "1970-01-01T00:00:00.000Z"'],
    [new RangeError('far'), 'RangeError: far'],
    [new Point(), 'Point { x: 1 }'],
    [Point, '[class Point]'],
    [function named() {}, '[Function named]'],
    [
      {
        get a() {
          return 1
        },
      },
      '{ a: [Getter] }',
    ],
    [cycle, '{ a: 1, self: [Circular] }'],
    [[[[[[1]]]]], '[[[[[Array(1)]]]]]'],
    [Promise.resolve(1), 'Promise'],
    [Object.create(null), '{}'],
  ]
  test.each(cases)('%#', (value, text) => expect(print(value)).toBe(text))
})

test('a revoked proxy', () => expect(print(revoked.proxy)).toBe('[Object]'))

test('long things are cut', () => {
  expect(print(new Array(1000).fill(1))).toContain('… 900 more')
  expect(print('x'.repeat(5000)).length).toBeLessThan(1010)
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, 'y'.repeat(900)]))
  expect(print([wide, wide, wide]).length).toBeLessThanOrEqual(10_001)
})

test('hostile objects cannot run code or throw', () => {
  let ran = 0
  const trap = () => {
    ran++
    throw new Error('trap')
  }
  const names = ['get', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'has'] as const
  for (const name of names) expect(print(new Proxy({ a: 1 }, { [name]: trap }))).toEqual(expect.any(String))
  ran = 0
  print({
    toString: trap,
    toJSON: trap,
    valueOf: trap,
    [Symbol.toPrimitive]: trap,
    get [Symbol.toStringTag]() {
      return trap()
    },
  })
  print({ toString: trap, toJSON: trap, valueOf: trap })
  expect(ran).toBe(0)
})

test('every value prints under the cap', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
        withSparseArray: true,
      }),
      (value) => {
        expect(print(value).length).toBeLessThanOrEqual(10_001)
      },
    ),
  )
})
