import { describe, expect, test } from 'vitest'
import { frameHeaders } from './frame-headers'

const policy = new Map(
  String(frameHeaders('sha256-abc')['content-security-policy'])
    .split('; ')
    .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
)

describe('the policy of the frame', () => {
  const cases: [string, string][] = [
    ['sandbox', 'allow-scripts'],
    ['default-src', "'none'"],
    ['script-src', "'sha256-abc' 'unsafe-eval' 'wasm-unsafe-eval'"],
    ['worker-src', 'data:'],
    ['connect-src', "'none'"],
    ['frame-src', "'none'"],
    ['form-action', "'none'"],
    ['base-uri', "'none'"],
    ['frame-ancestors', "'self'"],
  ]
  test.each(cases)('%s', (directive, value) => expect(policy.get(directive)).toBe(value))
  test('says nothing else', () => expect(policy.size).toBe(cases.length))
})

test('no cookie, no device, no sniffing', () => {
  const headers = frameHeaders('sha256-abc')
  expect(Object.keys(headers)).not.toContain('set-cookie')
  expect(headers['permissions-policy']).toMatch(/camera=\(\).*usb=\(\).*storage-access=\(\)/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
})
