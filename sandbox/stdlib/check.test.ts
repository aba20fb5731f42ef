import { beforeAll, describe, expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '../tf'
import { WORDS } from '../words'
import { CheckFailed, createChecks } from './check'
import { createRandom } from './random'

beforeAll(() => tf.setBackend('cpu'))
const { that, close } = createChecks(WORDS.en)

describe('close', () => {
  const near: [unknown, unknown, number?][] = [
    [1, 1.0005],
    [
      [1, [2, 3]],
      [1, [2, 3.0001]],
    ],
    [tf.tensor2d([[1, 2]]), [[1, 2]]],
    [new Float32Array([1]), [1]],
    [NaN, NaN],
    [Infinity, Infinity],
    [1, 2, 1],
  ]
  test.each(near)('%j is near %j', (actual, expected, tolerance) => {
    expect(() => close(actual as never, expected as never, tolerance)).not.toThrow()
  })
  const far: [unknown, unknown, number?][] = [
    [1, 1.002],
    [
      [1, 2],
      [1, 2, 3],
    ],
    [
      [[1], [2]],
      [1, 2],
    ],
    [tf.zeros([2, 2]), tf.zeros([4])],
    [NaN, 1],
    [undefined, 1],
    [Promise.resolve(1), 1],
    ['1', 1],
  ]
  test.each(far)('%j is not near %j', (actual, expected, tolerance) =>
    expect(() => close(actual as never, expected as never, tolerance)).toThrow(CheckFailed),
  )
})

test('that', () => {
  expect(() => that(1)).not.toThrow()
  expect(() => that(0, 'say why')).toThrow('say why')
  expect(() => that('')).toThrow(WORDS.en.failedCheck)
})

test('the same seed gives the same numbers, evenly spread', () => {
  const [a, b] = [createRandom(7), createRandom(7)]
  const numbers = Array.from({ length: 20_000 }, () => a())
  expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => b()))
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  const counts = numbers.reduce<number[]>(
    (all, number) => ((all[Math.floor(number * 10)]! += 1), all),
    new Array<number>(10).fill(0),
  )
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250)
  expect(createRandom(8)()).not.toBe(numbers[0])
})
