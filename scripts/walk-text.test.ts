import { expect, test } from 'vitest'
import type { Output } from '../lib/runtime/outputs'
import { summarise } from './walk-text'

const outputs: [string, Output, string][] = [
  ['a log', { kind: 'text', stream: 'log', text: 'a' }, 'a'],
  ['a warning', { kind: 'text', stream: 'warn', text: 'a' }, '[warn] a'],
  ['a value', { kind: 'value', text: '3' }, '= 3'],
  [
    'a table, columns as wide as Han characters are',
    { kind: 'table', columns: ['层', 'n'], rows: [['隐藏层', 1.23456789]], total: 1 },
    '[table]\n层      n\n隐藏层  1.2346',
  ],
  [
    'pictures with what differs',
    {
      kind: 'images',
      count: 2,
      height: 1,
      width: 1,
      channels: 1,
      pixels: Uint8Array.of(1, 2),
      labels: ['1', '2'],
      predictions: ['1', '3'],
    },
    '[images] 2 × 1 × 1 × 1 \n  labels 1 2\n  predictions 1 3 (1 differ)',
  ],
  [
    'a tensor',
    { kind: 'tensor', dtype: 'float32', shape: [2], values: [1, 2], min: 1, max: 2, mean: 1.5 },
    '[tensor]  float32 [2] min 1 max 2 mean 1.5: 1 2',
  ],
]

test.each(outputs)('%s', (_, output, said) => expect(summarise(output)).toBe(said))

test('a kind that is not known here is told by its fields', () => {
  const later = { kind: 'later', title: 'x', values: [1, 2, 3], deep: { points: [[1, 2], [3]] } }
  expect(summarise(later as unknown as Output)).toBe(
    '[later] { title: x, values: [1 2 3], deep: { points: [[1 2], [3]] } }',
  )
})
