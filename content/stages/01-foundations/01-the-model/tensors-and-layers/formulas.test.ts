/** The lesson's forward pass against TF.js, its worked numbers, and the article's, which must disagree. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import forward from './forward.challenge'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

const sums = (W: number[][], x: number[], b: number[]) =>
  W.map((row, i) => row.reduce((sum, weight, j) => sum + weight * x[j]!, b[i]!))

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('two layers, seed %i', (seed) => {
  const [n, inputs, hidden, outputs] = [3 + seed, seed, 4, 2]
  const tensors = () => ({
    X: normal([n, inputs], seed),
    W1: normal([hidden, inputs], seed + 10),
    b1: normal([hidden], seed + 20),
    W2: normal([outputs, hidden], seed + 30),
    b2: normal([outputs], seed + 40),
  })
  const library = (t: ReturnType<typeof tensors>) => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [inputs], units: hidden, activation: 'sigmoid' }),
        tf.layers.dense({ units: outputs, activation: 'sigmoid' }),
      ],
    })
    model.setWeights([t.W1.transpose(), t.b1, t.W2.transpose(), t.b2])
    return model.predict(t.X) as tf.Tensor
  }

  test('A = σ(XWᵀ + b), twice, is what the library predicts', () => {
    const t = tensors()
    const A1 = tf.matMul(t.X, t.W1, false, true).add(t.b1).sigmoid()
    const A2 = tf.matMul(A1, t.W2, false, true).add(t.b2).sigmoid()
    expect(A2.sub(library(t)).abs().max().dataSync()[0]).toBeLessThan(1e-5)
  })

  test('row by row, z_i = Σ W_ij x_j + b_i gives the same, and so does the challenge’s reference', () => {
    const t = tensors()
    const [X, W1, W2] = [t.X, t.W1, t.W2].map((each) => each.arraySync() as number[][])
    const [b1, b2] = [t.b1, t.b2].map((each) => each.arraySync() as number[])
    const rows = X!.map((x) => sums(W2!, sums(W1!, x, b1!).map(sigmoid), b2!).map(sigmoid))
    expect(library(t).sub(tf.tensor2d(rows)).abs().max().dataSync()[0]).toBeLessThan(1e-5)
    const reference = forward.answer(X, W1, b1, W2, b2) as number[][]
    expect(library(t).sub(tf.tensor2d(reference)).abs().max().dataSync()[0]).toBeLessThan(1e-5)
  })
})

test('the challenge is sound', () => {
  expect(tryChallenge(forward)).toEqual([])
})

describe('the worked example', () => {
  test('with W₁ of 2 × 4 gives z₁ = 3.5, 2.6 and an output of 0.762', () => {
    const z1 = sums(
      [
        [0.1, 0.2, 0.3, 0.4],
        [0.4, 0.3, 0.2, 0.1],
      ],
      [1, 2, 3, 4],
      [0.5, 0.6],
    )
    expect(z1[0]).toBeCloseTo(3.5, 10)
    expect(z1[1]).toBeCloseTo(2.6, 10)
    const z2 = sums([[0.3, 0.4]], z1.map(sigmoid), [0.5])
    expect(sigmoid(z2[0]!)).toBeCloseTo(0.762, 3)
  })

  test('§4.3 as printed: shapes do not match, and no number follows from the one before', () => {
    const W = tf.tensor2d([
      [0.1, 0.2],
      [0.3, 0.4],
    ])
    expect(() => tf.matMul(W, tf.tensor2d([1, 2, 3, 4], [4, 1]))).toThrow(/inner shapes/)
    expect(Math.abs(sigmoid(1.6) - 0.7)).toBeGreaterThan(0.1)
    expect(Math.abs(sigmoid(3.6) - 0.9)).toBeGreaterThan(0.05)
    const [first, second] = sums(
      [
        [0.3, 0.4],
        [0.3, 0.4],
      ],
      [0.7, 0.9],
      [0.5, 0.6],
    )
    expect(first).toBeCloseTo(1.07, 10)
    expect(second).toBeCloseTo(1.17, 10)
    expect(Math.abs(sigmoid(0.58) - 0.6)).toBeGreaterThan(0.03)
  })
})

test('[3, 1] minus [3] is [3, 3], and its mean square 4/3 where predictions are perfect', () => {
  const difference = tf.tensor2d([[1], [2], [3]]).sub(tf.tensor1d([1, 2, 3]))
  expect(difference.shape).toEqual([3, 3])
  expect(difference.square().mean().dataSync()[0]).toBeCloseTo(4 / 3, 6)
})
