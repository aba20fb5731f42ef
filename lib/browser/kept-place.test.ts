import { expect, test } from 'vitest'
import { shiftOf } from './kept-place.client'

const part = (top: number, before: number, after: number) => ({
  element: {} as Element,
  top,
  before,
  after,
})
/** Parts whose lower edge stood above the window. */
const above = (_: unknown, edge: number) => edge <= 0

test('what grows above the window is scrolled away, what grows in it or below is not', () => {
  expect(shiftOf([part(-500, 100, 300)], above)).toBe(200)
  expect(shiftOf([part(-500, 300, 100)], above)).toBe(-200)
  expect(shiftOf([part(-50, 100, 300)], above)).toBe(0)
  expect(shiftOf([part(900, 100, 300)], above)).toBe(0)
})

test('each part is judged by where it stood before those above it grew', () => {
  // The second stood at −150…−50 and was pushed to 850 by the first.
  expect(shiftOf([part(850, 100, 400), part(-300, 50, 1050)], above)).toBe(1300)
})
