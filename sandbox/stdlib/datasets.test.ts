import { beforeAll, describe, expect, test, vi } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '../tf'
import { WORDS } from '../words'
import { createDatasets, type Files } from './datasets'

beforeAll(() => tf.setBackend('cpu'))

const bytes = (length: number, of: (index: number) => number) =>
  Uint8Array.from({ length }, (_, index) => of(index)).buffer
const mnist = (): Files => ({
  'train-images': bytes(5 * 784, (index) => Math.floor(index / 784)),
  'train-labels': bytes(5, (index) => index),
  'test-images': bytes(2 * 784, () => 255),
  'test-labels': bytes(2, (index) => index),
})

test('bytes become tensors', async () => {
  const { train, test: held } = await createDatasets(async () => mnist(), WORDS.en).mnist()
  expect([train.images.shape, train.images.dtype, train.labels.shape, train.labels.dtype]).toEqual([
    [5, 28, 28],
    'float32',
    [5],
    'int32',
  ])
  expect(Array.from(train.images.mean([1, 2]).dataSync())).toEqual([0, 1, 2, 3, 4])
  expect(held.images.max().dataSync()[0]).toBe(255)
})

test('the first examples only, and more than there are is all there are', async () => {
  const { train, test: held } = await createDatasets(async () => mnist(), WORDS.en).mnist({
    train: 2,
    test: 99,
  })
  expect([train.images.shape[0], train.labels.shape[0], held.images.shape[0]]).toEqual([2, 2, 2])
})

test('the host is asked once, and again after it refused', async () => {
  const need = vi
    .fn<() => Promise<Files>>()
    .mockRejectedValueOnce(new Error('offline'))
    .mockImplementation(async () => mnist())
  const datasets = createDatasets(need, WORDS.en)
  await expect(datasets.mnist()).rejects.toThrow('The data set “mnist” could not be read: offline')
  await datasets.mnist()
  await datasets.mnist({ train: 1 })
  expect(need).toHaveBeenCalledTimes(2)
})

describe('refused', () => {
  test.each([0, -1, 1.5, NaN, '3' as never])('a count of %s', async (train) => {
    await expect(createDatasets(async () => mnist(), WORDS.en).mnist({ train })).rejects.toThrow(TypeError)
  })
  const damaged: [string, Partial<Record<string, unknown>>][] = [
    ['a missing file', { 'train-labels': undefined }],
    ['too few pixels', { 'train-images': new ArrayBuffer(783) }],
    ['no examples', { 'train-images': new ArrayBuffer(0), 'train-labels': new ArrayBuffer(0) }],
  ]
  test.each(damaged)('%s', async (_name, change) => {
    const files = { ...mnist(), ...change } as Files
    await expect(createDatasets(async () => files, WORDS.en).mnist()).rejects.toThrow('incomplete')
  })
})
