/** The LSTM's gates, both directions, the maximum and the parameter counts against TF.js, and the source's update. */
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

const start = { recurrentInitializer: 'glorotUniform' } as const
const size = (d: number, u: number) => 4 * (u * d + u * u + u)

function lessonModel() {
  return tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 1539, outputDim: 48, inputLength: 24 }),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.bidirectional({
        layer: tf.layers.lstm({ units: 48, returnSequences: true, ...start }) as tf.RNN,
        mergeMode: 'concat',
      }),
      tf.layers.globalMaxPooling1d({}),
      tf.layers.dropout({ rate: 0.4 }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
}

const sentence = (...letters: number[]) => [...letters, ...Array<number>(24 - letters.length).fill(0)]

test('two directions of u units over d inputs have 2·4(ud + u² + u) parameters', () => {
  const model = lessonModel()
  expect(model.layers.map((layer) => layer.countParams())).toEqual([1539 * 48, 0, 2 * size(48, 48), 0, 0, 97])
  expect(model.countParams()).toBe(1539 * 48 + 37_345)
  expect(size(48, 48)).toBe(18_624)
})

test('p is σ of the bias and the votes of the places where each number is largest', async () => {
  const model = lessonModel()
  const inner = tf.model({ inputs: model.inputs, outputs: model.layers[2]!.output })
  const x = tf.tensor2d([sentence(7, 300, 12, 1500, 1)])
  const [h] = (await (inner.predict(x) as tf.Tensor3D).array()) as [number[][]]
  const [v, b] = model.layers[5]!.getWeights().map((each) => Array.from(each.dataSync())) as [number[], number[]]
  const ledger = Array<number>(24).fill(0)
  for (const [j, weight] of v.entries()) {
    const column = h.map((step) => step[j]!)
    const highest = Math.max(...column)
    ledger[column.indexOf(highest)]! += weight * highest
  }
  const total = ledger.reduce((sum, votes) => sum + votes, b[0]!)
  expect((model.predict(x) as tf.Tensor).dataSync()[0]).toBeCloseTo(sigmoid(total), 5)
})

test('before the last letter the forward half knows only the left, the backward half also the right', async () => {
  const model = lessonModel()
  const inner = tf.model({ inputs: model.inputs, outputs: model.layers[2]!.output })
  const rows = [sentence(7, 300, 12, 40), sentence(7, 300, 12, 900)]
  const [one, other] = (await (inner.predict(tf.tensor2d(rows)) as tf.Tensor3D).array()) as [number[][], number[][]]
  expect(one[1]!.slice(0, 48)).toEqual(other[1]!.slice(0, 48))
  expect(one[1]!.slice(48)).not.toEqual(other[1]!.slice(48))
})

test('blanks wash out the last state; a mask keeps it, and so does the maximum', () => {
  const readerWith = (maskZero: boolean) =>
    tf.sequential({
      layers: [
        tf.layers.embedding({
          inputDim: 1539,
          outputDim: 48,
          inputShape: [null],
          maskZero,
          embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: 1 }),
        }),
        tf.layers.lstm({
          units: 48,
          returnSequences: true,
          kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
          recurrentInitializer: tf.initializers.glorotUniform({ seed: 3 }),
        }),
      ],
    })
  const [plain, masked] = [readerWith(false), readerWith(true)]
  const pair = [sentence(5, 300, 12), sentence(900, 300, 12)]
  const lastOf = (states: tf.Tensor) => states.gather([states.shape[1]! - 1], 1)
  const gapOf = (net: tf.Sequential, length: number, take: (states: tf.Tensor) => tf.Tensor) => {
    const states = net.predict(tf.tensor2d(pair.map((ids) => ids.slice(0, length)))) as tf.Tensor
    const [one, other] = tf.split(take(states), 2)
    return one!.sub(other!).norm().dataSync()[0]!
  }
  const bare = gapOf(plain, 3, lastOf)
  expect(gapOf(plain, 24, lastOf) / bare).toBeLessThan(0.01)
  expect(gapOf(masked, 24, lastOf) / bare).toBeCloseTo(1, 4)
  expect(gapOf(plain, 24, (states) => states.max(1)) / bare).toBeGreaterThan(0.5)
})
