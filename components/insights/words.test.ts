import { createTranslator, type Messages } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { LOCALES, STAGES } from '@/lib/curriculum/ids'
import { describeFilters } from './describe'
import { leadText } from './lead'
import { loadMessages } from '@/lib/i18n/messages.server'
import type { Figure } from '@/lib/insights/figure.server'
import type { WeekStory } from '@/lib/insights/figures/week.server'
import { BEHIND, InsightFilters, PERIODS, STATUSES } from '@/lib/insights/filters'
import { COLUMNS } from '@/lib/insights/people-table'
import { FIGURE_KEYS } from '@/lib/insights/registry.server'
import { insightWords } from '@/lib/insights/words.server'
import { REASONS } from '@/lib/verify/verdict'

const leaves = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
    : [path]

const argument = (text: string) =>
  Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, 3]))

describe.each(['insights', 'mentees'])('the words of %s', (namespace) => {
  const of = (locale: 'zh' | 'en') => loadMessages(locale)[namespace]!

  it('are complete in both languages', () => {
    expect(leaves(of('en'))).toEqual(leaves(of('zh')))
  })

  it.each(['zh', 'en'] as const)('can all be said in %s', (locale) => {
    const messages = loadMessages(locale) as unknown as Messages
    const failures: unknown[] = []
    const words = createTranslator({
      locale,
      messages,
      namespace,
      onError: (error) => failures.push(error),
    }) as (key: string, values: Record<string, number>) => string
    for (const key of leaves(of(locale))) {
      const text = key
        .split('.')
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], of(locale)) as string
      expect(words(key, argument(text))).not.toMatch(/[{}]|[!！]/)
    }
    expect(failures).toEqual([])
  })
})

it('there are words for everything the code can name', () => {
  const insights = new Set(leaves(loadMessages('zh')['insights']))
  const mentees = new Set(leaves(loadMessages('zh')['mentees']))
  const named = [
    ...FIGURE_KEYS.flatMap((key) => [`figures.${key}`, `definitions.${key}`]),
    ...[...STATUSES, 'inactive'].map((status) => `status.${status}`),
    ...BEHIND.map((key) => `filters.behind.${key}`),
    ...PERIODS.map((period) => `filters.period.${period}`),
    ...Object.keys(InsightFilters.shape).map((name) => `filters.names.${name}`),
    ...COLUMNS.map((column) => `columns.${column}`),
  ]
  expect(named.filter((key) => !insights.has(key))).toEqual([])
  for (const locale of LOCALES) {
    const unnamed = STAGES.filter((stage) => insightWords(locale)(`stages.${stage}`).includes('stages.'))
    expect(unnamed).toEqual([])
  }
  expect(REASONS.filter((reason) => !mentees.has(`reasons.${reason}`))).toEqual([])
})

describe('the first sentence', () => {
  const say = (locale: 'zh' | 'en', value: Partial<WeekStory>, people = 40) => {
    const story = { verified: 0, before: 0, atRisk: 0, most: null, ...value }
    const figure: Figure<'week', WeekStory> = {
      key: 'week',
      definition: 'definitions.week',
      asOf: new Date(),
      kind: 'shown',
      value: story,
      rows: {},
    }
    return leadText(figure, people, insightWords(locale), locale)
  }
  const most = { id: 'x', nameZh: '数据部', nameEn: 'Data', people: 4 }

  it('says what changed and who needs help', () => {
    expect(say('zh', { verified: 12, before: 9, atRisk: 7, most })).toBe(
      '最近七天有 12 课次通过核验，比前七天多 3 课次。有 7 人停下来了或反复失败，数据部最多，有 4 人。',
    )
    expect(say('en', { verified: 12, before: 9, atRisk: 7, most })).toBe(
      '12 lessons were verified in the last seven days, 3 more than in the seven days before. 7 people have stopped or keep failing, most of all in Data (4).',
    )
  })
  it('is plain where nothing happened', () => {
    expect(say('zh', {})).toBe(
      '最近七天没有人通过核验，再往前七天也没有。眼下没有人停下来，也没有人反复失败。',
    )
    expect(say('en', { verified: 1, before: 1, atRisk: 1 })).toBe(
      '1 lesson was verified in the last seven days, as many as in the seven days before. One person has stopped or keeps failing.',
    )
    expect(say('zh', {}, 0)).toContain('没有在职学员')
  })
})

it('the filters stand in words', () => {
  const id = '019a0000-0000-7000-8000-000000000001'
  const choices = {
    departments: [{ id, zh: '研发部', en: 'Research', depth: 0 }],
    cohorts: [],
    mentors: [],
    stages: [],
  }
  const filters = InsightFilters.parse({ department: id })
  expect(describeFilters(filters, choices, insightWords('zh'), 'zh')).toBe('研发部 · 最近 90 天 · 全部阶段')
  const more = InsightFilters.parse({ period: 'all', cohort: id, status: 'at-risk', q: '王' })
  expect(describeFilters(more, choices, insightWords('en'), 'en')).toBe(
    'All departments · All time · All stages · a cohort that no longer exists · Needs attention · containing “王”',
  )
})
