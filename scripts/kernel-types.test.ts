import { expect, test } from 'vitest'
import { mergeAugmentations } from './kernel-types'

test('augmentations join the interfaces beside them', () => {
  const rolled = [
    'declare class Tensor<R> {',
    '    id: number;',
    '}',
    "declare module './tensor' {",
    '    interface Tensor<R> {',
    '        abs<T extends Tensor>(this: T): T;',
    '    }',
    '}',
    'declare function abs(x: { a: 1 }): Tensor;',
  ].join('\n')
  expect(mergeAugmentations(rolled)).toBe(
    [
      'declare class Tensor<R> {',
      '    id: number;',
      '}',
      '',
      '    interface Tensor<R> {',
      '        abs<T extends Tensor>(this: T): T;',
      '    }',
      '',
      'declare function abs(x: { a: 1 }): Tensor;',
    ].join('\n'),
  )
})
