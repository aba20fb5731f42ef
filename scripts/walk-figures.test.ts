import { expect, test } from 'vitest'
import { type Figure, mergeFigure } from './walk-figures'

const figure = (lesson: string, says: string, check = 'accuracy'): Figure => ({
  lesson,
  check,
  says,
  seconds: 12.4,
  backend: 'wasm',
})
const EMPTY = 'before\n<!-- figures -->\n<!-- /figures -->\nafter\n'

test('rows are written between the marks in order, and a check has one row', () => {
  const two = mergeFigure(EMPTY, figure('two', 'a | b'), '2 cores')
  const both = mergeFigure(two, figure('one', 'old'), '2 cores')
  expect(both).toContain(
    '|---|---|---|---|---|\n| one | accuracy | old | 12 | wasm, 2 cores |\n| two | accuracy | a / b |',
  )
  const renewed = mergeFigure(both, figure('one', 'new'), '2 cores')
  expect(renewed).toContain('| new |')
  expect(renewed).not.toContain('| old |')
  expect(renewed).toContain('a / b')
  expect(renewed.startsWith('before\n') && renewed.endsWith('after\n')).toBe(true)
  expect(mergeFigure(renewed, figure('one', 'new'), '2 cores')).toBe(renewed)
})

test('another check of the same lesson has a row of its own', () => {
  const first = mergeFigure(EMPTY, figure('one', 'right'), '2 cores')
  const second = mergeFigure(first, figure('one', 'low', 'loss'), '2 cores')
  expect(second).toContain('| one | accuracy | right |')
  expect(second).toContain('| one | loss | low |')
})

test('a file without marks is refused', () => {
  expect(() => mergeFigure('nothing', figure('one', 'new'), '')).toThrow('<!-- figures -->')
})
