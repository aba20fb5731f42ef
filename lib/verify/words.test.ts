import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import { REASONS } from './verdict'
import { sayCellConflict, sayLocked, sayReason } from './words.server'

/** Every value that any reason carries. */
const data = {
  expected: 4,
  found: 3,
  position: 12,
  total: 101_770,
  limit: 1e6,
  layer: 2,
  field: 'units',
  weight: 'dense/kernel',
  score: 0.9425,
  pass: 0.95,
  current: 2,
  sent: 1,
  count: 20,
  minutes: 1,
  seconds: 9,
}

describe.each(LOCALES)('the words for refusals in %s', (locale) => {
  test.each(REASONS.filter((code) => code !== 'score'))(
    '%s: a sentence and a remedy, with no blank left open',
    (code) => {
      const text = sayReason({ code, data }, locale)
      expect(text).not.toMatch(/[{}]|verify\.|reason\.|remedy\./)
      expect(text.match(locale === 'zh' ? /。/g : /\./g)?.length).toBeGreaterThanOrEqual(2)
    },
  )

  test('no message without a reason', () => {
    const words = loadMessages(locale)['verify'] as Record<'reason' | 'remedy', Record<string, string>>
    expect(Object.keys(words.reason)).toEqual([...REASONS])
    expect(Object.keys(words.remedy)).toEqual([...REASONS])
  })

  test('the rest', () => {
    expect(sayLocked({ kind: 'untried' }, locale)).toMatch(/。$|\.$/)
    expect(sayLocked({ kind: 'early', minutes: 2 }, locale)).toMatch(/2 (min|分).*(。|\.)$/)
    expect(sayCellConflict(locale)).toMatch(/。$|\.$/)
  })
})

test.each([
  ['zh', '94.25%，及格线是 95%。'],
  ['en', '94.25%; 95% passes.'],
] as const)('the interface words a score in %s as percentages', (locale, end) => {
  const t = createTranslator({ locale, messages: loadMessages(locale), timeZone: 'UTC' }) as unknown as (
    key: string,
    values: object,
  ) => string
  expect(t('verify.reason.score', data)).toMatch(new RegExp(`${end}$`))
})

test('numbers are grouped as the language does', () => {
  const reason = { code: 'byte-length', data: { expected: 407_080, found: 12 } } as const
  expect(sayReason(reason, 'zh')).toContain('407,080')
})
