import { expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { guardTensors } from './tensor-guard'
import * as tf from './tf'
import { WORDS } from './words'

test('a tensor is neither a number nor an array, and remains everything else', async () => {
  await tf.setBackend('cpu')
  guardTensors(WORDS.zh)
  // oxlint-disable-next-line typescript/no-explicit-any -- slips are what the types forbid
  const a = tf.tensor1d([1, 2]) as any
  const said: RegExp = /a\.add\(b\)/
  expect(() => a + a).toThrow(said)
  expect(() => a * 2).toThrow(said)
  expect(() => a < 2).toThrow(said)
  expect(() => +a).toThrow(said)
  expect(() => a[0]).toThrow(/x\.array/)
  expect(`${a}`).toContain('Tensor')
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] })
  const { history } = await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { validationSplit: 0.5, verbose: 0 })
  expect(history['loss']).toHaveLength(1)
  expect(JSON.stringify(await tf.stack([a, a]).array())).toBe('[[1,2],[1,2]]')
})
