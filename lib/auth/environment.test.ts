import { afterEach, expect, test } from 'vitest'
import { isOwnOrigin } from './environment.server'
import { prepareSite } from './testing.server'

afterEach(() => prepareSite())

test.each([
  // What is typed, what the page says it comes from, what the proxy says was asked for.
  ['https://learn.example.com', 'https://learn.example.com', 'learn.example.com', true],
  ['https://learn.example.com', 'https://learn.example.com', '127.0.0.1:3000', true],
  ['https://learn.example.com', 'http://learn.example.com', 'learn.example.com', false],
  ['https://learn.example.com', 'http://127.0.0.1:3000', '127.0.0.1:3000', false],
  ['https://localhost:8443', 'https://localhost:8443', '127.0.0.1:3000', true],
  ['https://localhost:8443', 'https://localhost:8443', 'localhost', true],
  ['https://localhost:8443', 'https://127.0.0.1:8443', '127.0.0.1:8443', true],
  ['https://localhost:8443', 'http://localhost:8443', '127.0.0.1:3000', false],
  ['http://127.0.0.1:3000', 'http://localhost:3000', 'localhost:3000', true],
  ['http://127.0.0.1:3000', 'http://localhost:3000', '127.0.0.1:3000', false],
  ['http://127.0.0.1:3000', 'http://evil.example', 'evil.example', false],
])('at %s, a page of %s that sends to %s: %s', (address, origin, host, isOwn) => {
  prepareSite(address)
  expect(isOwnOrigin(origin, host)).toBe(isOwn)
})
