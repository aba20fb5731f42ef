import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCursor } from '../db/keyset'
import {
  DEFAULT_FILTERS,
  InsightFilters,
  insightsHref,
  PERIODS,
  readFilters,
  SORTS,
  PEOPLE_STATUSES,
  writeFilters,
} from './filters'
import { STAGES } from '../curriculum/ids'

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

export const anyFilters: fc.Arbitrary<InsightFilters> = fc
  .record({
    period: fc.constantFrom(...PERIODS),
    department: maybe(fc.uuid()),
    cohort: maybe(fc.uuid()),
    mentor: maybe(fc.uuid()),
    stage: maybe(fc.constantFrom(...STAGES)),
    status: maybe(fc.constantFrom(...PEOPLE_STATUSES)),
    track: maybe(fc.constantFrom('ml-engineer', 'founder')),
    q: maybe(
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 20 })
        .filter((text) => text.trim() !== '' && text.isWellFormed() && !/\p{Cc}/u.test(text)),
    ),
    sort: fc.constantFrom(...SORTS.flatMap((column) => [column, `-${column}` as const])),
    cursor: maybe(fc.uuid().map((id) => writeCursor('insight-people', { side: 'before', mark: ['甲', id] }))),
  })
  .map((given) =>
    InsightFilters.parse(Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined))),
  )

describe('filters in the address', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        const address = writeFilters(filters).toString()
        expect(readFilters(new URLSearchParams(address))).toEqual({ filters, ignored: [] })
      }),
    )
  })

  it('open the page whatever the address says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        const { filters } = readFilters(new URLSearchParams(pairs))
        expect(InsightFilters.parse(filters)).toEqual(filters)
      }),
    )
  })

  it('name what was not understood and keep the rest', () => {
    const { filters, ignored } = readFilters(
      new URLSearchParams('period=9&stage=practice&cursor=-3&__proto__=1'),
    )
    expect(ignored.toSorted()).toEqual(['cursor', 'period'])
    expect(filters).toEqual({ ...DEFAULT_FILTERS, stage: 'practice' })
  })

  it('leave an empty address for the defaults, and return to the first page', () => {
    expect(insightsHref(DEFAULT_FILTERS)).toBe('/insights')
    expect(
      insightsHref(
        { ...DEFAULT_FILTERS, cursor: 'after.WyJpbnNpZ2h0LXBlb3BsZSJd' },
        { status: 'at-risk' },
        { anchor: '#people' },
      ),
    ).toBe('/insights?status=at-risk#people')
  })
})
