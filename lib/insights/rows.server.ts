/** The people behind a figure, each with exactly the cells that the figure is made of: added up, they are the figure. */
import 'server-only'
import { sql } from 'drizzle-orm'
import { audit, auditLook } from '../api/audit.server'
import type { Viewer } from '../auth/permissions'
import type { Words } from '../curriculum/words'
import type { Cursor, Page } from '../db/keyset'
import { type Order, readAll, readPage, type Slice } from '../db/keyset.server'
import { inSnapshot } from '../db/snapshot.server'
import { anyOf, askedOf, readsOf } from './figure.server'
import { type InsightFilters, namelessFilters } from './filters'
import type { Cells, Insight } from './insight'
import { INSIGHTS, type InsightKey } from './registry'
import type { Kind } from './rollup/facts'
import { isAsked } from './rollup/read.server'
import type { Reading, Source } from './source.server'

export type FigureRow = {
  id: string
  name: string
  number: string
  department: Words
  cohort: Words | null
  mentor: string | null
  track: string
  cells: Cells
}

export const ROWS_A_PAGE = 100
const ROWS_A_BATCH = 1_000

type Raw = Omit<FigureRow, 'department' | 'cohort' | 'cells'> & {
  department_zh: string
  department_en: string
  cohort_zh: string | null
  cohort_en: string | null
  cells: [Kind, string, number, number, number][]
  mark: (string | null)[]
}

const ORDER: Order = [
  { by: sql`p.number`, type: 'text' },
  { by: sql`p.learner_id`, type: 'uuid' },
]

async function select(
  insight: Insight,
  filters: InsightFilters,
  source: Reading,
  { where, orderBy, limit, mark }: Slice,
) {
  const reads = readsOf(insight, filters, source)
  const kinds = sql.join(
    reads.map(([kind]) => sql`${kind}`),
    sql`, `,
  )
  const rows = await source.database.execute<Raw>(sql`
    select p.learner_id as id, account.name, p.number, d.name_zh as department_zh, d.name_en as department_en,
      c.name_zh as cohort_zh, c.name_en as cohort_en, m.name as mentor, p.track, picked.cells, ${mark} as mark
    from insight_people p
      cross join lateral (
        select jsonb_agg(jsonb_build_array(f.kind, u.a, u.b, u.c, u.n) order by f.kind, u.a, u.b, u.c) as cells
        from insight_facts f cross join lateral unnest(f.a, f.b, f.c, f.n) as u(a, b, c, n)
        where f.learner_id = p.learner_id and f.kind in (${kinds}) and ${anyOf(reads)}
      ) picked
      join users account on account.id = p.learner_id
      join departments d on d.id = p.department_id
      left join cohorts c on c.id = p.cohort_id
      left join users m on m.id = p.mentor_id
    where ${isAsked(askedOf(filters))} and ${where} and picked.cells is not null
    order by ${orderBy} limit ${limit}`)
  return [...rows].map(({ department_zh, department_en, cohort_zh, cohort_en, cells, ...row }) => ({
    ...row,
    department: { zh: department_zh, en: department_en },
    cohort: cohort_zh === null ? null : { zh: cohort_zh, en: cohort_en ?? cohort_zh },
    cells: byKind(cells),
  }))
}

function byKind(cells: Raw['cells']): Cells {
  const found: Cells = {}
  for (const [kind, a, b, c, n] of cells) (found[kind] ??= []).push({ a, b, c, n })
  return found
}

/** One page of rows, by personnel number. Leaves an audit record of who read which selection. */
export async function readRows(
  viewer: Viewer<'insights.read'>,
  key: InsightKey,
  filters: InsightFilters,
  source: Source,
  { cursor, size = ROWS_A_PAGE }: { cursor?: Cursor | undefined; size?: number } = {},
): Promise<Page<FigureRow>> {
  const page = await readPage('figure-rows', ORDER, cursor, size, (slice) =>
    select(INSIGHTS[key], filters, source, slice),
  )
  await auditLook(source.database, viewer, 'insights.rows-read', key, { filters: namelessFilters(filters) })
  return page
}

/**
 * All rows in batches, as of one moment. The audit record is written before the first row leaves; reading stops with the
 * caller.
 */
export async function* exportRows(
  viewer: Viewer<'insights.read'>,
  key: InsightKey,
  filters: InsightFilters,
  source: Source,
): AsyncGenerator<FigureRow[]> {
  await audit(source.database, viewer, 'insights.rows-exported', key, {
    filters: namelessFilters(filters),
  })
  yield* inSnapshot(source.database, (database) =>
    readAll('rows.csv', ORDER, ROWS_A_BATCH, (slice) =>
      select(INSIGHTS[key], filters, { ...source, database }, slice),
    ),
  )
}
