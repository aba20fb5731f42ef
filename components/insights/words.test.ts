import { createTranslator, type Messages } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { SKILLS } from '@/lib/curriculum/ids'
import { describeFilters } from './describe'
import { leadText } from './lead'
import { loadMessages } from '@/lib/i18n/messages.server'
import type { Figure } from '@/lib/insights/figure.server'
import { InsightFilters, PEOPLE_STATUSES, PERIODS } from '@/lib/insights/filters'
import { COLUMNS } from '@/lib/insights/people-table'
import { INSIGHT_KEYS, INSIGHTS } from '@/lib/insights/registry'
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
    ...INSIGHT_KEYS.flatMap((key) => [
      `figures.${key}`,
      `definitions.${key}`,
      `units.${INSIGHTS[key].unit}`,
      ...INSIGHTS[key].columns.map((column) => `labels.columns.${column}`),
      ...INSIGHTS[key].rowColumns.map((column) => `rowColumns.${column}`),
    ]),
    ...SKILLS.map((skill) => `labels.skills.${skill}`),
    ...PEOPLE_STATUSES.map((status) => `status.${status}`),
    ...PERIODS.map((period) => `filters.period.${period}`),
    ...Object.keys(InsightFilters.shape).map((name) => `filters.names.${name}`),
    ...COLUMNS.map((column) => `columns.${column}`),
  ]
  expect(named.filter((key) => !insights.has(key))).toEqual([])
  expect(REASONS.filter((reason) => !mentees.has(`reasons.${reason}`))).toEqual([])
})

describe('the first sentence', () => {
  type Story = { verified: number; before: number; atRisk: number; most: number }
  const say = (locale: 'zh' | 'en', value: Partial<Story>, people = 40) => {
    const story = { verified: 0, before: 0, atRisk: 0, most: 0, ...value }
    const line = (zh: string, en: string, atRisk: number) => ({
      id: en,
      label: { zh, en },
      values: [0, atRisk],
    })
    const figure: Figure = {
      key: 'week',
      unit: 'lessons',
      drawn: 'table',
      asOf: new Date(),
      kind: 'shown',
      columns: [],
      main: story.verified,
      more: { before: story.before, atRisk: story.atRisk },
      lines: [line('产品部', 'Product', 1), line('数据部', 'Data', story.most)],
    }
    return leadText(figure, people, insightWords(locale), locale)
  }

  it('says what changed and who needs help', () => {
    expect(say('zh', { verified: 12, before: 9, atRisk: 7, most: 4 })).toBe(
      '最近七天有 12 课次通过核验，比前七天多 3 课次。有 7 人停下来了或反复失败，数据部最多，有 4 人。',
    )
    expect(say('en', { verified: 12, before: 9, atRisk: 7, most: 4 })).toBe(
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
    tracks: [],
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
