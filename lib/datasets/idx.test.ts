import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { parseIdx } from './idx'
import { drawStratified, restOf, takeExamples } from './split'

const idx = (magic: number, sizes: number[], values: number[]) => {
  const head = Buffer.alloc(4 + 4 * sizes.length)
  head.writeUInt32BE(magic)
  sizes.forEach((size, axis) => head.writeUInt32BE(size, 4 + 4 * axis))
  return new Uint8Array(Buffer.concat([head, Uint8Array.from(values)]))
}

describe('parseIdx', () => {
  test('reads shape and values', () => {
    const { shape, values } = parseIdx(idx(0x0803, [2, 1, 2], [1, 2, 3, 4]))
    expect(shape).toEqual([2, 1, 2])
    expect([...values]).toEqual([1, 2, 3, 4])
  })

  test.each([
    ['floats', idx(0x0d01, [1], [0]), /magic number/],
    ['no dimensions', idx(0x0800, [], []), /magic number/],
    ['nothing', new Uint8Array(), /too few/],
    ['a header that is cut off', idx(0x0803, [2], []), /cut off/],
    ['too little', idx(0x0801, [3], [1, 2]), /announces 3 values, the file holds 2/],
    ['too much', idx(0x0801, [1], [1, 2]), /announces 1 values, the file holds 2/],
  ])('refuses %s', (_, bytes, message) => expect(() => parseIdx(bytes)).toThrow(message))
})

describe('splits', () => {
  const labels = fc.uint8Array({ minLength: 1, maxLength: 200, max: 9 })

  test.prop([labels, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat()])(
    'a draw has its size, keeps shares, and with the rest makes the whole',
    (all, part, seed) => {
      const count = Math.floor(part * all.length)
      const drawn = drawStratified(all, count, seed)
      expect(drawn).toHaveLength(count)
      expect([...drawn, ...restOf(drawn, all.length)].sort((a, b) => a - b)).toEqual([...all.keys()])
      for (const label of new Set(all)) {
        const exact = (all.filter((one) => one === label).length * count) / all.length
        expect(Math.abs(drawn.filter((index) => all[index] === label).length - exact)).toBeLessThan(1)
      }
    },
  )

  test('the same seed draws the same, another seed draws otherwise', () => {
    const all = Uint8Array.from({ length: 1000 }, (_, index) => index % 10)
    expect(drawStratified(all, 200, 1)).toEqual(drawStratified(all, 200, 1))
    expect(drawStratified(all, 200, 2)).not.toEqual(drawStratified(all, 200, 1))
  })

  test('takes examples in order', () => {
    expect([...takeExamples(Uint8Array.from([0, 1, 2, 3, 4, 5]), [0, 2], 2)]).toEqual([0, 1, 4, 5])
  })
})
