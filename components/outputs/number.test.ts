import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { chooseTicks, writeCell, writeNumber } from './number'

it.each([
  [0, '0'],
  [NaN, 'NaN'],
  [-Infinity, '−∞'],
  [60_000, '60000'],
  [-3, '−3'],
  [2.302585, '2.303'],
  [123.456, '123.5'],
  [0.000_012_345, '1.234e−5'],
  [1.5e9, '1.500e+9'],
])('%d is written %s', (value, text) => {
  expect(writeNumber(value)).toBe(text)
})

it.each([
  [2007, '2007'],
  [-60_000, '−60\u202f000'],
  [174_604_259_328, '174\u202f604\u202f259\u202f328'],
  [1.5e20, '1.500e+20'],
  [12_345.678, '12345.7'],
  [0, '0'],
])('in a table %d is written %s', (value, text) => {
  expect(writeCell(value)).toBe(text)
})

it('cuts a range at round steps', () => {
  expect(chooseTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(chooseTicks(-3, 12, 4)).toEqual([0, 5, 10])
  expect(chooseTicks(2, 2, 5)).toEqual([2])
})

it('labels a range too narrow to cut with its lower end', () => {
  expect(chooseTicks(-9.999999999950003e299, -9.999999999950001e299, 1)).toEqual([-9.999999999950003e299])
  expect(chooseTicks(0, 5e-324, 4)).toEqual([0])
})

const finite = fc.double({ noNaN: true, min: -1e300, max: 1e300 })

test.prop([finite, finite, fc.integer({ min: 1, max: 12 })])(
  'ticks rise, stay few and stay inside',
  (a, b, count) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    const ticks = chooseTicks(from, to, count)
    expect(ticks.length).toBeLessThanOrEqual(50)
    if (to > from && Number.isFinite(to - from)) {
      const slack = (to - from) * 1e-6
      for (const tick of ticks) expect(tick >= from - slack && tick <= to + slack).toBe(true)
    }
  },
)
