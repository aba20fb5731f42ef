import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewerOf } from '../auth/testing.server'
import { random } from '../demo/random'
import { type Cursor, type Page, writeCursor } from '../db/keyset'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { activeOn, bruteForce, group, readAll, stand } from './brute-force.server'
import { dayNumber } from './days'
import { figureTable, peopleTable } from './exports.server'
import { aboutOf, askFigure, type Figure } from './figure.server'
import { InsightFilters, PEOPLE_STATUSES, PERIODS, SORTS } from './filters'
import type { Cells, Insight, Line } from './insight'
import { exportPeople, type People, type PersonRow, readPeople } from './people.server'
import { INSIGHT_KEYS, type InsightKey, INSIGHTS } from './registry'
import { headingsOf, rowCells } from './row-table'
import { makeWorld, PLAN, type World } from './random-world.testing'
import { catchUp } from './rollup/catch-up.server'
import { gather, type Kind } from './rollup/facts'
import { exportRows, type FigureRow, readRows } from './rows.server'
import { type Source, sourceAt } from './source.server'
import { SMALLEST_GROUP } from './suppression'
import { readCsv, readXlsx, textOf } from './table-file.testing'
import { writeTable } from './table-file.server'
import { wordingFor } from './wording.server'

const NOW = new Date('2026-11-20T03:00:00Z')
const viewer = viewerOf({ id: '019a0000-0000-7000-8000-00000000000f', role: 'hr' }, 'insights.read')
let test: TestDatabase
let source: Source
let world: World
let all: Awaited<ReturnType<typeof readAll>>
let anyScope: fc.Arbitrary<InsightFilters>
let anyRows: fc.Arbitrary<InsightFilters>

beforeAll(async () => {
  test = await testDatabase()
  world = await makeWorld(test.db, random(20_261_120), NOW)
  // Groups of more than twenty are summed up in advance, the others added up when asked for: both are tried.
  await catchUp(test.db, PLAN, { large: 20 })
  source = await sourceAt(test.db, PLAN, NOW)
  all = await readAll(test.db)
  const one = (items: string[]) => fc.option(fc.constantFrom(...items), { nil: undefined, freq: 2 })
  const scope = {
    period: fc.constantFrom(...PERIODS),
    department: one(world.departments),
    cohort: one(world.cohorts),
    mentor: one(world.mentors),
    track: one(['engineer', 'founder']),
    stage: fc.constantFrom(undefined, 'practice', 'foundations', 'leadership'),
  }
  const parse = (given: object) =>
    InsightFilters.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  anyScope = fc.record(scope).map(parse)
  anyRows = fc
    .record({
      ...scope,
      status: fc.constantFrom(undefined, undefined, ...PEOPLE_STATUSES),
      q: fc.constantFrom(undefined, undefined, '王', 'n00', '_', '%', '\\'),
      sort: fc.constantFrom(...SORTS.flatMap((column) => [column, `-${column}`])),
    })
    .map(parse)
}, 120_000)
afterAll(() => test.close())

async function rowsOf(key: InsightKey, filters: InsightFilters): Promise<FigureRow[]> {
  const rows: FigureRow[] = []
  for await (const batch of exportRows(viewer, key, filters, source)) rows.push(...batch)
  return rows
}

/** The cells of rows, added up. */
function addUp(rows: readonly FigureRow[]): Cells {
  const cells: Cells = {}
  for (const row of rows)
    for (const [kind, mine] of Object.entries(row.cells)) (cells[kind as Kind] ??= []).push(...mine)
  return Object.fromEntries(Object.entries(cells).map(([kind, mine]) => [kind, gather(mine)]))
}

const plain = (lines: readonly Line[]) => lines.map(({ id, values, hidden }) => ({ id, values, hidden }))

it('the registry holds exactly the files of the folder, under their names', () => {
  const files = readdirSync(new URL('figures', import.meta.url)).map((file) => file.replace('.ts', ''))
  expect(files.toSorted()).toEqual(INSIGHT_KEYS.toSorted())
  for (const key of INSIGHT_KEYS) expect(INSIGHTS[key].key).toBe(key)
})

describe.each(INSIGHT_KEYS)('the figure %s', (key) => {
  const insight: Insight = INSIGHTS[key]

  it('is its rows, its rows are its export, and plain loops over all tables agree', async () => {
    let shown = 0
    await fc.assert(
      fc.asyncProperty(anyScope, fc.constantFrom('zh', 'en'), async (filters, locale) => {
        const reader = viewerOf({ id: viewer.id, role: 'hr', locale: locale as 'zh' | 'en' }, 'insights.read')
        const figure = await askFigure(reader, key, filters, source)
        expect(figure.asOf).toEqual(NOW)
        const rows = await rowsOf(key, filters)

        const wording = wordingFor(reader, source)
        const about = await aboutOf(filters, source)
        const expected = rows.map((row) =>
          rowCells(row, insight, about, { say: wording.words, locale: wording.locale, track: wording.track }),
        )
        for (const format of ['csv', 'xlsx'] as const) {
          const file = writeTable(format, await figureTable(reader, key, filters, source))
          const read = format === 'csv' ? readCsv(await textOf(file)) : await readXlsx(file)
          expect(read).toEqual([
            headingsOf(insight, wording.words),
            ...expected.map((row) => row.map(String)),
          ])
        }

        if (figure.kind !== 'shown') return
        shown++
        const parts = await Promise.all(
          (insight.split ? figure.lines.filter(({ within }) => within?.department) : []).map(
            async (line) => ({
              id: line.id,
              name: { zh: '', en: '' },
              ...(line.hidden
                ? { hidden: line.hidden }
                : { cells: addUp(await rowsOf(key, { ...filters, department: line.id })) }),
            }),
          ),
        )
        const again = insight.count(addUp(rows), await aboutOf(filters, source, parts))
        if (typeof again === 'string') throw new Error('The figure is shown, and its rows would hide it')
        expect({ main: again.main, more: again.more, lines: plain(again.lines) }).toEqual({
          main: figure.main,
          more: figure.more,
          lines: plain(figure.lines),
        })
        expect(figure.main).toBe(bruteForce(all, key, filters, PLAN, NOW))
      }),
      // Everybody over each period, which no group is too small for, and 25 drawn selections, which may all be.
      { numRuns: 25 + PERIODS.length, examples: PERIODS.map((period) => [{ period }, 'zh']) },
    )
    expect(shown).toBeGreaterThan(3)
  }, 120_000)

  it('comes in pages that put together are all its rows', async () => {
    const filters = InsightFilters.parse({ period: 'all' })
    const paged: FigureRow[] = []
    for (let cursor: Cursor | null | undefined; cursor !== null;) {
      const page: Page<FigureRow> = await readRows(viewer, key, filters, source, { cursor, size: 7 })
      paged.push(...page.rows)
      cursor = page.next
    }
    expect(paged).toEqual(await rowsOf(key, filters))
    expect(paged.length).toBeGreaterThan(0)
  })

  it('says nothing of a handful of people', async () => {
    const active = all.people.filter(({ status }) => status === 'active')
    const leaf = world.departments.filter((id) => all.departments.every(({ parentId }) => parentId !== id))
    const few = active.find(
      (one) =>
        leaf.includes(one.departmentId) &&
        one.mentorId &&
        group(
          all,
          InsightFilters.parse({ department: one.departmentId, mentor: one.mentorId, track: one.track }),
        ).length +
          group(
            all,
            InsightFilters.parse({
              department: one.departmentId,
              mentor: one.mentorId,
              track: one.track,
              status: 'invited',
            }),
          ).length <
          SMALLEST_GROUP,
    )!
    const figure: Figure = await askFigure(
      viewer,
      key,
      InsightFilters.parse({ department: few.departmentId, mentor: few.mentorId, track: few.track }),
      source,
    )
    expect(figure.kind).toBe('small')
    expect(figure).not.toHaveProperty('main')
    expect(figure).not.toHaveProperty('lines')
  })
})

it('shows on each day whoever did anything on it, not who did nothing since', async () => {
  let more = 0
  for (const stage of [undefined, 'foundations'] as const) {
    const filters = InsightFilters.parse(stage ? { stage } : {})
    const figure = await askFigure(viewer, 'active-learners', filters, source)
    if (figure.kind !== 'shown') throw new Error('Too few people')
    for (const { id, values } of figure.lines)
      expect(values).toEqual([activeOn(all, filters, PLAN, Number(id), dayNumber(NOW))])
    more += figure.lines.reduce((sum, { values }) => sum + values[0]!, 0) - figure.main!
  }
  expect(more).toBeGreaterThan(0)
})

it('lists checks hardest first, by the first try and not by who passed in the end', async () => {
  const figure = await askFigure(viewer, 'difficulty', InsightFilters.parse({}), source)
  if (figure.kind !== 'shown') throw new Error('Too few people')
  const shown = figure.lines.filter(({ hidden }) => !hidden)
  const shares = shown.map(({ values }) => values[1]!)
  expect(shares).toEqual(shares.toSorted((x, y) => x - y))
  expect(shown.some(({ values }) => values[1]! < values[2]!)).toBe(true)
  for (const { id, check } of shown) expect(id.startsWith(`${check!.lesson}/`)).toBe(true)
})

const isAccount = (status: InsightFilters['status']) => status === 'inactive' || status === 'invited'

describe('the table of people', () => {
  const every = async (filters: InsightFilters) => {
    const rows: PersonRow[] = []
    for await (const batch of exportPeople(viewer, filters, source)) rows.push(...batch)
    return rows
  }

  it('lists whom the definitions name, each once, on pages that add up, and exports them', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (filters) => {
        const { status, stage, q } = filters
        const expected = group(all, filters)
          .flatMap((person) => stand(all, person, PLAN, stage, dayNumber(NOW)) ?? [])
          .filter((one) => {
            const person = all.people.find(({ id }) => id === one.id)!
            const name = all.users.find(({ id }) => id === one.id)!.name
            const found = (text: string) => text.toLowerCase().includes(q!.toLowerCase())
            if (q !== undefined && !found(name) && !found(person.externalId)) return false
            return status === undefined || isAccount(status) || one.status === status
          })
        const paged: PersonRow[] = []
        for (let cursor: Cursor | null | undefined; cursor !== null;) {
          const found: People = await readPeople(viewer, { ...filters, cursor }, source)
          paged.push(...found.rows)
          const from = Math.min(paged.length, paged.length - found.rows.length + 1)
          expect(found.shown).toEqual({ from, to: paged.length, count: expected.length })
          cursor = found.next
        }
        expect(paged.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
        for (const row of paged) {
          const { last, why, ...one } = expected.find(({ id }) => id === row.id)!
          expect(row).toMatchObject({ ...one, lastDay: last })
          if (!isAccount(status)) expect(row.reason?.kind ?? null).toBe(why)
        }
        expect(await every(filters)).toEqual(paged)
        const file = await textOf(writeTable('csv', peopleTable(viewer, filters, source)))
        expect(readCsv(file)).toHaveLength(paged.length + 1)
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('answers a place past the end with the last page, and one of another list with the first', async () => {
    const filters = InsightFilters.parse({ sort: 'number' })
    const [first, last] = [await readPeople(viewer, filters, source), (await every(filters)).at(-1)]
    const past = writeCursor('insight-people', { side: 'after', mark: ['~', null, '~', viewer.id] })
    expect((await readPeople(viewer, { ...filters, cursor: past }, source)).rows.at(-1)).toEqual(last)
    const other = writeCursor('people', { side: 'after', mark: ['~', null, '~', viewer.id] })
    expect(await readPeople(viewer, { ...filters, cursor: other }, source)).toEqual(first)
    const nobody = await readPeople(viewer, { ...filters, q: '无此人', cursor: past }, source)
    expect(nobody).toMatchObject({
      rows: [],
      shown: { from: 0, to: 0, count: 0 },
      previous: null,
      next: null,
    })
  })

  it('is sorted as asked, those who need attention first', async () => {
    const counts = (await every(InsightFilters.parse({ sort: '-verified' }))).map((row) => row.verified)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    expect((await every(InsightFilters.parse({})))[0]!.status).toBe('at-risk')
  })
})

it('leaves a record of every reading and export', async () => {
  const filters = InsightFilters.parse({})
  await readRows(viewer, 'hours', filters, source)
  await rowsOf('hours', filters)
  await readPeople(viewer, { ...filters, q: '欧阳若水' }, source)
  const events = await test.db.query.auditEvents.findMany()
  const actions = events.map(({ action }) => action)
  for (const action of [
    'insights.rows-read',
    'insights.rows-exported',
    'insights.people-read',
    'insights.people-exported',
  ])
    expect(actions).toContain(action)
  // The log outlives the person, so a name looked for is not in it.
  expect(JSON.stringify(events)).toContain('"q":"*"')
  expect(JSON.stringify(events)).not.toContain('欧阳若水')
})
