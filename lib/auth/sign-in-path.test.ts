import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeNext } from './sign-in-path'

test.each([
  ['/learn', '/learn'],
  ['/insights?period=90&stage=practice#people', '/insights?period=90&stage=practice#people'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/..//evil.example', '/'],
  ['/sign-in?next=/learn', '/'],
  ['learn', '/'],
  ['', '/'],
  [undefined, '/'],
  [['/learn'], '/'],
])('%j leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path)
})

test('never leads to another site', () => {
  const origin = 'http://127.0.0.1:3000'
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    ':',
    '@',
    'evil.example',
    '%2f',
    '%5c',
    '\t',
    '?',
    '#',
    'a',
    '\u3002',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const target = new URL(safeNext(parts.join('')), `${origin}/sign-in`)
      expect(target.origin).toBe(origin)
    }),
    { numRuns: 2_000 },
  )
})
