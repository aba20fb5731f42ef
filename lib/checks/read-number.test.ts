import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { readNumber } from './read-number'

test.each([
  ['0.25', 0.25],
  ['０．２５', 0.25],
  ['3,5', 3.5],
  ['0,125', 0.125],
  ['−2', -2],
  ['+1', 1],
  ['- 4', -4],
  ['.5', 0.5],
  ['5.', 5],
  ['3e-4', 3e-4],
  ['1e3', 1000],
  ['3×10^-4', 3e-4],
  ['2 * 10 ^ 3', 2000],
  [' 1 000 ', 1000],
  ['1_000', 1000],
  ['1,234,567', 1234567],
  ['1,234.5', 1234.5],
  ['1.234.567', 1234567],
  ['1.234,5', 1234.5],
  ["1'234'567", 1234567],
  ['１３０亿', 13e9],
  ['1.2万', 12000],
  ['3‰', 0.003],
])('%j is %d', (text, value) => {
  expect(readNumber(text)).toEqual({ kind: 'number', value })
})

test.each([
  ['2,000', 2000, 2],
  ['２，０００', 2000, 2],
  ['-12,500', -12500, -12.5],
  ['50%', 0.5, 50],
  ['50 ％', 0.5, 50],
])('%j may be two numbers, and is asked about', (text, likely, other) => {
  expect(readNumber(text)).toEqual({ kind: 'either', values: [likely, other] })
})

test('where percent is asked for, the sign repeats it', () => {
  expect(readNumber('50％', { percent: true })).toEqual({ kind: 'number', value: 50 })
})

test.each([
  ['两千', 2000],
  ['二千零五', 2005],
  ['一百二十三万四千', 1234000],
  ['十二', 12],
  ['三点一四', 3.14],
  ['负二', -2],
  ['二〇二六', 2026],
  ['一百三十亿', 13e9],
  ['千百', null],
  ['三四百', null],
])('%j is in words', (text, value) => {
  expect(readNumber(text)).toEqual({ kind: 'words', value })
})

test.each(['', 'abc', '1/2', 'Infinity', '0x10', '1.2.3', '1,2,3', '12,34,567', '--1', '5%%', 'e5'])(
  '%j is no number',
  (text) => expect(readNumber(text)).toEqual({ kind: 'none' }),
)

test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
  'a number as a computer writes it is read back',
  (value) => {
    const read = readNumber(String(value))
    expect(read.kind === 'number' && Math.abs(read.value - value)).toBe(0)
  },
)

test.prop([fc.string(), fc.boolean()])('anything may be written', (text, percent) => {
  expect(['number', 'either', 'words', 'none']).toContain(readNumber(text, { percent }).kind)
})
