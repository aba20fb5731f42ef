/** The lesson's figures against TF.js, and its source's log against arithmetic. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const typicalProbability = (loss: number) => Math.exp(-loss)
const stepsPerEpoch = (samples: number, batchSize: number) => Math.ceil(samples / batchSize)

describe('the log of §5.4', () => {
  test('a mean cross-entropy of L is a geometric mean probability of e^−L', () => {
    for (const seed of [1, 2, 3]) {
      const p = tf.softmax(tf.randomNormal([40, 10], 0, 2, 'float32', seed)) as tf.Tensor2D
      const labels = Array.from({ length: 40 }, (_, row) => (row * 7) % 10)
      const target = tf.oneHot(tf.tensor1d(labels, 'int32'), 10)
      const loss = tf.metrics.categoricalCrossentropy(target, p).mean().dataSync()[0]!
      const rows = p.arraySync()
      const product = labels.reduce((sum, label, row) => sum + Math.log(rows[row]![label]!), 0)
      expect(typicalProbability(loss)).toBeCloseTo(Math.exp(product / labels.length), 5)
    }
  })

  test('ends almost where guessing begins', () => {
    expect(Math.log(10)).toBeCloseTo(2.3026, 4)
    expect(typicalProbability(2.2985)).toBeCloseTo(0.1004, 4)
  })

  test('prints 500 and 1563 steps where the code makes 1563 and 313', () => {
    expect(stepsPerEpoch(50_000, 32)).toBe(1563)
    expect(stepsPerEpoch(10_000, 32)).toBe(313)
    expect([stepsPerEpoch(50_000, 32), stepsPerEpoch(10_000, 32)]).not.toEqual([500, 1563])
  })

  test('our own run makes 469 steps an epoch', () => expect(stepsPerEpoch(30_000, 64)).toBe(469))
})

describe('the network', () => {
  const conv = (filters: number, more: object = {}) =>
    tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...more })
  const pool = () => tf.layers.maxPooling2d({ poolSize: 2 })
  const end = () => [
    tf.layers.flatten(),
    tf.layers.dense({ units: 64, activation: 'relu' }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ]
  const first = () => conv(32, { inputShape: [32, 32, 3] })

  test('has 896 + 18 496 + 36 928 + 65 600 + 650 = 122 570 parameters', () => {
    const model = tf.sequential({ layers: [first(), pool(), conv(64), pool(), conv(64), ...end()] })
    const parts = model.layers.map((layer) => layer.countParams()).filter((count) => count > 0)
    expect(parts).toEqual([896, 18_496, 36_928, 65_600, 650])
    expect(model.countParams()).toBe(122_570)
    const sides = model.layers.slice(0, 5).map((layer) => (layer.outputShape as number[])[1])
    expect(sides).toEqual([30, 15, 13, 6, 4])
  })

  test('§5.3 as printed, with one pooling, would flatten 7744 numbers', () => {
    const model = tf.sequential({ layers: [first(), pool(), conv(64), conv(64), ...end()] })
    expect(model.layers[4]!.outputShape).toEqual([null, 7744])
    expect(model.layers[5]!.countParams()).toBe(495_680)
  })
})

test('2 000 pictures at 0.62 have a standard error of about 0.011', () => {
  expect(Math.sqrt((0.62 * 0.38) / 2000)).toBeCloseTo(0.011, 3)
})
