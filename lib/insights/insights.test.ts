import { readdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewerOf } from '../auth/testing.server'
import { FIXTURE_LESSONS } from '../demo/lessons.fixture'
import { seedDemo } from '../demo/seed.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { uuidv7 } from '../db/uuid'
import { bruteForce, median, readAll } from './brute-force.server'
import { filterChoices } from './choices.server'
import { peopleCsv, tableWording } from './csv.server'
import { BEHIND, InsightFilters, PERIODS, SORTS, STATUSES } from './filters'
import type { Completion } from './figures/completion.server'
import type { Week } from './figures/trend.server'
import type { WeekStory } from './figures/week.server'
import { exportPeople, type PersonRow, readPeople } from './people.server'
import { COLUMNS, heading, personCells } from './people-table'
import { FIGURE_KEYS, type FigureKey, FIGURES } from './registry.server'
import type { Source } from './source.server'
import { SMALLEST_GROUP } from './suppression'

const NOW = new Date('2026-11-20T03:00:00Z')
const viewer = viewerOf({ id: uuidv7(), role: 'hr' }, 'insights.read')
let test: TestDatabase
let source: Source
let all: Awaited<ReturnType<typeof readAll>>
let anyScope: fc.Arbitrary<InsightFilters>
let anyRows: fc.Arbitrary<InsightFilters>

beforeAll(async () => {
  test = await testDatabase()
  await seedDemo(test.db, { lessons: FIXTURE_LESSONS, now: NOW })
  source = { database: test.db, lessons: FIXTURE_LESSONS.map(({ lesson }) => lesson), asOf: NOW }
  all = await readAll(test.db)
  const choices = await filterChoices(viewer, source)
  const one = (items: { id: string }[]) =>
    fc.option(fc.constantFrom(...items.map(({ id }) => id)), { nil: undefined, freq: 2 })
  const scope = {
    period: fc.constantFrom(...PERIODS),
    department: one(choices.departments),
    cohort: one(choices.cohorts),
    mentor: one(choices.mentors),
    stage: fc.constantFrom(undefined, 'practice', 'foundations', 'leadership'),
  }
  const parse = (given: object) =>
    InsightFilters.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  anyScope = fc.record(scope).map(parse)
  anyRows = fc
    .record({
      ...scope,
      status: fc.constantFrom(undefined, undefined, ...STATUSES, 'inactive'),
      behind: fc.constantFrom(undefined, undefined, ...BEHIND),
      q: fc.constantFrom(undefined, undefined, '王', 'zc103', '_', '%', '\\'),
      sort: fc.constantFrom(...SORTS.flatMap((column) => [column, `-${column}`])),
    })
    .map(parse)
})
afterAll(() => test.close())

async function everyRow(filters: InsightFilters): Promise<PersonRow[]> {
  const rows: PersonRow[] = []
  for await (const batch of exportPeople(viewer, filters, source)) rows.push(...batch)
  return rows
}

describe('the registry', () => {
  it('holds exactly the files of the folder', () => {
    const files = readdirSync(new URL('figures', import.meta.url)).map((file) =>
      file.replace('.server.ts', ''),
    )
    expect(files.toSorted()).toEqual(FIGURE_KEYS.toSorted())
  })
})

/** How each figure's value is counted from the rows behind it. `behind` reads the rows of further filters. */
const tally: Record<
  FigureKey,
  (
    rows: PersonRow[],
    behind: (more: Partial<InsightFilters>) => Promise<PersonRow[]>,
    value: never,
  ) => unknown
> = {
  'active-learners': (rows) => rows.length,
  'verified-completions': (rows) => rows.reduce((sum, row) => sum + row.recent, 0),
  'median-minutes': (rows) => median(rows.map((row) => row.minutes!)),
  'at-risk': (rows) => ({
    people: rows.length,
    idle: rows.filter((row) => row.reason?.kind === 'idle').length,
    failing: rows.filter((row) => row.reason?.kind === 'failing').length,
  }),
  // The weeks are held against the raw rows below; here, that they add up to the people behind.
  trend: (rows, _behind, value: Week[]) => {
    expect(value.reduce((sum, week) => sum + week.completions, 0)).toBe(
      rows.reduce((sum, row) => sum + row.recent, 0),
    )
    return value
  },
  week: async (rows, _behind, value: WeekStory) => ({ ...value, atRisk: rows.length }),
  completion: async (rows, behind, value: Completion) => ({
    ...value,
    departments: await Promise.all(
      value.departments.map(async (department) => {
        if (department.row.kind !== 'shown') return department
        const people = (await behind({ department: department.id })).length
        const verified = await Promise.all(
          value.stages.map(
            async (stage) => (await behind({ department: department.id, stage, status: 'verified' })).length,
          ),
        )
        return { ...department, row: { kind: 'shown', people, verified } }
      }),
    ),
    total: {
      people: rows.length,
      verified: await Promise.all(
        value.stages.map(async (stage) => (await behind({ stage, status: 'verified' })).length),
      ),
    },
  }),
}

describe.each(FIGURE_KEYS)('the figure %s', (key) => {
  it('is what the rows behind it add up to', async () => {
    let shown = 0
    await fc.assert(
      fc.asyncProperty(anyScope, async (filters) => {
        const figure = await FIGURES[key](viewer, filters, source)
        expect(figure.definition).toBe(`definitions.${key}`)
        expect(figure.asOf).toEqual(NOW)
        if (figure.kind !== 'shown') return
        shown++
        const behind = (more: Partial<InsightFilters>) => everyRow({ ...filters, ...more })
        const rows = await behind(figure.rows)
        expect(figure.value).toEqual(await tally[key](rows, behind, figure.value as never))
      }),
      { numRuns: key === 'completion' ? 6 : 15 },
    )
    expect(shown).toBeGreaterThan(0)
  }, 60_000)

  it('is not broken down for a handful of people', async () => {
    const same = (a: (typeof all.people)[number], b: typeof a) =>
      a.departmentId === b.departmentId && a.mentorId === b.mentorId && a.cohortId === b.cohortId
    const inside = all.people.filter(
      (person) =>
        person.status === 'active' &&
        all.departments.every(({ parentId }) => parentId !== person.departmentId),
    )
    const one = inside.find(
      (person) => inside.filter((other) => same(person, other)).length < SMALLEST_GROUP,
    )!
    const filters = InsightFilters.parse({
      department: one.departmentId,
      mentor: one.mentorId,
      cohort: one.cohortId,
    })
    const figure = await FIGURES[key](viewer, filters, source)
    expect(figure.kind).toBe('small')
    expect(figure).not.toHaveProperty('value')
  })
})

describe('figures against plain loops over all rows', () => {
  it('agree under any filters', async () => {
    await fc.assert(
      fc.asyncProperty(anyScope, async (filters) => {
        const people = bruteForce(all, filters, source)
        const value = async (key: FigureKey) => {
          const figure = await FIGURES[key](viewer, filters, source)
          return figure.kind === 'shown' ? figure.value : undefined
        }
        const risk = people.filter((one) => one.status === 'at-risk')
        const active = await value('active-learners')
        if (active === undefined) return
        expect(active).toBe(
          people.filter((one) => one.lastAt && NOW.getTime() - one.lastAt.getTime() < 7 * 86_400_000).length,
        )
        expect(await value('verified-completions')).toBe(
          people.reduce((sum, one) => sum + one.recent.length, 0),
        )
        expect(await value('at-risk')).toEqual({
          people: risk.length,
          idle: risk.filter((one) => one.why === 'idle').length,
          failing: risk.filter((one) => one.why === 'failing').length,
        })
        const minutes = people.flatMap((one) => (one.minutes === null ? [] : [one.minutes]))
        const few = minutes.length > 0 && minutes.length < SMALLEST_GROUP
        expect(await value('median-minutes')).toEqual(few ? undefined : median(minutes))
        const { total, stages } = (await value('completion')) as Completion
        expect(total.people).toBe(people.length)
        for (const [index, stage] of stages.entries()) {
          const lessons = source.lessons.filter((lesson) => lesson.stage === stage)
          const done = people.filter((one) => lessons.every(({ id }) => one.verified.includes(id)))
          expect(total.verified[index]).toBe(done.length)
        }
      }),
      { numRuns: 24 },
    )
  }, 60_000)

  it('put each completion into its week of Shanghai', async () => {
    const figure = await FIGURES.trend(viewer, InsightFilters.parse({ period: 'all' }), source)
    expect(figure.kind).toBe('shown')
    const weeks = (figure as { value: Week[] }).value
    const active = new Set(
      all.people.filter((person) => person.status === 'active').map((person) => person.id),
    )
    for (const { monday, completions } of weeks) {
      const from = Date.parse(`${monday}T00:00:00+08:00`)
      const inside = all.states.filter(
        ({ learnerId, verifiedAt }) =>
          active.has(learnerId) &&
          verifiedAt &&
          verifiedAt.getTime() >= from &&
          verifiedAt.getTime() < from + 7 * 86_400_000,
      )
      expect({ monday, completions }).toEqual({ monday, completions: inside.length })
      expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1)
    }
  })
})

describe('the table of people', () => {
  it('lists whom the definitions name, each once, on pages that add up', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (filters) => {
        const expected = bruteForce(all, filters, source)
        const paged: PersonRow[] = []
        for (let page = 1, pages = 1; page <= pages; page++) {
          const found = await readPeople(viewer, { ...filters, page }, source)
          pages = found.pages
          expect(found.count).toBe(expected.length)
          paged.push(...found.rows)
        }
        expect(new Set(paged.map((row) => row.id))).toEqual(new Set(expected.map((one) => one.id)))
        expect(paged).toHaveLength(expected.length)
        for (const row of paged) {
          const one = expected.find(({ id }) => id === row.id)!
          expect(row).toMatchObject({
            status: one.status,
            verified: one.verified.length,
            recent: one.recent.length,
            minutes: one.minutes,
            lastActive: one.lastAt,
          })
          expect(row.reason?.kind ?? null).toBe(one.why)
        }
        expect(await everyRow(filters)).toEqual(paged)
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('answers a page past the end with the last page', async () => {
    const filters = InsightFilters.parse({ sort: 'number' })
    const last = await readPeople(viewer, { ...filters, page: 4 }, source)
    const past = await readPeople(viewer, { ...filters, page: 99_999 }, source)
    expect(past).toEqual(last)
    expect(past.page).toBe(past.pages)
    const nobody = await readPeople(viewer, { ...filters, q: '无此人', page: 7 }, source)
    expect(nobody).toMatchObject({ rows: [], count: 0, page: 1, pages: 1 })
  })

  it('is sorted as asked, both ways', async () => {
    const rows = await everyRow(InsightFilters.parse({ sort: '-verified' }))
    const counts = rows.map((row) => row.verified)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    const names = (await everyRow(InsightFilters.parse({ sort: 'name' }))).map((row) => row.name[0]!)
    // By pinyin: Cai, Chen, Fang, Huang, Li, Sun, Wang, Zhang, Zhou; not every surname occurs.
    const met = [...'蔡陈方黄李孙王张周'].filter((surname) => names.includes(surname))
    expect(met.length).toBeGreaterThan(3)
    expect([...new Set(names.filter((surname) => met.includes(surname)))]).toEqual(met)
    expect((await everyRow(InsightFilters.parse({})))[0]!.status).toBe('at-risk')
  })

  it('never holds code, error texts or curves', async () => {
    const rows = await everyRow(InsightFilters.parse({ status: 'at-risk' }))
    const text = JSON.stringify(rows)
    for (const trace of ['tf.sequential', 'is not a function', 'Error', 'series', 'epochs'])
      expect(text).not.toContain(trace)
    expect(Object.keys(rows[0]!).toSorted()).toEqual([
      'cohort',
      'department',
      'id',
      'lastActive',
      'mentor',
      'minutes',
      'name',
      'number',
      'reason',
      'recent',
      'stage',
      'status',
      'verified',
    ])
  })

  it('leaves a record of every reading and export', async () => {
    const counted = async (action: string) => {
      const [row] = await test.db.execute<{ n: number }>(
        sql`select count(*)::int n from audit_events where action = ${action} and actor_id = ${viewer.id}`,
      )
      return row!.n
    }
    const before = [await counted('insights.people-read'), await counted('insights.people-exported')]
    await readPeople(viewer, InsightFilters.parse({ q: '王' }), source)
    await everyRow(InsightFilters.parse({ q: '王' }))
    expect(await counted('insights.people-read')).toBe(before[0]! + 1)
    expect(await counted('insights.people-exported')).toBe(before[1]! + 1)
  })
})

describe('the export', () => {
  it('has the rows and cells of the table, all pages, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.constantFrom('zh', 'en'), async (filters, locale) => {
        const reader = viewerOf({ id: viewer.id, role: 'hr', locale: locale as 'zh' | 'en' }, 'insights.read')
        const wording = tableWording(reader, filters, source)
        let text = ''
        for await (const piece of peopleCsv(reader, filters, source)) text += piece
        const rows = await everyRow(filters)
        const table = rows.map((row) => personCells(row, filters.status === 'inactive', wording))
        expect(readCsv(text)).toEqual([
          COLUMNS.map((column) => heading(column, wording)),
          ...table.map((cells) => COLUMNS.map((column) => cells[column])),
        ])
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('begins with the mark of UTF-8 and disarms formulas', async () => {
    const victim = all.people.find((person) => person.status === 'active')!
    await test.db.execute(sql`update users set name = '=HYPERLINK("x")' where id = ${victim.id}`)
    let text = ''
    for await (const piece of peopleCsv(viewer, InsightFilters.parse({ q: 'HYPERLINK' }), source))
      text += piece
    expect(text.startsWith('\uFEFF姓名,')).toBe(true)
    expect(readCsv(text)[1]![0]).toBe(`'=HYPERLINK("x")`)
  })
})

/** RFC 4180, enough to read what was written. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1)
}
