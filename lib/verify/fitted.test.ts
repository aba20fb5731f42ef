import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFitted } from './fitted'

const share = (right: number, count: number) => ({ right, count })

describe('a model is fitted to the hidden examples', () => {
  test.each([
    ['least squares on MNIST: all of them, and 87 % of the others', share(2000, 2000), share(870, 1000)],
    ['a few points more, of many', share(1960, 2000), share(950, 1000)],
    ['of few examples, when it is plain', share(788, 788), share(600, 788)],
  ])('%s', (_, hidden, learned) => expect(isFitted(hidden, learned)).toBe(true))

  test.each([
    ['it knows what it learned better', share(1950, 2000), share(990, 1000)],
    ['it knows everything', share(2000, 2000), share(1000, 1000)],
    ['it knows nothing', share(0, 2000), share(0, 1000)],
    ['the difference is chance', share(1960, 2000), share(972, 1000)],
    ['it guesses', share(1010, 2000), share(480, 1000)],
  ])('not when %s', (_, hidden, learned) => expect(isFitted(hidden, learned)).toBe(false))

  test('never one that knows the served examples as well', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hidden, learned, part) => {
          const right = Math.floor(part * hidden)
          const as = Math.ceil((right / hidden) * learned)
          expect(isFitted(share(right, hidden), share(Math.min(learned, as), learned))).toBe(false)
        },
      ),
    )
  })
})
