import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Alteration, alterPictures } from './alter'
import { seededRandom } from './split'

const STILL: Alteration = { shape: [8, 8, 1], shift: 0, turn: 0, scale: 0, slant: 0 }
const pictures = (count: number, size = 64) =>
  Uint8Array.from({ length: count * size }, (_, at) => (at * 37) % 256)

/** A white square of 4 × 4 in the middle. */
const square = Uint8Array.from({ length: 64 }, (_, at) => {
  const [row, column] = [Math.floor(at / 8), at % 8]
  return row >= 2 && row < 6 && column >= 2 && column < 6 ? 255 : 0
})

describe('altering pictures', () => {
  test('by nothing changes nothing', () => {
    expect(alterPictures(pictures(3), STILL, seededRandom(1))).toEqual(pictures(3))
  })

  test('is the same for the same numbers, and each picture has its own', () => {
    const how = { ...STILL, shift: 1, turn: 10, scale: 0.1, slant: 0.1 }
    const two = Uint8Array.from([...square, ...square])
    const once = alterPictures(two, how, seededRandom(1))
    expect(alterPictures(two, how, seededRandom(1))).toEqual(once)
    expect(alterPictures(two, how, seededRandom(2))).not.toEqual(once)
    expect(once.subarray(0, 64)).not.toEqual(once.subarray(64))
    expect(two.subarray(64)).toEqual(square)
  })

  test('a whole pixel moves a picture by it', () => {
    // Each number is 1, nearly: as far to the right and down as it goes.
    const moved = alterPictures(square, { ...STILL, shift: 1 }, () => 1 - 1e-9)
    const at = (values: Uint8Array, row: number, column: number) => values[row * 8 + column]
    expect([at(moved, 1, 1), at(moved, 4, 4), at(moved, 5, 5)]).toEqual([255, 255, 0])
  })

  test('channels stay apart, and light stays within what a pixel holds', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 400, noNaN: true }),
        (seed, contrast, brightness) => {
          const red = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (at % 3 === 0 ? 200 : 0))
          const how: Alteration = { ...STILL, shape: [8, 8, 3], shift: 2, turn: 30, scale: 0.2, slant: 0.2 }
          const altered = alterPictures(red, how, seededRandom(seed))
          expect(altered).toEqual(red)
          const lit = alterPictures(red, { ...how, light: { contrast, brightness } }, seededRandom(seed))
          const [first, second] = [lit[0]!, lit[1]!]
          // One light for the whole picture, and brighter stays brighter.
          lit.forEach((value, at) => expect(value).toBe(at % 3 === 0 ? first : second))
          if (contrast < 1) expect(first).toBeGreaterThanOrEqual(second)
        },
      ),
      { numRuns: 50 },
    )
  })
})
