import { expect, test } from 'vitest'
import { type Figure, mergeFigures } from './walk-figures'

const figure = (lesson: string, says: string): Figure => ({
  lesson,
  check: 'accuracy',
  kind: 'model',
  says,
  seconds: 12.4,
  backend: 'wasm',
})
const EMPTY = 'before\n<!-- figures -->\n<!-- /figures -->\nafter\n'

test('rows are written between the marks, and only those of walked lessons are replaced', () => {
  const first = mergeFigures(EMPTY, [figure('two', 'a | b'), figure('one', 'old')], '2 cores')
  expect(first).toContain(
    '| one | accuracy | model | old | 12 | wasm, 2 cores |\n| two | accuracy | model | a / b |',
  )
  const second = mergeFigures(first, [figure('one', 'new')], '2 cores')
  expect(second).toContain('| new |')
  expect(second).not.toContain('| old |')
  expect(second).toContain('a / b')
  expect(second.startsWith('before\n') && second.endsWith('after\n')).toBe(true)
  expect(mergeFigures(second, [figure('one', 'new')], '2 cores')).toBe(second)
})

test('a file without marks is refused', () => {
  expect(() => mergeFigures('nothing', [], '')).toThrow('<!-- figures -->')
})
