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
  [86_399_000, 'hours', 23, 59],
  [86_400_000, 'days', 1, 0],
  [3 * 86_400_000 + 5 * 3_600_000 + 59_000, 'days', 3, 5],
  [2369 * 3_600_000, 'days', 98, 0],
])('%d ms', (ms, unit, value, rest) => {
  expect(splitDuration(ms)).toEqual({ unit, value, rest })
})
