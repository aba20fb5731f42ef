import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { alignLines, growRange, sampleRows, sortPanels, type Range } from './live-panels'

const series = (name: string) => ({ name, x: [1, 2], y: [2, 1] })

it('puts a measure and its validation in one panel', () => {
  const panels = sortPanels(['loss', 'acc', 'val_loss', 'val_acc', 'learning rate'].map(series))
  expect(
    panels.map(({ measure, lines }) => [measure, lines.map((line) => `${line.part} ${line.name}`)]),
  ).toEqual([
    ['loss', ['training loss', 'validation val_loss']],
    ['accuracy', ['training acc', 'validation val_acc']],
    ['learning rate', ['training learning rate']],
  ])
})

it('keeps a series that is only called val', () => {
  expect(sortPanels([series('val')])[0]).toMatchObject({ measure: 'val', lines: [{ part: 'training' }] })
})

it('aligns lines over all x with gaps, and NaN is a gap', () => {
  expect(
    alignLines([
      { x: [1, 2, 3], y: [5, NaN, 3] },
      { x: [2], y: [9] },
    ]),
  ).toEqual([
    [1, 2, 3],
    [5, null, 3],
    [null, 9, null],
  ])
})

it('keeps accuracy between 0 and 1 and begins a loss at 0', () => {
  expect(growRange(null, 'accuracy', [{ y: [0.2] }])).toEqual([0, 1])
  expect(growRange(null, 'loss', [{ y: [2.31] }])).toEqual([0, 2.5])
  expect(growRange([0, 2.5], 'loss', [{ y: [0.1] }])).toEqual([0, 2.5])
  expect(growRange([0, 2.5], 'loss', [{ y: [NaN, Infinity] }])).toEqual([0, 2.5])
})

test.prop([
  fc.array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 }), {
    maxLength: 20,
  }),
])('a range only grows and holds all that was drawn', (batches) => {
  let range: Range | null = null
  for (const y of batches) {
    const next = growRange(range, 'loss', [{ y }])
    if (range) {
      expect(next[0]).toBeLessThanOrEqual(range[0])
      expect(next[1]).toBeGreaterThanOrEqual(range[1])
    }
    for (const value of y) expect(next[0] <= value && value <= next[1]).toBe(true)
    range = next
  }
})

it('samples rows with both ends', () => {
  const xs = Array.from({ length: 100 }, (_, index) => index)
  const rows = sampleRows([xs, xs], 20)
  expect([rows.length, rows[0]![0], rows.at(-1)![0]]).toEqual([20, 0, 99])
})
