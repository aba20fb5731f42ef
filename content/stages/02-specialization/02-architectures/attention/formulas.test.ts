/** The lesson's formulas against TF.js and against measurements on random vectors. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(() => tf.setBackend('cpu'))

const SEEDS = [1, 2, 3, 4, 5]
const normal = (rows: number, columns: number, seed: number) =>
  tf.randomNormal([rows, columns], 0, 1, 'float32', seed) as tf.Tensor2D

function attend(Q: tf.Tensor2D, K: tf.Tensor2D, V: tf.Tensor2D, causal: boolean, divide = true): tf.Tensor2D {
  const allowed = tf.linalg.bandPart(tf.ones([Q.shape[0], K.shape[0]]), -1, 0)
  const scores = Q.matMul(K, false, true).div(divide ? Math.sqrt(Q.shape[1]) : 1)
  const seen = causal ? scores.sub(tf.sub(1, allowed).mul(1e9)) : scores
  return tf.matMul(seen.softmax(), V) as tf.Tensor2D
}

/** By sums, without a matrix. */
function byHand(Q: number[][], K: number[][], V: number[][], causal: boolean): number[][] {
  return Q.map((q, i) => {
    const powers = K.map((k, j) => {
      const dot = q.reduce((sum, value, l) => sum + value * k[l]!, 0)
      return causal && j > i ? 0 : Math.exp(dot / Math.sqrt(q.length))
    })
    const total = powers.reduce((sum, power) => sum + power, 0)
    return V[0]!.map((_, c) => powers.reduce((sum, p, j) => sum + (p / total) * V[j]![c]!, 0))
  })
}

const gap = (a: tf.Tensor, b: tf.Tensor) => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!)

describe.each(SEEDS)('seed %i', (seed) => {
  const three = () => [normal(5, 8, seed), normal(5, 8, seed + 10), normal(5, 3, seed + 20)] as const

  test.each([true, false])('softmax(QKᵀ/√d)V, causal %s', (causal) => {
    const [Q, K, V] = three()
    const expected = byHand(Q.arraySync(), K.arraySync(), V.arraySync(), causal)
    expect(gap(attend(Q, K, V, causal), tf.tensor2d(expected))).toBeLessThan(1e-5)
    expect(gap(attend(Q, K, V, causal, false), tf.tensor2d(expected))).toBeGreaterThan(1e-2)
  })

  test('with the mask, the last token changes nothing before it', () => {
    const [Q] = three()
    const other = tf.concat([Q.slice([0, 0], [4, 8]), normal(1, 8, seed + 30)]) as tf.Tensor2D
    const head = (x: tf.Tensor2D, causal: boolean) => attend(x, x, x, causal).slice([0, 0], [4, 8])
    expect(gap(head(Q, true), head(other, true))).toBe(0)
    expect(gap(head(Q, false), head(other, false))).toBeGreaterThan(1e-3)
  })

  test('shuffling tokens shuffles outputs', () => {
    const [Q] = three()
    const order = tf.tensor1d([3, 0, 4, 1, 2], 'int32')
    const shuffled = Q.gather(order)
    expect(gap(attend(shuffled, shuffled, shuffled, false), attend(Q, Q, Q, false).gather(order))).toBeLessThan(1e-5)
  })

  test.each([4, 64, 256])('dot products of %i components have the variance d, and 1 after the division', (d) => {
    const dots = normal(4000, d, seed).mul(normal(4000, d, seed + 40)).sum(1)
    const { variance } = tf.moments(dots)
    const measured = variance.dataSync()[0]!
    expect(measured / d).toBeGreaterThan(0.85)
    expect(measured / d).toBeLessThan(1.15)
  })
})

test('the scores of the figure', () => {
  const weights = tf.softmax(tf.tensor1d([4, 1, 0, 1])).arraySync() as number[]
  expect(weights.map((w) => w.toFixed(2))).toEqual(['0.89', '0.04', '0.02', '0.04'])
})

test('GPT-3: 96 blocks of 12 d² and a vocabulary are 175 billion', () => {
  const d = 12_288
  const layers = 4 * d * d + 2 * d * 4 * d
  expect(layers).toBe(12 * d * d)
  expect(96 * layers).toBeGreaterThan(1.73e11)
  expect((96 * layers + (50_257 + 2_048) * d) / 1e9).toBeCloseTo(174.6, 1)
})

test('positions have fingerprints of their own', () => {
  const encode = (t: number) =>
    Array.from({ length: 32 }, (_, i) => {
      const angle = t / 10_000 ** ((2 * Math.floor(i / 2)) / 32)
      return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
    })
  const all = Array.from({ length: 64 }, (_, t) => encode(t))
  all.forEach((a, t) => {
    for (const b of all.slice(t + 1)) {
      expect(Math.hypot(...a.map((value, i) => value - b[i]!))).toBeGreaterThan(0.5)
    }
  })
})
