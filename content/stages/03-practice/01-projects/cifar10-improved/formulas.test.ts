/** Normalisation, dropout, decay and augmentation as the lesson writes them, against TF.js. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const largest = (x: tf.Tensor) => x.abs().max().dataSync()[0]!

describe('batch normalisation', () => {
  const layer = () => tf.layers.batchNormalization({ inputShape: [3], momentum: 0.9 })

  test.each([1, 2, 3])('in training it uses mean and variance of the batch (seed %i)', (seed) => {
    const x = tf.randomNormal([50, 3], 4, 3, 'float32', seed)
    const model = tf.sequential({ layers: [layer()] })
    const { mean, variance } = tf.moments(x, 0)
    const byHand = x.sub(mean).div(variance.add(1e-3).sqrt())
    expect(largest(byHand.sub(model.apply(x, { training: true }) as tf.Tensor))).toBeLessThan(1e-4)
  })

  test('at prediction it uses the moving averages, of which there are two a channel', () => {
    const model = tf.sequential({ layers: [layer()] })
    expect([model.countParams(), model.trainableWeights.length]).toEqual([12, 2])
    const [gamma, beta, mean, variance] = [[2, 1, 1], [0, 1, 0], [1, 2, 3], [4, 1, 9]].map((values) =>
      tf.tensor1d(values),
    )
    model.setWeights([gamma!, beta!, mean!, variance!])
    const x = tf.randomNormal([5, 3], 0, 1, 'float32', 4)
    const byHand = x.sub(mean!).div(variance!.add(1e-3).sqrt()).mul(gamma!).add(beta!)
    expect(largest(byHand.sub(model.predict(x) as tf.Tensor))).toBeLessThan(1e-4)
  })
})

test('dropout keeps the expectation by 1 / (1 − p), and does nothing at prediction', () => {
  const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.3, inputShape: [20_000], seed: 3 })] })
  const ones = tf.ones([1, 20_000])
  const kept = Array.from((model.apply(ones, { training: true }) as tf.Tensor).dataSync())
  expect(new Set(kept.map((value) => value.toFixed(4)))).toEqual(new Set(['0.0000', (1 / 0.7).toFixed(4)]))
  expect(Math.abs(kept.reduce((sum, value) => sum + value, 0) / kept.length - 1)).toBeLessThan(0.03)
  expect(largest((model.predict(ones) as tf.Tensor).sub(1))).toBe(0)
})

describe('the cosine', () => {
  const rate = (step: number, total: number, first: number) =>
    (first / 2) * (1 + Math.cos((Math.PI * step) / total))

  test('starts at the first rate, is half of it half way, falls all the time and ends near 0', () => {
    expect(rate(0, 18, 0.05)).toBeCloseTo(0.05, 12)
    expect(rate(5, 10, 0.05)).toBeCloseTo(0.025, 12)
    const rates = Array.from({ length: 18 }, (_, step) => rate(step, 18, 0.05))
    expect(rates.every((value, step) => step === 0 || value < rates[step - 1]!)).toBe(true)
    expect(rates.at(-1)).toBeLessThan(0.001)
  })

  test('the optimiser takes it', () => {
    const optimizer = tf.train.momentum(0.05, 0)
    optimizer.setLearningRate(0.01)
    const x = tf.variable(tf.scalar(1))
    optimizer.applyGradients([{ name: x.name, tensor: tf.scalar(1) }])
    expect(x.dataSync()[0]).toBeCloseTo(0.99, 5)
  })
})

test('the first layer brings each channel of the data set near mean 0 and deviation 1', () => {
  const means = [0.491, 0.482, 0.447]
  const deviations = [0.247, 0.243, 0.262]
  const layer = tf.layers.rescaling({ scale: 4, offset: -1.9 })
  const scaled = layer.apply(tf.tensor2d([means, deviations])) as tf.Tensor
  expect(largest(scaled.sub(tf.tensor2d([means, deviations]).mul(4).sub(1.9)))).toBeLessThan(1e-6)
  expect(Math.max(...means.map((mean) => Math.abs(4 * mean - 1.9)))).toBeLessThan(0.12)
  expect(Math.max(...deviations.map((deviation) => Math.abs(4 * deviation - 1)))).toBeLessThan(0.06)
})

test('a mirrored picture is the picture read from the right', () => {
  const x = tf.randomNormal([2, 4, 4, 3], 0, 1, 'float32', 8) as tf.Tensor4D
  const [before, after] = [x.arraySync(), x.reverse(2).arraySync()]
  for (let j = 0; j < 4; j++) expect(after[1]![2]![j]).toEqual(before[1]![2]![3 - j])
})

test('global average pooling leaves 1 290 parameters in the last layer, 243 018 in all', () => {
  const conv = (filters: number, more: object = {}) =>
    tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...more })
  const pool = () => tf.layers.maxPooling2d({ poolSize: 2 })
  const model = tf.sequential({
    layers: [
      tf.layers.rescaling({ inputShape: [32, 32, 3], scale: 4, offset: -1.9 }),
      conv(32),
      pool(),
      tf.layers.batchNormalization(),
      conv(64),
      pool(),
      tf.layers.batchNormalization(),
      conv(128, { padding: 'same' }),
      tf.layers.batchNormalization(),
      conv(128, { padding: 'same' }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
  expect(model.layers.at(-1)!.countParams()).toBe(1290)
  expect(model.countParams()).toBe(243_018)
  // Three parts in batches of 64, each with a last batch that is not full.
  expect(6 * 3 * Math.ceil(10_000 / 64)).toBe(2826)
})
