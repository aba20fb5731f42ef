/** What a trainee reads of a model: the score while it counts, afterwards the verdict and a bound. */
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type Locale, LOCALES } from '@/lib/curriculum/ids'
import { loadMessages } from '@/lib/i18n/messages.server'
import type { Verdict } from '@/lib/verify/verdict'
import { VerdictNote } from './verdict-note.client'

type ModelVerdict = Extract<Verdict, { kind: 'model' }>
const at = '2026-12-01T08:00:00.000Z'
const verdict = (more: Partial<ModelVerdict>): ModelVerdict => ({
  id: 'one',
  check: 'net',
  kind: 'model',
  verdict: 'refused',
  score: 0.9642,
  pass: 0.985,
  metric: 'accuracy',
  exact: true,
  reason: 'score',
  at,
  ...more,
})

const fail = (error: Error) => {
  throw error
}
const show = (locale: Locale, more: Partial<ModelVerdict>) =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={loadMessages(locale)}
      timeZone="Asia/Shanghai"
      onError={fail}
    >
      <VerdictNote verdict={verdict(more)} startedAt={Date.parse(at) - 60_000} />
    </NextIntlClientProvider>,
  ).replaceAll(/<[^>]+>/g, ' ')

describe.each(LOCALES)('in %s', (locale) => {
  test('a score that counts is told to the last digit', () => {
    expect(show(locale, {})).toContain('96.42')
    expect(show(locale, { verdict: 'verified', reason: null, score: 0.9912 })).toContain('99.12')
  })

  test('one that does not is a bound, with the reason for it', () => {
    const rough = show(locale, { exact: false, reason: 'score-rough', score: 0.95 })
    expect(rough).toMatch(locale === 'zh' ? /不低于 95/ : /at least 95/)
    expect(rough).toMatch(locale === 'zh' ? /今天的已经用完/ : /today’s are used up/)
    const passed = show(locale, { verdict: 'verified', exact: false, reason: null, score: 0.985 })
    expect(passed).toMatch(locale === 'zh' ? /达到及格线/ : /mark is reached/)
    expect(passed).toMatch(locale === 'zh' ? /前 5 次/ : /first 5/)
  })

  test('where less is better the bound is one from above, and each measure has its own words', () => {
    const loss = { metric: 'loss', pass: 0.4 } as const
    expect(show(locale, { ...loss, score: 0.4321 })).toContain('0.4321')
    const rough = show(locale, { ...loss, exact: false, reason: 'score-rough', score: 0.6 })
    expect(rough).toMatch(locale === 'zh' ? /损失不高于 0.6/ : /loss is at most 0.6/)
  })

  test('a model that was fitted to what is hidden hears so', () => {
    expect(show(locale, { reason: 'fitted' })).toMatch(
      locale === 'zh' ? /改用训练数据评分/ : /training data was scored instead/,
    )
  })
})
