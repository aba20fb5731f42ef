import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { guardMemory } from './memory-guard'
import * as tf from './tf'

const words = { memoryFull: (held: string) => `full at ${held}` }
beforeAll(async () => {
  await tf.setBackend('cpu')
  // reclaimTensors( and this change the engine for good: a process of its own.
  guardMemory({}, words, 20e6)
})

test('a training that goes on for long takes no more than one step of it', async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  const [x, y] = [tf.ones([256, 8, 8, 1]), tf.ones([256, 10])]
  const { epoch } = await model.fit(x, y, { epochs: 40, batchSize: 32, verbose: 0 })
  expect(epoch).toHaveLength(40)
  expect(() => {
    for (let count = 0; count < 40; count++) tf.dispose(model.predict(x, { batchSize: 32 }))
  }).not.toThrow()
})

test('another shape of the same values takes no more', () => {
  const tensor = tf.zeros([2e6])
  const shapes = Array.from({ length: 10 }, () => tensor.reshape([2, 1e6]))
  expect(shapes.every(({ isDisposed }) => !isDisposed)).toBe(true)
  tf.dispose([tensor, ...shapes])
  expect(() => tf.dispose(tf.zeros([2e6]))).not.toThrow()
})

test('what would take more is refused in words', () => {
  const kept = [tf.zeros([3e6])]
  expect(() => kept.push(tf.zeros([3e6]), tf.zeros([3e6]))).toThrow('full at 0.02 GB')
  tf.dispose(kept)
})
