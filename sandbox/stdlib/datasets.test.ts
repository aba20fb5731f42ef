import { beforeAll, describe, expect, test, vi } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '../tf'
import { WORDS } from '../words'
import { encoderOf } from '../../lib/datasets/sentiment'
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

describe('parts', () => {
  const part = (name: string): Files => ({
    images: bytes(3 * 3072, () => Number(name.at(-1)) || 9),
    labels: bytes(3, (index) => index),
  })
  const open = () => {
    const need = vi.fn<(name: string) => Promise<Files>>(async (name) => part(name))
    return { need, datasets: createDatasets(need, WORDS.en) }
  }

  test('only those that are wanted are asked for', async () => {
    const { need, datasets } = open()
    const { train, test: held } = await datasets.cifar10({ train: 4, test: 2 })
    expect(need.mock.calls.flat()).toEqual(['cifar10/train-1', 'cifar10/train-2', 'cifar10/test'])
    expect([train.images.shape, held.images.shape]).toEqual([
      [4, 32, 32, 3],
      [2, 32, 32, 3],
    ])
    expect(Array.from(train.images.mean([1, 2, 3]).dataSync())).toEqual([1, 1, 1, 2])
    expect(Array.from(train.labels.dataSync())).toEqual([0, 1, 2, 0])
  })
})

describe('tables and texts', () => {
  const json = (file: string, value: unknown) => async () => ({
    [file]: new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer,
  })

  test('rows are named by their columns', async () => {
    const need = json('table', {
      columns: ['area', 'price'],
      rows: [
        [80.5, 100],
        [90, null],
      ],
    })
    const { columns, rows } = await createDatasets(need, WORDS.en).housing()
    expect(columns).toEqual(['area', 'price'])
    expect(rows).toEqual([
      { area: 80.5, price: 100 },
      { area: 90, price: null },
    ])
  })

  test('sentences are encoded as the server encodes the hidden ones', async () => {
    const vocabulary = ['[PAD]', '[UNK]', '好', '不']
    const need = json('sentences', { train: [{ text: '不好', label: 0 }], test: [], vocabulary })
    const { encode: ours, train } = await createDatasets(need, WORDS.en).sentiment()
    expect(train).toEqual([{ text: '不好', label: 0 }])
    for (const text of ['', '不好', '好𠮷好', '好'.repeat(40)])
      expect(ours(text)).toEqual(encoderOf(vocabulary)(text))
  })

  test('text that is no JSON is an incomplete set', async () => {
    const need = async () => ({ poems: new TextEncoder().encode('[{').buffer as ArrayBuffer })
    await expect(createDatasets(need, WORDS.en).poems()).rejects.toThrow('incomplete')
  })

  test('points keep their coordinates', async () => {
    const points = (count: number) => Float32Array.from({ length: 2 * count }, (_, index) => index / 2).buffer
    const need = async () => ({
      'train-points': points(3),
      'train-labels': bytes(3, (index) => index % 2),
      'test-points': points(1),
      'test-labels': bytes(1, () => 1),
    })
    const { train, test: held } = await createDatasets(need, WORDS.en).moons()
    expect(train.points.arraySync()).toEqual([
      [0, 0.5],
      [1, 1.5],
      [2, 2.5],
    ])
    expect([held.points.shape, held.labels.dtype]).toEqual([[1, 2], 'int32'])
  })
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
