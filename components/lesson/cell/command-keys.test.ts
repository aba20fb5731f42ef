import { expect, it } from 'vitest'
import { readCommandKey } from './command-keys'

const press = (
  key: string,
  more: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

it.each([
  [press('Enter', { shiftKey: true }), null, 'run-and-advance'],
  [press('Enter', { ctrlKey: true }), null, 'run'],
  [press('Enter', { metaKey: true }), null, 'run'],
  [press('Enter', { altKey: true }), null, 'run-and-insert'],
  [press('Enter'), null, 'edit'],
  [press('j'), null, 'after'],
  [press('ArrowUp'), null, 'before'],
  [press('B'), null, 'insert-after'],
  [press('d'), null, null],
  [press('d'), 'd', 'delete'],
  [press('d'), 'j', null],
  [press('?', { shiftKey: true }), null, 'keys'],
  [press('a', { ctrlKey: true }), null, null],
  [press('x'), null, null],
] as const)('%j after %s means %s', (key, previous, intent) => {
  expect(readCommandKey(key, previous)).toBe(intent)
})
