import fc from 'fast-check'
import { expect, it } from 'vitest'
import { windowOf } from './window-of'

it('holds every visible row and few others, however long the list is', () => {
  fc.assert(
    fc.property(
      fc.nat(4_000_000),
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 10, max: 80 }),
      fc.nat(100_000),
      (scrolled, height, row, count) => {
        const { first, last } = windowOf(scrolled, height, row, count, 5)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(last).toBeLessThanOrEqual(count)
        expect(last - first).toBeLessThanOrEqual(height / row + 12)
        const top = Math.floor(scrolled / row)
        const bottom = Math.ceil((scrolled + height) / row)
        if (top < count) expect(first).toBeLessThanOrEqual(top)
        expect(last).toBe(Math.min(count, bottom + 5))
      },
    ),
  )
})
