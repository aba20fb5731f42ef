/** The lesson's formulas against TF.js, on random pictures and kernels. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

beforeAll(() => tf.setBackend('cpu'))

const SEEDS = [1, 2, 3, 4, 5]
const matrix = (rows: number, columns: number, seed: number) =>
  tf.randomNormal([rows, columns], 0, 1, 'float32', seed).arraySync() as number[][]

const outputSize = (n: number, k: number, stride: number, padding: number) =>
  Math.floor((n + 2 * padding - k) / stride) + 1

function byDefinition(image: number[][], kernel: number[][], stride: number, padding: number): number[][] {
  const pixel = (r: number, c: number) => image[r]?.[c] ?? 0
  const rows = outputSize(image.length, kernel.length, stride, padding)
  const columns = outputSize(image[0]!.length, kernel[0]!.length, stride, padding)
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) =>
      kernel
        .flatMap((row, i) => row.map((w, j) => w * pixel(r * stride - padding + i, c * stride - padding + j)))
        .reduce((sum, value) => sum + value, 0),
    ),
  )
}

function byLibrary(image: number[][], kernel: number[][], stride: number, padding: number): number[][] {
  const x = tf.tensor3d(image.flat(), [image.length, image[0]!.length, 1])
  const w = tf.tensor4d(kernel.flat(), [kernel.length, kernel[0]!.length, 1, 1])
  const z = tf.conv2d(x, w, stride, padding) as tf.Tensor3D
  return z.squeeze([2]).arraySync() as number[][]
}

function largestGap(a: number[][], b: number[][]): number {
  if (a.length !== b.length || a[0]!.length !== b[0]!.length) return Infinity
  return Math.max(...a.flat().map((value, i) => Math.abs(value - b.flat()[i]!)))
}

describe.each(SEEDS)('seed %i', (seed) => {
  test.each([
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
    [3, 2],
  ])('the sum of the definition is the library’s, stride %i, padding %i', (stride, padding) => {
    const [image, kernel] = [matrix(7 + seed, 7 + seed, seed), matrix(3, 3, seed + 50)]
    const gap = largestGap(
      byDefinition(image, kernel, stride, padding),
      byLibrary(image, kernel, stride, padding),
    )
    expect(gap).toBeLessThan(1e-4)
  })

  test('the library does not turn the kernel round', () => {
    const [image, kernel] = [matrix(6, 6, seed), matrix(3, 3, seed + 50)]
    const turned = kernel.map((row) => row.toReversed()).toReversed()
    const gap = byDefinition(image, turned, 1, 0)
      .flat()
      .map((value, i) => Math.abs(value - byLibrary(image, kernel, 1, 0).flat()[i]!))
    expect(Math.max(...gap)).toBeGreaterThan(0.1)
  })

  test('a picture shifted by one gives an output shifted by one', () => {
    const [image, kernel] = [matrix(8, 8, seed), matrix(3, 3, seed + 50)]
    const shifted = image.map((row) => [0, ...row.slice(0, -1)])
    const [before, after] = [byDefinition(image, kernel, 1, 0), byDefinition(shifted, kernel, 1, 0)]
    for (const [r, row] of after.entries()) {
      row.slice(1).forEach((value, c) => expect(value).toBeCloseTo(before[r]![c]!, 6))
    }
  })
})

test.each([
  [28, 3, 1, 'valid', 0],
  [28, 3, 1, 'same', 1],
  [13, 3, 1, 'valid', 0],
  [32, 5, 2, 'same', 2],
] as const)('side %i, kernel %i, stride %i, %s', (n, k, stride, padding, rings) => {
  const layer = tf.layers.conv2d({ inputShape: [n, n, 1], filters: 1, kernelSize: k, strides: stride, padding })
  const { outputShape } = tf.sequential({ layers: [layer] })
  expect(outputShape[1]).toBe(outputSize(n, k, stride, rings))
})

test('parameters: (k k C + 1) C′, and the network of the figure', () => {
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3 }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10 }),
    ],
  })
  expect(network.layers.map((layer) => layer.countParams())).toEqual([80, 0, 1168, 0, 0, 4010])
  expect(network.countParams()).toBe(5258)
  expect((3 * 3 * 8 + 1) * 16).toBe(1168)
  // One dense layer from 224 × 224 × 3 to 222 × 222 × 64 has more than GPT-3's 175 billion.
  expect((224 * 224 * 3 + 1) * 222 * 222 * 64).toBeGreaterThan(4e11)
})

test('two layers of 3 × 3 see five cells', () => {
  const seen = tf.tidy(() => {
    const x = tf.variable(tf.zeros([1, 9, 9, 1]) as tf.Tensor4D)
    const w = tf.ones([3, 3, 1, 1]) as tf.Tensor4D
    const middle = (input: tf.Tensor) =>
      tf.conv2d(tf.conv2d(input as tf.Tensor4D, w, 1, 'same'), w, 1, 'same').slice([0, 4, 4, 0], [1, 1, 1, 1]).sum()
    return tf.grad(middle)(x).notEqual(0).sum().dataSync()[0]
  })
  expect(seen).toBe(25)
})
