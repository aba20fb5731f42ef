import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { uuidv7 } from './uuid'

const LATEST = 2 ** 48 - 1

test('is a version 7 identifier that carries its time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LATEST }), (time) => {
      const id = z.uuidv7().parse(uuidv7(time))
      expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(time)
    }),
  )
})

test('sorts as text in the order of time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LATEST - 1 }), (time) => {
      expect(uuidv7(time) < uuidv7(time + 1)).toBe(true)
    }),
  )
})

test('does not repeat within a millisecond', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(1))).size).toBe(10_000)
})
