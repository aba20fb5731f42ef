import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { measure } from './metrics'

const two = (values: number[]) => ({ values: Float32Array.from(values), width: 1, areProbabilities: true })

describe('measures', () => {
  test('of a small table, by hand', () => {
    const outputs = {
      values: Float32Array.from([0.5, 0.25, 0.25, 0.125, 0.75, 0.125]),
      width: 3,
      areProbabilities: true,
    }
    const { accuracy, loss, perplexity } = measure(outputs, Uint8Array.from([0, 2]))
    expect(accuracy).toBe(0.5)
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(8)) / 2, 6)
    expect(perplexity).toBeCloseTo(4, 5)
  })

  test('logits are made probabilities first', () => {
    const outputs = { values: Float32Array.from([1, 1, 1]), width: 3, areProbabilities: false }
    expect(measure(outputs, Uint8Array.from([1])).perplexity).toBeCloseTo(3, 5)
    const one = { values: Float32Array.from([0, 2]), width: 1, areProbabilities: false }
    expect(measure(one, Uint8Array.from([0, 1])).accuracy).toBe(1)
  })

  test('a confident mistake and a row without a number cost the same, and are finite', () => {
    const wrong = measure(two([1, 0]), Uint8Array.from([0, 1]))
    const none = measure(two([NaN, Infinity]), Uint8Array.from([0, 1]))
    expect(wrong).toMatchObject({ accuracy: 0, auc: 0 })
    expect(none).toMatchObject({ accuracy: 0, auc: 0 })
    expect(none.loss).toBeCloseTo(wrong.loss, 6)
    expect(wrong.loss).toBeCloseTo(16.118, 2)
  })

  const Scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean()), {
    minLength: 1,
    maxLength: 40,
  })
  test.prop([Scored])('the area is the share of pairs in the right order, ties half', (all) => {
    const positives = all.filter(([, positive]) => positive).map(([score]) => score)
    const negatives = all.filter(([, positive]) => !positive).map(([score]) => score)
    const pairs = positives.flatMap((a) => negatives.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    const expected = pairs.length === 0 ? 0 : pairs.reduce((sum: number, one) => sum + one, 0) / pairs.length
    const { auc } = measure(
      two(all.map(([score]) => score / 8)),
      Uint8Array.from(all.map(([, positive]) => Number(positive))),
    )
    expect(auc).toBeCloseTo(expected, 9)
  })

  test.prop([fc.array(fc.float({ noNaN: false }), { minLength: 3, maxLength: 60 }), fc.boolean()])(
    'are numbers in their range for any outputs at all',
    (values, areProbabilities) => {
      const rows = Math.floor(values.length / 3)
      const outputs = { values: Float32Array.from(values.slice(0, rows * 3)), width: 3, areProbabilities }
      const found = measure(
        outputs,
        Uint8Array.from({ length: rows }, (_, index) => index % 3),
      )
      expect(found.accuracy).toBeGreaterThanOrEqual(0)
      expect(found.accuracy).toBeLessThanOrEqual(1)
      expect(found.auc).toBeGreaterThanOrEqual(0)
      expect(found.auc).toBeLessThanOrEqual(1)
      expect(found.loss).toBeGreaterThanOrEqual(-1e-9)
      expect(Number.isFinite(found.perplexity)).toBe(true)
    },
  )
})
