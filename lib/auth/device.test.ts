import { expect, test } from 'vitest'
import { nameDevice } from './device'

const mozilla = 'Mozilla/5.0'
test.each([
  [
    `${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0`,
    'Edge',
    'Windows',
  ],
  [`${mozilla} (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36`, 'Chrome', 'Linux'],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 14_1) AppleWebKit/605.1 Version/18.0 Safari/605.1`,
    'Safari',
    'macOS',
  ],
  [`${mozilla} (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0`, 'Firefox', 'Android'],
  ['curl/8.0', undefined, undefined],
])('%s', (text, browser, system) => {
  expect(nameDevice(text)).toEqual({ browser, system })
})

test('nothing is known of no text', () => {
  expect(nameDevice(null)).toEqual({ browser: undefined, system: undefined })
})
