/** The lesson's formulas against TF.js, on random inputs; what its source says of the code must disagree. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const outputSize = (size: number, kernel: number, stride: number, padding: 'valid' | 'same') =>
  padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1

function network(): tf.Sequential {
  const conv = (filters: number, more: object = {}) =>
    tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', ...more })
  return tf.sequential({
    layers: [
      conv(32, { inputShape: [28, 28, 1] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      conv(64),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      conv(64),
      tf.layers.flatten(),
      tf.layers.dense({ units: 64, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  })
}

describe('shapes', () => {
  const cases = [1, 2, 3].flatMap((stride) =>
    [1, 2, 3, 5].flatMap((kernel) =>
      (['valid', 'same'] as const).map((padding) => [13, kernel, stride, padding] as const),
    ),
  )

  test.each(cases)('%i wide, window %i, stride %i, %s', (size, kernel, stride, padding) => {
    const x = tf.zeros([1, size, size, 1]) as tf.Tensor4D
    const convolved = x.conv2d(tf.zeros([kernel, kernel, 1, 1]) as tf.Tensor4D, stride, padding)
    const pooled = tf.maxPool(x, kernel, stride, padding)
    const side = outputSize(size, kernel, stride, padding)
    expect([convolved.shape[1], pooled.shape[1]]).toEqual([side, side])
  })

  test('the network goes 28, 26, 13, 11, 5, 3, 576, 64, 10', () => {
    expect(network().layers.map((layer) => (layer.outputShape as number[])[1])).toEqual([
      26, 13, 11, 5, 3, 576, 64, 10,
    ])
  })
})

test.each([1, 2, 3])('a convolution is the sum over window and channels (seed %i)', (seed) => {
  const x = tf.randomNormal([1, 6, 6, 2], 0, 1, 'float32', seed) as tf.Tensor4D
  const w = tf.randomNormal([3, 3, 2, 4], 0, 1, 'float32', seed + 9) as tf.Tensor4D
  const b = tf.randomNormal([4], 0, 1, 'float32', seed + 99) as tf.Tensor1D
  const library = tf.conv2d(x, w, 2, 'valid').add(b).arraySync() as number[][][][]
  const [X, W, B] = [x.arraySync(), w.arraySync(), b.arraySync()]
  for (let i = 0; i < 2; i++)
    for (let j = 0; j < 2; j++)
      for (let f = 0; f < 4; f++) {
        let z = B[f]!
        for (let u = 0; u < 3; u++)
          for (let v = 0; v < 3; v++)
            for (let c = 0; c < 2; c++) z += W[u]![v]![c]![f]! * X[0]![2 * i + u]![2 * j + v]![c]!
        expect(Math.abs(z - library[0]![i]![j]![f]!)).toBeLessThan(1e-4)
      }
})

describe('what it costs', () => {
  const convolution = (c: number, f: number) => 9 * c * f + f
  const dense = (a: number, b: number) => a * b + b

  test('93 322 parameters, counted by hand and by the library', () => {
    const byHand =
      convolution(1, 32) + convolution(32, 64) + convolution(64, 64) + dense(576, 64) + dense(64, 10)
    expect(byHand).toBe(93_322)
    expect(network().countParams()).toBe(93_322)
  })

  test('27 times the multiplications of 784-128-10, four fifths of them in the second convolution', () => {
    const second = 11 * 11 * 9 * 32 * 64
    const all = 26 * 26 * 9 * 32 + second + 3 * 3 * 9 * 64 * 64 + 576 * 64 + 64 * 10
    expect(all / (784 * 128 + 128 * 10)).toBeCloseTo(27.5, 0)
    expect(second / all).toBeCloseTo(0.8, 1)
  })

  test('§5.3 as printed, two convolutions and one pooling, is another network', () => {
    const kinds = network().layers.map((layer) => layer.getClassName())
    expect(kinds.filter((kind) => kind === 'Conv2D')).toHaveLength(3)
    expect(kinds.filter((kind) => kind === 'MaxPooling2D')).toHaveLength(2)
    expect(11 * 11 * 64).toBe(7744)
    expect(convolution(1, 32) + convolution(32, 64) + dense(7744, 64) + dense(64, 10)).toBeGreaterThan(500_000)
  })
})

test('a convolution moves with its input', () => {
  const x = tf.randomNormal([1, 12, 12, 1], 0, 1, 'float32', 5) as tf.Tensor4D
  const w = tf.randomNormal([3, 3, 1, 2], 0, 1, 'float32', 6) as tf.Tensor4D
  const moved = x.pad([[0, 0], [0, 0], [1, 0], [0, 0]]).slice([0, 0, 0, 0], [1, 12, 12, 1]) as tf.Tensor4D
  const [before, after] = [x, moved].map((each) => tf.conv2d(each, w, 1, 'valid'))
  const gap = after!.slice([0, 0, 1, 0], [1, 10, 9, 2]).sub(before!.slice([0, 0, 0, 0], [1, 10, 9, 2]))
  expect(gap.abs().max().dataSync()[0]).toBeLessThan(1e-5)
})
