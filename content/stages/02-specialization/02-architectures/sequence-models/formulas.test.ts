/** The formulas of the lesson against the library and against what they promise. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './lstm-step.challenge'

type State = { h: number[]; c: number[] }
const lstmStep = challenge.answer as (
  x: number[],
  h: number[],
  c: number[],
  W: number[][],
  U: number[][],
  b: number[],
) => State

const zeros = (count: number) => Array.from({ length: count }, () => 0)
const normals = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

beforeAll(async () => {
  await tf.setBackend('cpu')
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const [d, n] = [2 + (seed % 3), 3]

  test('five steps by hand are five steps of the library, with the plain sigmoid', () => {
    const layer = tf.layers.lstm({ units: n, recurrentActivation: 'sigmoid', inputShape: [5, d] })
    const model = tf.sequential({ layers: [layer] })
    model.setWeights([normals([d, 4 * n], seed), normals([n, 4 * n], seed + 1), normals([4 * n], seed + 2)])
    const [W, U, b] = model.getWeights().map((weight) => weight.arraySync()) as [number[][], number[][], number[]]
    const sequence = normals([1, 5, d], seed + 3) as tf.Tensor3D
    let state: State = { h: zeros(n), c: zeros(n) }
    for (const x of sequence.arraySync()[0]!) state = lstmStep(x, state.h, state.c, W, U, b)
    for (const [k, value] of (model.predict(sequence) as tf.Tensor).dataSync().entries())
      expect(value).toBeCloseTo(state.h[k]!, 4)
    expect(model.countParams()).toBe(4 * (d * n + n * n + n))
  })

  test('along the memory alone the derivative is the product of the forget gates', () => {
    const [U, W] = [Array.from({ length: n }, () => zeros(4 * n)), normals([d, 4 * n], seed).arraySync() as number[][]]
    const steps = normals([6, d], seed + 7).arraySync() as number[][]
    const run = (first: number) => {
      let state: State = { h: zeros(n), c: [first, 0, 0] }
      for (const x of steps) state = lstmStep(x, state.h, state.c, W, U, zeros(4 * n))
      return state.c[0]!
    }
    const gates = steps.map((x) => 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * W[j]![n]!, 0))))
    const product = gates.reduce((all, gate) => all * gate, 1)
    expect((run(0.5 + 1e-3) - run(0.5 - 1e-3)) / 2e-3).toBeCloseTo(product, 6)
  })

  test('an embedding is a row, and a row is one-hot times the matrix', () => {
    const E = normals([6, 3], seed) as tf.Tensor2D
    const ids = tf.tensor1d([4, 0, seed], 'int32')
    const difference = tf.gather(E, ids).sub(tf.oneHot(ids, 6).toFloat().matMul(E))
    expect(difference.abs().max().dataSync()[0]).toBe(0)
  })
})

test('defaults of the library: hard sigmoids, and a forget gate that starts at 0 unless asked', () => {
  expect(tf.layers.lstm({ units: 2 }).getConfig().recurrentActivation).toBe('hardSigmoid')
  const biasWith = (unitForgetBias?: boolean) => {
    const layer = tf.layers.lstm({ units: 2, inputShape: [3, 1], ...(unitForgetBias === undefined ? {} : { unitForgetBias }) })
    return Array.from(tf.sequential({ layers: [layer] }).getWeights()[2]!.dataSync())
  }
  expect(biasWith()).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  expect(biasWith(true)).toEqual([0, 0, 1, 1, 0, 0, 0, 0])
})

test('forget gates: half of it is nothing after forty steps, 0.98 is nearly half', () => {
  expect(0.5 ** 40).toBeLessThan(1e-12)
  expect((1 / (1 + Math.exp(-4))) ** 40).toBeCloseTo(0.484, 2)
  expect(1502 * 16).toBe(24_032)
})
