/** The lesson's formulas against TF.js, and the claim about a gap of two and a half points. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(() => tf.setBackend('cpu'))

const SEEDS = [1, 2, 3, 4, 5]

describe.each(SEEDS)('seed %i', (seed) => {
  const w = () => tf.randomNormal([6, 4], 0, 1, 'float32', seed)
  const gap = (a: tf.Tensor, b: tf.Tensor) => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!)

  test('L2 adds λ Σ w², and 2 λ w to the gradient', () => {
    const penalty = tf.regularizers.l2({ l2: 0.01 })
    expect(gap(penalty.apply(w()) as tf.Tensor, w().square().sum().mul(0.01))).toBeLessThan(1e-5)
    const gradient = tf.grad((x) => penalty.apply(x) as tf.Scalar)(w())
    expect(gap(gradient, w().mul(0.02))).toBeLessThan(1e-6)
  })

  test('L1 adds λ Σ |w|, and λ sign w to the gradient: as much for a small weight as for a large one', () => {
    const penalty = tf.regularizers.l1({ l1: 0.002 })
    expect(gap(penalty.apply(w()) as tf.Tensor, w().abs().sum().mul(0.002))).toBeLessThan(1e-5)
    const gradient = tf.grad((x) => penalty.apply(x) as tf.Scalar)(w())
    expect(gap(gradient, w().sign().mul(0.002))).toBeLessThan(1e-6)
  })

  test('dropout keeps the mean: what stays is divided by 1 − p', () => {
    const kept = tf.dropout(tf.ones([20_000]), 0.3, undefined, seed)
    expect(kept.mean().dataSync()[0]).toBeCloseTo(1, 1)
    const values = new Set(Array.from(kept.dataSync(), (value) => value.toFixed(4)))
    expect([...values].toSorted()).toEqual(['0.0000', (1 / 0.7).toFixed(4)])
  })
})

test('64-64-1 on two inputs has 4 417 parameters', () => {
  expect(2 * 64 + 64 + 64 * 64 + 64 + 64 + 1).toBe(4417)
})

test('two and a half points between 1 000 and 200 examples are noise', () => {
  expect(Math.sqrt((0.82 * 0.18) / 200)).toBeCloseTo(0.027, 3)
  const spread = Math.sqrt((0.83 * 0.17) / 1000 + (0.83 * 0.17) / 200)
  // One side of a normal distribution beyond 0.025: about a fifth.
  const beyond = 0.5 * (1 - erf(0.025 / spread / Math.SQRT2))
  expect(beyond).toBeGreaterThan(0.15)
  expect(beyond).toBeLessThan(0.25)
})

/** By its series; enough for small arguments. */
function erf(x: number): number {
  let [term, sum] = [x, x]
  for (let n = 1; n < 40; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}
