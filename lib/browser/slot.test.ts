import { afterEach, expect, test, vi } from 'vitest'
import { keysFrom, slot } from './slot.client'

afterEach(() => vi.unstubAllGlobals())

const browser = (localStorage: unknown) => vi.stubGlobal('window', { localStorage })

test('a value is kept, read and dropped', () => {
  const kept: Record<string, unknown> = {}
  Object.defineProperties(kept, {
    getItem: { value: (key: string) => kept[key] ?? null },
    setItem: { value: (key: string, text: string) => void (kept[key] = text) },
    removeItem: { value: (key: string) => void delete kept[key] },
  })
  browser(kept)
  expect(slot('a:1').keep({ one: 1 })).toBe(true)
  expect(slot('a:1').read()).toEqual({ one: 1 })
  expect(keysFrom('a:')).toEqual(['a:1'])
  expect(keysFrom('b:')).toEqual([])
  slot('a:1').drop()
  expect(slot('a:1').read()).toBeNull()
})

const refused = () => {
  throw new DOMException('Access is denied', 'SecurityError')
}

test.each<[string, () => void]>([
  [
    'throws when it is named',
    () => vi.stubGlobal('window', Object.defineProperty({}, 'localStorage', { get: refused })),
  ],
  ['throws when it is used', () => browser({ getItem: refused, setItem: refused, removeItem: refused })],
  ['is null', () => browser(null)],
  ['is missing', () => browser(undefined)],
  ['is on a server', () => vi.stubGlobal('window', undefined)],
])('where storage %s nothing is kept, and that is said', (_, prepare) => {
  prepare()
  expect(slot('a').keep(1)).toBe(false)
  expect(slot('a').read()).toBeNull()
  expect(() => slot('a').drop()).not.toThrow()
  expect(keysFrom('a')).toEqual([])
})
