import { expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { ruleFor } from './errors/rules'
import { evenRows } from './rows'
import * as tf from './tf'

const { tensor } = evenRows() as unknown as typeof tf

test.each([
  [[[1, 2], [3]], 'ragged', /第 1 行.*有 1 个数，应该有 2 个/],
  [[[[1], [2]], [[3]]], 'ragged', /第 1 行/],
  [
    [
      [[1], [2]],
      [
        [3, 4],
        [5, 6],
      ],
    ],
    'ragged',
    /有 2 个数，应该有 1 个/,
  ],
  [[[1, 2], 3], 'raggedKind', /不整齐/],
  [[1, [2, 3]], 'raggedKind', /不整齐/],
])('%j', async (values, id, says) => {
  await tf.setBackend('cpu')
  let message = ''
  try {
    tensor(values as never)
  } catch (error) {
    message = (error as Error).message
  }
  expect(ruleFor(message)?.id).toBe(id)
  expect(ruleFor(message)?.said.zh).toMatch(says)
})

test('even rows, numbers and typed arrays go through', async () => {
  await tf.setBackend('cpu')
  expect(tensor(3).shape).toEqual([])
  expect(
    tensor([
      [1, 2],
      [3, 4],
    ]).shape,
  ).toEqual([2, 2])
  expect(
    tensor([
      [[1], [2]],
      [[3], [4]],
    ]).shape,
  ).toEqual([2, 2, 1])
  expect(tensor(new Float32Array(4), [2, 2]).shape).toEqual([2, 2])
  expect(tensor([new Float32Array(2), new Float32Array(2)] as never).shape).toEqual([2, 2])
  expect(() => tensor(undefined as never)).toThrow(/values passed to tensor/)
})
