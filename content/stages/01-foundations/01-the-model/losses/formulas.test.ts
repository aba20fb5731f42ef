/** Losses and their gradients against TF.js and difference quotients; the source's halved formula must disagree. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import crossEntropy from './cross-entropy.challenge'

const normal = (shape: number[], seed: number, spread = 1) =>
  tf.randomNormal(shape, 0, spread, 'float32', seed)
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const logLoss = (y: number[], p: number[]) =>
  mean(y.map((label, i) => -label * Math.log(p[i]!) - (1 - label) * Math.log(1 - p[i]!)))
/** As printed in the source, §4.1.2 and §4.1.4. */
const printed = (y: number[], p: number[]) => -mean(y.map((label, i) => label * Math.log(p[i]!)))

const slope = (f: (z: number) => number, z: number) => (f(z + 1e-5) - f(z - 1e-5)) / 2e-5

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const labels = Array.from({ length: 20 }, (_, i) => (i * seed) % 2)
  const probabilities = () => Array.from(normal([20], seed).sigmoid().dataSync())

  test('log loss is the library’s, and the printed formula is not', () => {
    const p = probabilities()
    const library = tf.losses.logLoss(tf.tensor1d(labels), tf.tensor1d(p)).dataSync()[0]!
    expect(logLoss(labels, p)).toBeCloseTo(library, 4)
    const negatives = labels.some((label) => label === 0)
    expect(negatives).toBe(true)
    expect(Math.abs(printed(labels, p) - library)).toBeGreaterThan(0.1)
  })

  test('−z_c + ln Σ e^z is the library’s softmax cross-entropy, as is the challenge’s reference', () => {
    const z = normal([6, 4], seed, 3) as tf.Tensor2D
    const classes = [0, 1, 2, 3, seed % 4, 0]
    const target = tf.oneHot(tf.tensor1d(classes, 'int32'), 4)
    const library = tf.losses.softmaxCrossEntropy(target, z).dataSync()[0]!
    expect(crossEntropy.answer(z.arraySync(), classes)).toBeCloseTo(library, 4)
    const byProbability = mean(
      (z.softmax().arraySync() as number[][]).map((row, i) => -Math.log(row[classes[i]!]!)),
    )
    expect(byProbability).toBeCloseTo(library, 4)
  })

  test('of a sigmoid: p − y for log loss, (p − y)p(1 − p) for half the squared error', () => {
    for (const z of normal([5], seed, 2).dataSync()) {
      for (const y of [0, 1]) {
        const p = sigmoid(z)
        expect(slope((at) => logLoss([y], [sigmoid(at)]), z)).toBeCloseTo(p - y, 5)
        expect(slope((at) => 0.5 * (sigmoid(at) - y) ** 2, z)).toBeCloseTo((p - y) * p * (1 - p), 5)
      }
    }
  })
})

test('the challenge is sound', () => {
  expect(tryChallenge(crossEntropy)).toEqual([])
})

describe('the example of 100 samples', () => {
  const labels = Array.from({ length: 100 }, (_, i) => (i >= 96 || i % 4 < 2 ? 0 : 1))
  const p = Array.from({ length: 100 }, (_, i) => (i < 96 ? 2 + (i % 8) : i - 90) / 10)

  test('begins and ends as the source prints it', () => {
    expect(labels.slice(0, 4)).toEqual([0, 0, 1, 1])
    expect(p.slice(0, 4)).toEqual([0.2, 0.3, 0.4, 0.5])
    expect([labels.slice(-2), p.slice(-2)]).toEqual([
      [0, 0],
      [0.8, 0.9],
    ])
  })

  test('costs 0.617, and “always 1” is free under the printed formula and dearest under log loss', () => {
    const always = labels.map(() => 1 - 1e-7)
    expect(logLoss(labels, p)).toBeCloseTo(0.617, 3)
    expect(printed(labels, always)).toBeCloseTo(0, 6)
    expect(logLoss(labels, always)).toBeGreaterThan(8)
  })
})

test('the best constant is the mean under MSE and the median under MAE', () => {
  const prices = [195, 205, 210, 220, 1900]
  const constants = Array.from({ length: 2000 }, (_, c) => c)
  const best = (loss: (c: number) => number) =>
    constants.reduce((found, c) => (loss(c) < loss(found) ? c : found), 0)
  expect(best((c) => mean(prices.map((y) => (c - y) ** 2)))).toBe(mean(prices))
  expect(best((c) => mean(prices.map((y) => Math.abs(c - y))))).toBe(210)
})

test('after 200 steps from a wrong start, log loss has turned round and squared error has not', () => {
  const walk = (gradient: (z: number) => number) => {
    let z = -6
    for (let step = 0; step < 200; step++) z -= 0.5 * gradient(z)
    return sigmoid(z)
  }
  expect(walk((z) => sigmoid(z) - 1)).toBeGreaterThan(0.95)
  expect(walk((z) => (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z)))).toBeLessThan(0.01)
})

test('with softmax applied twice, a perfect model of ten classes still costs ln(e + 9) − 1', () => {
  const target = tf.oneHot(tf.tensor1d([3], 'int32'), 10).toFloat()
  const perfect = target.mul(50).softmax()
  const doubled = tf.losses.softmaxCrossEntropy(target, perfect).dataSync()[0]!
  expect(doubled).toBeCloseTo(Math.log(Math.E + 9) - 1, 4)
  expect(doubled).toBeCloseTo(1.46, 2)
})
