import { expect, test } from 'vitest'
import { harden, removeAll } from './harden'

test('names go from the object and from all it inherits from', () => {
  class Scope {
    fetch() {}
  }
  const scope = Object.assign(new Scope(), { fetch: 1, Worker: 2, kept: 3 })
  expect(removeAll(scope, ['fetch', 'Worker', 'absent'])).toEqual([])
  expect(['fetch' in scope, 'Worker' in scope, 'kept' in scope]).toEqual([false, false, true])
})

test('what cannot be deleted is named', () => {
  const scope = Object.freeze({ fetch: 1 })
  expect(removeAll(scope, ['fetch'])).toEqual(['fetch'])
})

test('navigator keeps gpu and loses the rest', () => {
  const navigator = { gpu: 1, usb: 2, serviceWorker: 3 }
  expect(harden({ navigator, indexedDB: 1 })).toEqual([])
  expect(navigator).toEqual({ gpu: 1 })
})
