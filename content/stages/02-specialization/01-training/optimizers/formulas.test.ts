/** The formulas of the lesson against the library and against what they promise. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './adam-step.challenge'

type State = { theta: number[]; m: number[]; v: number[] }
const adamStep = challenge.answer as (
  theta: number[],
  g: number[],
  m: number[],
  v: number[],
  t: number,
) => State

const normals = (count: number, seed: number) =>
  Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync())
const zeros = (count: number) => Array.from({ length: count }, () => 0)

beforeAll(async () => {
  await tf.setBackend('cpu')
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  test('Adam walks as the library does', () => {
    const [aims, curvatures] = [normals(4, seed), normals(4, seed + 10).map((value) => 1 + value * value)]
    const theta = tf.variable(tf.zeros([4]))
    const library = tf.train.adam(0.001, 0.9, 0.999, 1e-8)
    let ours: State = { theta: zeros(4), m: zeros(4), v: zeros(4) }
    for (let t = 1; t <= 40; t++) {
      const g = ours.theta.map((value, i) => 2 * curvatures[i]! * (value - aims[i]!))
      ours = adamStep(ours.theta, g, ours.m, ours.v, t)
      library.minimize(() => theta.sub(aims).square().mul(curvatures).sum().asScalar())
    }
    for (const [i, value] of theta.dataSync().entries()) expect(value).toBeCloseTo(ours.theta[i]!, 5)
  })

  test('the first step of Adam is as long as the learning rate, whatever the gradient', () => {
    const g = normals(5, seed)
    const first = adamStep(zeros(5), g, zeros(5), zeros(5), 1)
    for (const [i, value] of first.theta.entries()) expect(value).toBeCloseTo(-0.001 * Math.sign(g[i]!), 7)
  })

  test('momentum and RMSprop walk as the library does', () => {
    const [aims, curvatures] = [normals(3, seed), [1, 5, 25]]
    const slope = (theta: number[]) => theta.map((value, i) => 2 * curvatures[i]! * (value - aims[i]!))
    for (const kind of ['momentum', 'rmsprop'] as const) {
      const theta = tf.variable(tf.zeros([3]))
      const library = kind === 'momentum' ? tf.train.momentum(0.002, 0.9) : tf.train.rmsprop(0.01, 0.9)
      let [ours, kept] = [zeros(3), zeros(3)]
      for (let t = 1; t <= 30; t++) {
        const g = slope(ours)
        kept = kept.map((value, i) => (kind === 'momentum' ? 0.9 * value + g[i]! : 0.9 * value + 0.1 * g[i]! ** 2))
        ours = ours.map((value, i) =>
          kind === 'momentum' ? value - 0.002 * kept[i]! : value - (0.01 * g[i]!) / Math.sqrt(kept[i]! + 1e-8),
        )
        library.minimize(() => theta.sub(aims).square().mul(curvatures).sum().asScalar())
      }
      for (const [i, value] of theta.dataSync().entries()) expect(value).toBeCloseTo(ours[i]!, 4)
    }
  })

  test('the mean over a batch is unbiased, and its variance is σ²/|B|', () => {
    const values = normals(2000, seed)
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
    const variance = mean(values.map((value) => (value - mean(values)) ** 2))
    const batches = (size: number) =>
      Array.from({ length: 2000 / size }, (_, batch) => mean(values.slice(batch * size, (batch + 1) * size)))
    expect(mean(batches(20))).toBeCloseTo(mean(values), 10)
    const spread = mean(batches(20).map((value) => (value - mean(values)) ** 2))
    expect(spread / (variance / 20)).toBeGreaterThan(0.5)
    expect(spread / (variance / 20)).toBeLessThan(1.6)
  })
})

test('with a steady gradient momentum ends at 1/(1 − μ) times the step, and m at (1 − βᵗ)g', () => {
  let [u, m] = [0, 0]
  for (let t = 1; t <= 200; t++) {
    u = 0.9 * u + 3
    m = 0.9 * m + 0.1 * 3
    expect(m).toBeCloseTo((1 - 0.9 ** t) * 3, 10)
  }
  expect(u).toBeCloseTo(30, 6)
})

test('without correction the first step would be 3.16 times as long', () => {
  expect(0.1 / Math.sqrt(0.001)).toBeCloseTo(3.162, 3)
})
