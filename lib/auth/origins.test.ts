import { expect, test } from 'vitest'
import { frameSources, originsOf } from './origins'

test('a machine has several names for itself, any other site has one', () => {
  expect(originsOf('https://learn.example.com/')).toEqual(['https://learn.example.com'])
  expect(originsOf('https://localhost:8443').toSorted()).toEqual([
    'https://127.0.0.1:8443',
    'https://[::1]:8443',
    'https://localhost:8443',
  ])
})

test.each(['127.0.0.1:3000', 'localhost', 'learn.example.com', 'evil.example', null])(
  'the frame comes from the address people type, whatever a proxy sends as Host: %s',
  (host) => {
    expect(frameSources('https://learn.example.com', host)).toBe('https://learn.example.com/sandbox/')
    const local = frameSources('https://localhost:8443', host).split(' ')
    expect(local.toSorted()).toEqual(['https://127.0.0.1:8443/sandbox/', 'https://localhost:8443/sandbox/'])
  },
)

test('where a policy cannot say the name, it says the page itself', () => {
  expect(frameSources('http://[::1]:3000', '[::1]:3000')).toContain("'self'")
  expect(frameSources('http://127.0.0.1:3000', '[::1]:3000')).toContain("'self'")
  expect(frameSources('http://[2001:db8::1]', '[2001:db8::1]')).toBe("'self'")
  expect(frameSources(undefined, 'anything')).toBe("'self'")
})
