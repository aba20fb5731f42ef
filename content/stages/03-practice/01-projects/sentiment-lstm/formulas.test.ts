/** The gates of the LSTM and the counts of parameters against TF.js, and the source's update against the right one. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3])('seed %i', (seed) => {
  test('an LSTM is its six formulas, gate by gate', async () => {
    const [d, u, steps] = [3, 4, 5]
    const initializer = (add: number) => tf.initializers.glorotUniform({ seed: seed + add })
    const layer = tf.layers.lstm({
      units: u,
      inputShape: [steps, d],
      recurrentActivation: 'sigmoid',
      kernelInitializer: initializer(0),
      recurrentInitializer: initializer(10),
    })
    const model = tf.sequential({ layers: [layer] })
    const x = tf.randomNormal([1, steps, d], 0, 1, 'float32', seed) as tf.Tensor3D
    const [kernel, recurrent, bias] = model.getWeights() as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D]
    const [W, U, b] = [await kernel!.array(), await recurrent!.array(), await bias!.array()]
    const column = (matrix: number[][], j: number) => matrix.map((row) => row[j]!)
    let [h, c] = [Array<number>(u).fill(0), Array<number>(u).fill(0)]
    for (const input of (await x.array())[0]!) {
      // The library keeps the four sets side by side in the order i, f, g, o.
      const gate = (set: number, k: number) => {
        const j = set * u + k
        return dot(column(W, j), input) + dot(column(U, j), h) + b[j]!
      }
      const next = c.map(
        (memory, k) => sigmoid(gate(1, k)) * memory + sigmoid(gate(0, k)) * Math.tanh(gate(2, k)),
      )
      h = next.map((memory, k) => sigmoid(gate(3, k)) * Math.tanh(memory))
      c = next
    }
    const out = Array.from((model.predict(x) as tf.Tensor).dataSync())
    for (const [k, value] of out.entries()) expect(value).toBeCloseTo(h[k]!, 4)
  })

  test('δxᵀ is the gradient by W; dL/dx is another vector', () => {
    const [w, x] = [0, 50].map((add) => tf.randomNormal([4], 0, 1, 'float32', seed + add))
    const lossOf = (weights: tf.Tensor, input: tf.Tensor) =>
      weights.mul(input).sum().sigmoid().log().neg() as tf.Scalar
    const [byW, byX] = tf.grads(lossOf)([w!, x!]).map((each) => Array.from(each.dataSync()))
    const delta = sigmoid(dot(Array.from(w!.dataSync()), Array.from(x!.dataSync()))) - 1
    for (const [i, value] of Array.from(x!.dataSync()).entries()) expect(byW![i]).toBeCloseTo(delta * value, 4)
    for (const [i, value] of Array.from(w!.dataSync()).entries()) expect(byX![i]).toBeCloseTo(delta * value, 4)
  })
})

test('a layer of u units over d inputs has 4(ud + u² + u) parameters', () => {
  const start = { recurrentInitializer: 'glorotUniform' } as const
  const size = (d: number, u: number) => 4 * (u * d + u * u + u)
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 1539, outputDim: 32, inputLength: 24, maskZero: true }),
      tf.layers.lstm({ units: 128, returnSequences: true, ...start }),
      tf.layers.lstm({ units: 64, ...start }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  expect(model.layers.map((layer) => layer.countParams())).toEqual([1539 * 32, size(32, 128), size(128, 64), 65])
  expect(model.countParams()).toBe(1539 * 32 + 131_905)
})
