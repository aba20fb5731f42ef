/** Slopes against difference quotients and autodiff, the collapse of linear layers, and what the lesson measures. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import slopes from './slopes.challenge'

const normal = (shape: number[], seed: number, spread = 1) =>
  tf.randomNormal(shape, 0, spread, 'float32', seed)
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const printedTanh = (z: number) => (Math.exp(2 * z) - 1) / (Math.exp(2 * z) + 1)

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('slopes at random points, seed %i', (seed) => {
  const z = () => normal([40], seed, 2)

  test('σ′ = σ(1 − σ), tanh′ = 1 − tanh², ReLU′ is 0 or 1: autodiff agrees', () => {
    const reference = slopes.answer(Array.from(z().dataSync())) as Record<string, number[]>
    const pairs: [string, (x: tf.Tensor) => tf.Tensor][] = [
      ['sigmoid', (x) => x.sigmoid()],
      ['tanh', (x) => x.tanh()],
      ['relu', (x) => x.relu()],
    ]
    for (const [name, f] of pairs) {
      const autodiff = tf.grad((x) => f(x).sum())(z())
      expect(autodiff.sub(tf.tensor1d(reference[name]!)).abs().max().dataSync()[0]).toBeLessThan(1e-5)
    }
  })

  test('tanh z = 2σ(2z) − 1', () => {
    for (const value of z().dataSync()) expect(Math.tanh(value)).toBeCloseTo(2 * sigmoid(2 * value) - 1, 10)
  })

  test('two layers without activation are one', () => {
    const [V1, c1] = [normal([16, 2], seed), normal([16, 1], seed + 1)]
    const [V2, c2] = [normal([3, 16], seed + 2), normal([3, 1], seed + 3)]
    const x = normal([2, 5], seed + 4)
    const layered = tf.matMul(V2, tf.matMul(V1, x).add(c1)).add(c2)
    const single = tf.matMul(tf.matMul(V2, V1), x).add(tf.matMul(V2, c1).add(c2))
    expect(layered.sub(single).abs().max().dataSync()[0]).toBeLessThan(1e-4)
  })
})

test('the challenge is sound', () => {
  expect(tryChallenge(slopes)).toEqual([])
})

test('the largest slopes are ¼ and 1, both at 0', () => {
  const points = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 100)
  const found = slopes.answer(points) as Record<string, number[]>
  expect(Math.max(...found['sigmoid']!)).toBe(0.25)
  expect(Math.max(...found['tanh']!)).toBe(1)
  expect(points[found['sigmoid']!.indexOf(0.25)]).toBe(0)
})

test('the printed formula of tanh is right at 3 and no number at 400', () => {
  expect(printedTanh(3)).toBeCloseTo(Math.tanh(3), 12)
  expect(printedTanh(400)).toBeNaN()
})

describe('the gradient of the first of twenty layers', () => {
  /** As the lesson's cell does it, seeds and all. */
  function firstGradient(bend: 'sigmoid' | 'tanh' | 'relu', depth: number, offset = 0): number {
    return tf.tidy(() => {
      const spread = Math.sqrt((bend === 'relu' ? 2 : 1) / 32)
      const layers = Array.from({ length: depth }, (_, l) => l)
      const weights = layers.map((l) => normal([32, 32], 100 + l, spread))
      const biases = layers.map((l) => tf.randomNormal([32], 0, offset, 'float32', 150 + l))
      const inputs = normal([16, 32], 5)
      const total = (first: tf.Tensor) =>
        layers
          .reduce<tf.Tensor>((a, l) => {
            const z = tf.matMul(a, l === 0 ? first : weights[l]!).add(biases[l]!)
            return bend === 'sigmoid' ? z.sigmoid() : bend === 'tanh' ? z.tanh() : z.relu()
          }, inputs)
          .sum()
      return tf.grad(total)(weights[0]!).norm().dataSync()[0]!
    })
  }

  test('has all but vanished under sigmoid and is as long as ever under ReLU', () => {
    expect(firstGradient('sigmoid', 20) / firstGradient('sigmoid', 1)).toBeLessThan(1e-11)
    const kept = firstGradient('relu', 20) / firstGradient('relu', 1)
    expect(kept).toBeGreaterThan(0.5)
    expect(kept).toBeLessThan(3)
  })

  test('survives under tanh near 0, and vanishes once units saturate: §4.2.3 is wrong', () => {
    expect(firstGradient('tanh', 20) / firstGradient('tanh', 1)).toBeGreaterThan(0.1)
    expect(firstGradient('tanh', 20, 2) / firstGradient('tanh', 1, 2)).toBeLessThan(1e-6)
    expect(firstGradient('relu', 20, 2) / firstGradient('relu', 1, 2)).toBeGreaterThan(0.5)
    expect(1 - Math.tanh(3) ** 2).toBeCloseTo(0.0099, 4)
    expect(1 - Math.tanh(5) ** 2).toBeCloseTo(1.8e-4, 5)
  })
})
