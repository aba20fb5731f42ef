/** The arithmetic behind the drawings. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { countEdges } from './confusion-counts'
import { bandsOf, chooseLevels, traceLevel } from './contours'
import { fitText, spreadLabels } from './paper'
import { plotRange } from './plot-range'
import { measureAt, startOf } from './roc-measures'
import { standingOf, winnerOf } from './run-standing'
import { scaleOf, shade } from './shades'

describe('contours', () => {
  const side = 40
  const bowl = Array.from({ length: side * side }, (_, index) =>
    Math.hypot((index % side) - 19.5, Math.floor(index / side) - 19.5),
  )
  it('lie where the height is', () => {
    const pieces = traceLevel({ columns: side, rows: side, values: bowl }, 10)
    expect(pieces.length).toBeGreaterThan(40)
    for (const [column, row] of pieces.flat())
      expect(Math.hypot(column - 19.5, row - 19.5)).toBeCloseTo(10, 1)
  })
  it('stay away from what is not finite', () => {
    expect(traceLevel({ columns: 2, rows: 2, values: [0, 1, NaN, 1] }, 0.5)).toEqual([])
    expect(chooseLevels([NaN, 3, 3], 5)).toEqual([])
  })
  it('cut a saddle in two', () => {
    expect(traceLevel({ columns: 2, rows: 2, values: [1, -1, -1, 1] }, 0)).toHaveLength(2)
  })
  test.prop([fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 12, maxLength: 12 }), fc.nat(3)])(
    'every point of a piece lies on an edge of the grid',
    (values, level) => {
      for (const [column, row] of traceLevel({ columns: 4, rows: 3, values }, level - 1.5).flat()) {
        expect(Number.isInteger(column) || Number.isInteger(row)).toBe(true)
        expect(column >= 0 && column <= 3 && row >= 0 && row <= 2).toBe(true)
      }
    },
  )
  test.prop([fc.array(fc.nat(3), { minLength: 20, maxLength: 20 })])(
    'bands cover every cell once',
    (values) => {
      const seen = bandsOf({ columns: 5, rows: 4, values }, (value) => value).flatMap(
        ({ row, from, to, level }) =>
          Array.from({ length: to - from }, (_, index) => [row * 5 + from + index, level] as const),
      )
      expect(seen).toHaveLength(20)
      for (const [cell, level] of seen) expect(values[cell]).toBe(level)
    },
  )
})

test.prop([fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 12 })])(
  'labels keep their order and their distance while there is room',
  (at) => {
    const placed = spreadLabels(at, 14, 0, 300)
    const order = at.map((_, index) => index).sort((a, b) => at[a]! - at[b]!)
    order.slice(1).forEach((index, rank) => {
      expect(placed[index]! - placed[order[rank]!]!).toBeGreaterThanOrEqual(14 - 1e-9)
    })
    for (const place of placed) expect(place >= 0 && place <= 300).toBe(true)
  },
)

it('cuts a long name, by whole characters', () => {
  expect(fitText('一二三四五六', 40)).toBe('一二…')
  expect(fitText('short', 200)).toBe('short')
})

it('keeps a pole from flattening the rest', () => {
  const xs = Array.from({ length: 200 }, (_, index) => (index - 99.5) / 50)
  const [low, high] = plotRange([xs.map((x) => 1 / x)])
  expect(low).toBeGreaterThan(-40)
  expect(high).toBeLessThan(40)
  expect(plotRange([xs])).toEqual([xs[0], xs.at(-1)])
})

describe('confusion', () => {
  it('edges', () => {
    expect(countEdges(2, [8, 2, 1, 9])).toEqual({
      recall: [0.8, 0.9],
      precision: [8 / 9, 9 / 11],
      right: 17,
      total: 20,
    })
    expect(countEdges(2, [0, 0, 3, 0]).recall).toEqual([NaN, 0])
  })
})

describe('a threshold', () => {
  const roc = {
    positives: 4,
    negatives: 6,
    points: [
      { threshold: Infinity, truePositives: 0, falsePositives: 0 },
      { threshold: 0.7, truePositives: 3, falsePositives: 1 },
      { threshold: 0.2, truePositives: 4, falsePositives: 6 },
    ],
  }
  it('moves everything that follows from it', () => {
    expect(measureAt(roc, 1)).toMatchObject({
      precision: 0.75,
      recall: 0.75,
      f1: 0.75,
      accuracy: 0.8,
      trueNegatives: 5,
      falseNegatives: 1,
    })
    expect(measureAt(roc, 0)).toMatchObject({ precision: NaN, recall: 0, f1: 0, accuracy: 0.6 })
  })
  it('begins at one half', () => {
    expect(startOf(roc)).toBe(1)
    expect(startOf({ ...roc, points: roc.points.map((point) => ({ ...point, threshold: 0.1 })) })).toBe(1)
  })
  test.prop([fc.nat(2)])('F1 is the harmonic mean of precision and recall', (index) => {
    const { precision, recall, f1 } = measureAt(roc, index)
    if (precision + recall > 0) expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12)
  })
})

it('a run stands where it was best first', () => {
  expect(standingOf([3, 1, NaN, 1, 2], true)).toEqual({ best: 1, epoch: 2, last: 2 })
  expect(standingOf([0.1, 0.9], false)).toEqual({ best: 0.9, epoch: 2, last: 0.9 })
  expect(standingOf([NaN], true)).toEqual({ best: NaN, epoch: 0, last: NaN })
  const standings = [[2], [NaN], [1]].map((values) => standingOf(values, true))
  expect(winnerOf(standings, true)).toBe(2)
  expect(winnerOf(standings.slice(1, 2), true)).toBe(-1)
})

it('shades', () => {
  expect(shade(-2, scaleOf([-4, 1], 'diverging'))).toEqual({ hue: 1, strength: 0.5 })
  expect(shade(3, scaleOf([1, 5], 'sequential'))).toEqual({ hue: 0, strength: 0.5 })
  expect(shade(NaN, scaleOf([NaN], 'sequential')).strength).toBe(0)
  expect(shade(7, scaleOf([7, 7], 'sequential')).strength).toBe(0)
})
