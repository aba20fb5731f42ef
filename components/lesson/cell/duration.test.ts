import { expect, it } from 'vitest'
import { splitDuration } from './duration'

it.each([
  [-5, 'milliseconds', 0, 0],
  [420, 'milliseconds', 420, 0],
  [1250, 'seconds', 1.2, 0],
  [59_999, 'seconds', 59, 0],
  [61_000, 'minutes', 1, 1],
  [3_599_000, 'minutes', 59, 59],
  [7_260_000, 'hours', 2, 1],
])('%d ms', (ms, unit, value, rest) => {
  expect(splitDuration(ms)).toEqual({ unit, value, rest })
})
