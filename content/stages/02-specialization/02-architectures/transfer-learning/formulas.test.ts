/** What is updated when an extractor is frozen, by TF.js itself; and the trap that the lesson warns of. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const makeExtractor = (side = 8) =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [side, side, 1],
        filters: 2,
        kernelSize: 3,
        activation: 'relu',
        // Drawn freely, both filters are dead once in twenty: then nothing behind them moves either.
        kernelInitializer: tf.initializers.glorotUniform({ seed: 5 }),
      }),
      tf.layers.flatten(),
    ],
  })
const withHead = (extractor: tf.Sequential) =>
  tf.sequential({ layers: [extractor, tf.layers.dense({ units: 3, activation: 'softmax' })] })

/** Whether one step of training moves the extractor's and the head's weights. */
async function moved(net: tf.Sequential, extractor: tf.Sequential) {
  net.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' })
  const read = () =>
    [extractor, net.layers[1]!].map((part) => Array.from(part.getWeights()[0]!.dataSync()))
  const before = read()
  const x = tf.randomUniform([6, 8, 8, 1], 0, 1, 'float32', 1)
  const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3)
  await net.fit(x, y, { epochs: 1, verbose: 0 })
  return read().map((values, part) => values.some((value, i) => value !== before[part]![i]))
}

describe('freezing', () => {
  test('each layer by itself: only the head moves', async () => {
    const extractor = makeExtractor()
    const net = withHead(extractor)
    for (const layer of extractor.layers) layer.trainable = false
    expect(net.trainableWeights).toHaveLength(2)
    expect(await moved(net, extractor)).toEqual([false, true])
  })

  test('only the outer model: the kernels inside move although the list looks shorter', async () => {
    const extractor = makeExtractor()
    const net = withHead(extractor)
    extractor.trainable = false
    expect(net.trainableWeights).toHaveLength(2)
    expect(await moved(net, extractor)).toEqual([true, true])
  })

  test('nothing frozen: both move', async () => {
    const extractor = makeExtractor()
    expect(await moved(withHead(extractor), extractor)).toEqual([true, true])
  })
})

test('ŷ = g(h(x)), and the counts of the lesson', () => {
  const extractor = makeExtractor()
  const net = withHead(extractor)
  const head = net.layers[1]!
  const x = tf.randomUniform([4, 8, 8, 1], 0, 1, 'float32', 2)
  const composed = head.apply(extractor.predict(x) as tf.Tensor) as tf.Tensor
  const gap = composed.sub(net.predict(x) as tf.Tensor)
  expect(gap.abs().max().dataSync()[0]).toBeLessThan(1e-6)
  const [first, second] = [9 * 1 * 16 + 16, 9 * 16 * 32 + 32]
  expect(first + second).toBe(4800)
  expect(5 * 5 * 32).toBe(800)
  expect(800 * 64 + 64 + 64 * 10 + 10).toBe(51_914)
})

test('the standard error of 2 000 pictures at 0.7 is about 0.010', () => {
  expect(Math.sqrt((0.7 * 0.3) / 2000)).toBeCloseTo(0.01, 3)
})

test('four epochs of 10 000 pictures in batches of 64 are 628 steps', () => {
  expect(4 * Math.ceil(10_000 / 64)).toBe(628)
})
