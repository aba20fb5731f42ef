import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { readDate } from './date'

const years = { from: 1950, to: 2028 }
const read = (given: string, more: object = {}) => readDate(given, { ...years, ...more })

describe('a date', () => {
  it.each([
    '2026-11-01',
    '2026-11-1',
    '2026/11/1',
    '2026/11/01',
    '2026.11.1',
    '2026. 11. 1.',
    '2026年11月1日',
    '2026 年 11 月 1 日',
    '26年11月1日',
    '２０２６／１１／１',
    '20261101',
    '46327',
    '46327.5',
    '2026/11/1 0:00',
    '2026-11-01T00:00:00.000Z',
    '2026年11月1日 上午 9:30',
    '1-Nov-26',
    '01-Nov-2026',
    '1 November 2026',
    'Nov 1, 2026',
    'November 1st, 2026',
  ])('%s is one day', (given) => expect(read(given)).toEqual({ date: '2026-11-01' }))

  it.each(['11/1/2026', '1.11.2026', '01-11-2026'])('%s is asked about', (given) => {
    expect(read(given)).toEqual({ orders: ['mdy', 'dmy'] })
    expect(read(given, { order: 'mdy' })).not.toEqual(read(given, { order: 'dmy' }))
  })
  it('asks of two digits more, and nothing where one order alone makes a day', () => {
    expect(read('26/11/1')).toEqual({ date: '2026-11-01' })
    expect(read('26/11/03')).toEqual({ orders: ['ymd', 'dmy'] })
    expect(read('11/25/2026')).toEqual({ date: '2026-11-25' })
    expect(read('25.11.2026')).toEqual({ date: '2026-11-25' })
    expect(read('1/1/2026')).toEqual({ date: '2026-01-01' })
    // The order of the others is no reason to read a day that is not there.
    expect(read('11/25/2026', { order: 'dmy' })).toEqual({ date: '2026-11-25' })
  })
  it('questions a year that nobody is likely to mean, and takes it when it is meant', () => {
    expect(read('2999-01-01')).toEqual({ odd: '2999-01-01' })
    expect(read('1926-11-01')).toEqual({ odd: '1926-11-01' })
    expect(read('1926-11-01', { areOddMeant: true })).toEqual({ date: '1926-11-01' })
  })
  it.each([
    '0001-01-01',
    '2026-02-30',
    '2026/13/40',
    '2026年11月',
    '下周一',
    '',
    '1',
    '99999',
    '2026-11/1',
    '#####',
  ])('%j is none', (given) => expect(read(given)).toEqual({ fault: 'not-a-date' }))

  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((time) => time.toISOString().slice(0, 10))
  test.prop([day])('is the same in every way of writing it', (date) => {
    const [y, m, d] = date.split('-').map(Number) as [number, number, number]
    const serial = Math.round((Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000)
    for (const given of [`${y}/${m}/${d}`, `${y}.${m}.${d}`, `${y}年${m}月${d}日`, `${y}-${m}-${d} 00:00:00`])
      expect(read(given)).toEqual({ date })
    if (serial >= 18_264) expect(read(String(serial))).toEqual({ date })
    for (const [order, given] of [
      ['mdy', `${m}/${d}/${y}`],
      ['dmy', `${d}/${m}/${y}`],
    ] as const)
      expect(read(given, { order })).toEqual({ date })
  })
})
