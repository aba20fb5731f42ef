// oxlint-disable vitest/expect-expect -- the expectations are in `valid` and in properties
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { Output } from '../lib/runtime/outputs'
import { chartOutput, imagesOutput, modelOutput, readTensor, tableOutput, tensorOutput } from './outputs'
import * as tf from './tf'

const valid = (output: unknown) => expect(Output.safeParse(output).error?.issues).toBeUndefined()

test('a tensor: first values, statistics of all', () => {
  const data = Float32Array.from({ length: 3000 }, (_, index) => index)
  const output = tensorOutput({ dtype: 'float32', shape: [3, 1000] }, data, 'x')
  expect(output).toMatchObject({ min: 0, max: 2999, mean: 1499.5, name: 'x' })
  expect(output.values).toHaveLength(1024)
  valid(output)
})

test('tensors of every kind are valid outputs', async () => {
  await tf.setBackend('cpu')
  const tensors = [
    tf.tensor([1, NaN, Infinity]),
    tf.tensor([true, false]),
    tf.tensor(['a', 'b'.repeat(300)]),
    tf.scalar(1, 'int32'),
    tf.zeros([0]),
    tf.tensor([NaN]),
  ]
  for (const tensor of tensors) valid(await readTensor(tensor))
})

describe('tables', () => {
  const cases: [string, unknown, object, object][] = [
    [
      'objects',
      [{ a: 1, b: 'x' }, { c: null }],
      {},
      {
        columns: ['a', 'b', 'c'],
        rows: [
          [1, 'x', null],
          [null, null, null],
        ],
        total: 2,
      },
    ],
    ['chosen columns', [{ a: 1, b: 2 }], { columns: ['b'] }, { columns: ['b'], rows: [[2]] }],
    [
      'arrays',
      [[1, 2], [3]],
      {},
      {
        columns: ['0', '1'],
        rows: [
          [1, 2],
          [3, null],
        ],
      },
    ],
    ['arrays with names', [[1, 2]], { columns: ['a', 'b'] }, { columns: ['a', 'b'] }],
    ['nothing', [], {}, { columns: [], rows: [], total: 0 }],
  ]
  test.each(cases)('%s', (_name, rows, options, expected) => {
    const output = tableOutput(rows, options)
    expect(output).toMatchObject(expected)
    valid(output)
  })
  test('more than 500 rows or 50 columns are cut and counted', () => {
    const output = tableOutput(
      Array.from({ length: 600 }, () => Array.from({ length: 60 }, (_, index) => index)),
    )
    expect([output.rows.length, output.columns.length, output.total]).toEqual([500, 50, 600])
    valid(output)
  })
  test('what is no table is refused', () => {
    for (const rows of [undefined, 3, 'rows', { a: 1 }, [1, 2], [null]])
      expect(() => tableOutput(rows)).toThrow(TypeError)
  })
})

test('pictures of 0 … 1 and of 0 … 255 look alike', () => {
  const size = { count: 1, height: 1, width: 3, channels: 1 } as const
  expect(imagesOutput([0, 0.5, 1], size).pixels).toEqual(new Uint8Array([0, 128, 255]))
  expect(imagesOutput([0, 128, 300], size).pixels).toEqual(new Uint8Array([0, 128, 255]))
  valid(imagesOutput([0, 0.5, NaN], size, { caption: 'c', labels: ['1'], predictions: ['2'] }))
})

describe('charts', () => {
  test('x is counted when it is left out', () => {
    expect(chartOutput({ series: { loss: [3, 2] } })).toMatchObject({ type: 'line', x: { values: [0, 1] } })
  })
  test('a short series is filled with gaps, and a long one is thinned from end to end', () => {
    expect(chartOutput({ series: { a: [1, 2, 3], b: [1] } }).series[1]!.values).toEqual([1, NaN, NaN])
    const long = chartOutput({ series: { a: Float32Array.from({ length: 20_000 }, (_, index) => index) } })
    expect(long.x.values).toHaveLength(5000)
    expect(long.series[0]!.values.at(-1)).toBe(19_999)
    valid(long)
  })
  test('nothing to draw is refused', () => {
    for (const input of [undefined, {}, { series: {} }, { series: { a: [] } }])
      expect(() => chartOutput(input as never)).toThrow(TypeError)
  })
  test('any numbers make a valid chart', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), fc.string(), (values, label) => {
        valid(chartOutput({ series: { [label]: values }, x: values, caption: label }))
      }),
    )
  })
})

test('a model: layers, shapes and parameters', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 1], activation: 'relu', name: 'c' }),
      tf.layers.flatten(),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  })
  const output = modelOutput(model)
  expect(output.layers[0]).toEqual({
    name: 'c',
    type: 'Conv2D',
    outputShape: [null, 6, 6, 4],
    parameters: 40,
    activation: 'relu',
  })
  expect([output.parameters, output.trainable]).toEqual([model.countParams(), model.countParams() - 288])
  valid(output)
})
