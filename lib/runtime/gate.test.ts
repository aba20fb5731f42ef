// oxlint-disable vitest/expect-expect -- the property holds the expectation
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlain } from './gate'
import { KernelEvent } from './protocol'

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })
const cycle: { self?: unknown } = {}
cycle.self = cycle
const shared = { a: 1 }

describe('let through', () => {
  const cases: [string, unknown][] = [
    ['an event', { type: 'alive' }],
    ['numbers that are none', { points: [{ y: NaN }] }],
    ['bytes', { pixels: new Uint8Array(10), values: new ArrayBuffer(8) }],
    ['one object twice, which is no cycle', { a: shared, b: shared }],
    ['a full chart', { series: Array.from({ length: 8 }, () => new Array(5000).fill(1)) }],
  ]
  test.each(cases)('%s', (_name, value) => expect(isPlain(value)).toBe(true))
})

describe('stopped', () => {
  const cases: [string, unknown][] = [
    ['nothing', undefined],
    ['a number', 3],
    ['a cycle', cycle],
    ['depth', deep(11)],
    ['great depth', deep(5000)],
    ['a million keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]))],
    ['a long array', { a: new Array(100_000).fill(0) }],
    ['a sparse array', { a: new Array(4_000_000_000) }],
    ['an array with names', { a: Object.assign([1], { b: 2 }) }],
    ['an own __proto__', JSON.parse('{"type":"alive","__proto__":{"polluted":1}}')],
    ['constructor', { constructor: { prototype: { polluted: 1 } } }],
    ['BigInt', { a: 1n }],
    ['a symbol', { a: Symbol('a') }],
    ['a function', { a: () => 1 }],
    ['a Map', { a: new Map() }],
    ['a Date', { a: new Date() }],
    ['an error', { a: new Error('x') }],
    ['a large view of a small part', { a: new Uint8Array(new ArrayBuffer(20_000_000), 0, 1) }],
    ['long text', { a: 'x'.repeat(2_000_001) }],
    ['a long key', { ['k'.repeat(201)]: 1 }],
  ]
  test.each(cases)('%s', (_name, value) => {
    expect(isPlain(value)).toBe(false)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

test('whatever comes, gate and schema answer and never throw', () => {
  const anything = fc.anything({
    withBigInt: true,
    withMap: true,
    withDate: true,
    withSparseArray: true,
    withTypedArray: true,
    withNullPrototype: true,
  })
  const event = fc.record({
    type: fc.constantFrom('output', 'points', 'failed', 'weights', 'ready', 'x'),
    run: anything,
    output: anything,
    error: anything,
    points: anything,
  })
  fc.assert(
    fc.property(fc.oneof(anything, event), (message) => {
      if (isPlain(message)) expect(typeof KernelEvent.safeParse(message).success).toBe('boolean')
    }),
  )
})
