import fc from 'fast-check'
import { expect, test } from 'vitest'
import { argumentsOf } from './arguments'
import { chooseLocale, readCookie } from './locale'

test.each([
  [{ profile: 'en', cookie: 'zh', acceptLanguage: 'zh' }, 'en'],
  [{ cookie: 'en', acceptLanguage: 'zh' }, 'en'],
  [{ cookie: 'fr', acceptLanguage: 'en-US,en;q=0.9,zh;q=0.8' }, 'en'],
  [{ acceptLanguage: 'en;q=0.3, zh-TW;q=0.9' }, 'zh'],
  [{ acceptLanguage: 'fr, en;q=0.1' }, 'en'],
  [{ acceptLanguage: 'en;q=0, fr' }, 'zh'],
  [{ profile: null, cookie: undefined, acceptLanguage: null }, 'zh'],
] as const)('%o gives %s', (given, locale) => {
  expect(chooseLocale(given)).toBe(locale)
})

test('any header gives a language', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['zh', 'en']).toContain(chooseLocale({ cookie: text, acceptLanguage: text }))
    }),
  )
})

test('a cookie is found by its whole name', () => {
  expect(readCookie('xlocale=zh; locale=en; localex=zh', 'locale')).toBe('en')
  expect(readCookie('locale', 'locale')).toBeUndefined()
  expect(readCookie(null, 'locale')).toBeUndefined()
})

test('the arguments of a message', () => {
  expect(argumentsOf('{a} and {b, number} in <b>{c, plural, one {# of {d}} other {<i>x</i>}}</b>')).toEqual([
    '<b>',
    '<i>',
    'a',
    'b:number',
    'c:plural',
    'd',
  ])
  expect(argumentsOf("it''s '{quoted}' only")).toEqual([])
})
