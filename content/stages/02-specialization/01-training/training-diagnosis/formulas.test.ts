/** The formulas of the lesson against the library and against what they promise. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import clipping from './clipping.challenge'
import schedule from './schedule.challenge'

const clip = clipping.answer as (gradients: number[][], limit: number) => { norm: number; clipped: number[][] }
const rateAt = schedule.answer as (step: number, total: number, warmup: number, peak: number) => number

const normals = (count: number, seed: number) =>
  Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync())
const meanSquare = (x: tf.Tensor) => x.square().mean().dataSync()[0]!

beforeAll(async () => {
  await tf.setBackend('cpu')
})

test.each([
  ['clipping', clipping],
  ['schedule', schedule],
])('the challenge %s is sound', (_name, spec) => {
  expect(tryChallenge(spec)).toEqual([])
})

test('guessing evenly among K classes costs ln K', () => {
  for (const classes of [2, 10, 100]) {
    const label = tf.oneHot(tf.tensor1d([1, 0], 'int32'), classes).toFloat()
    const even = tf.ones([2, classes]).div(classes)
    expect(tf.metrics.categoricalCrossentropy(label, even).mean().dataSync()[0]).toBeCloseTo(Math.log(classes), 4)
  }
})

test('the printed log: a loss of 2.2985 is a probability of 0.1004, and its steps are not those of its code', () => {
  expect(Math.exp(-2.2985)).toBeCloseTo(0.1004, 4)
  expect([Math.ceil(50_000 / 32), Math.ceil(10_000 / 32)]).toEqual([1563, 313])
  expect([500, 1563]).not.toEqual([1563, 313])
})

describe.each([1, 2, 3])('seed %i', (seed) => {
  test('δ goes back by Wᵀ and σ′, and the gradient of W is δaᵀ', () => {
    const [a, w, next] = [
      tf.randomNormal([1, 5], 0, 1, 'float32', seed),
      tf.randomNormal([5, 4], 0, 1, 'float32', seed + 1),
      tf.randomNormal([4, 3], 0, 1, 'float32', seed + 2),
    ]
    // Row vectors here: the transpose of the lesson's columns. The loss is the sum of squares over two.
    const loss = (first: tf.Tensor) => a.matMul(first).sigmoid().matMul(next).square().sum().div(2).asScalar()
    const hidden = a.matMul(w).sigmoid()
    const delta = hidden
      .matMul(next)
      .matMul(next.transpose())
      .mul(hidden.mul(tf.scalar(1).sub(hidden)))
    const ours = a.transpose().matMul(delta)
    expect(tf.grad(loss)(w).sub(ours).abs().max().dataSync()[0]).toBeLessThan(1e-4)
  })

  test('with a variance of 2/n the mean square survives ReLU, with 1/n half of it does', () => {
    const [inputs, units] = [400, 400]
    const a = tf.randomNormal([50, inputs], 0, 1, 'float32', seed).relu()
    for (const [variance, factor] of [
      [2 / inputs, 1],
      [1 / inputs, 0.5],
    ] as const) {
      const w = tf.randomNormal([inputs, units], 0, Math.sqrt(variance), 'float32', seed + 5)
      const z = a.matMul(w as tf.Tensor2D)
      expect(meanSquare(z) / (inputs * variance * meanSquare(a))).toBeCloseTo(1, 1)
      expect(Math.abs(meanSquare(z.relu()) / meanSquare(a) - factor)).toBeLessThan(0.1)
    }
  })

  test('clipping keeps the direction and brings the total to the limit', () => {
    const gradients = [normals(4, seed), normals(7, seed + 1)].map((g) => g.map((value) => value * 10))
    const { norm, clipped } = clip(gradients, 1.5)
    expect(Math.hypot(...clipped.flat())).toBeCloseTo(1.5, 6)
    for (const [i, value] of clipped.flat().entries())
      expect(value / gradients.flat()[i]!).toBeCloseTo(1.5 / norm, 8)
    // Each tensor by itself would be another direction.
    const alone = gradients.map((g) => clip([g], 1.5).clipped[0]!)
    expect(Math.hypot(...alone.flat())).toBeGreaterThan(1.6)
  })
})

test('the schedule rises to the peak, falls to nothing, and never jumps', () => {
  const rates = Array.from({ length: 301 }, (_, step) => rateAt(step, 300, 30, 0.2))
  expect(rates[0]).toBeCloseTo(0.2 / 30, 10)
  expect(rates[29]).toBeCloseTo(0.2, 10)
  expect(rates[30]).toBeCloseTo(0.2, 10)
  expect(rates[165]).toBeCloseTo(0.1, 10)
  expect(rates[300]).toBeCloseTo(0, 10)
  for (const [step, rate] of rates.slice(1).entries())
    expect(Math.abs(rate - rates[step]!)).toBeLessThan(0.2 / 30 + 1e-9)
})

test('class weights n/(K·n_k) give every class the same say and leave the total alone', () => {
  const counts = [955, 45]
  const weights = counts.map((count) => 1000 / (2 * count))
  expect(counts[0]! * weights[0]!).toBeCloseTo(counts[1]! * weights[1]!, 8)
  expect(counts[0]! * weights[0]! + counts[1]! * weights[1]!).toBeCloseTo(1000, 8)
})
