import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { levelKeys } from './level-keys'

const levels = (...points: number[]) => points.map((given) => ({ points: given }))

test.each([
  ['the digit is the number of points', { weight: 1, levels: levels(0, 1, 2) }, ['0', '1', '2']],
  ['also where they count double', { weight: 2, levels: levels(0, 1, 3) }, ['0', '2', '6']],
  ['places where a level gives ten or more', { weight: 5, levels: levels(0, 1, 2) }, ['1', '2', '3']],
  ['places where points are broken', { weight: 1.5, levels: levels(0, 1, 2) }, ['1', '2', '3']],
])('%s', (_, criterion, keys) => {
  expect(levelKeys(criterion)).toEqual(keys)
})

property.prop([
  fc.constantFrom(0.5, 1, 2, 3, 10),
  fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 9 }),
])('every level has a digit of its own', (weight, points) => {
  const keys = levelKeys({ weight, levels: levels(...points.toSorted((a, b) => a - b)) })
  expect(new Set(keys).size).toBe(points.length)
  for (const key of keys) expect(key).toMatch(/^\d$/)
})
