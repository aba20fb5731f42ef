/** Answers one figure: a number or table, its definition, its moment, or why nothing may be said. */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { firstDay, type InsightFilters } from './filters'
import type { About, Cells, Counted, HiddenKind, Insight, Label, Line, Part } from './insight'
import { namesFor } from './names.server'
import { type NamedDepartment, type Organisation, organisation } from './organisation.server'
import { INSIGHTS, type InsightKey } from './registry'
import type { Kind } from './rollup/facts'
import { type Asked, readCells, readParts } from './rollup/read.server'
import { liveSource, type Reading, type Source } from './source.server'

export type Figure = {
  key: InsightKey
  unit: Insight['unit']
  drawn: Insight['drawn']
  /** Everything up to this moment is in it. */
  asOf: Date
} & (
  | ({ kind: 'shown'; columns: Label[] } & Pick<Counted, 'main' | 'more'> & { lines: Line[] })
  /** Fewer than five people, or a group from which so few could be worked out. */
  | { kind: HiddenKind }
)

/** The people a question is about, as the sums are kept. */
export const askedOf = ({ department, cohort, track, mentor }: InsightFilters): Asked => ({
  department: department ?? null,
  cohort: cohort ?? null,
  track: track ?? null,
  mentor: mentor ?? null,
})

/** Which cells a figure is made of, kind by kind. */
export function readsOf(insight: Insight, filters: InsightFilters, source: Reading): [Kind, SQL][] {
  const days = { today: source.today, from: firstDay(filters.period, source.today) }
  return Object.entries(insight.reads(filters, days, source.plan)) as [Kind, SQL][]
}

export async function aboutOf(
  filters: InsightFilters,
  source: Source,
  parts: Part[] = [],
  mentors: readonly string[] = [],
): Promise<About> {
  return {
    asked: filters,
    plan: source.plan,
    today: source.today,
    from: firstDay(filters.period, source.today),
    parts,
    names: await namesFor(source.database, mentors),
  }
}

export async function askFigure(
  viewer: Viewer<'insights.read'>,
  key: InsightKey,
  filters: InsightFilters,
  given?: Source,
): Promise<Figure> {
  const source = given ?? (await liveSource())
  const insight: Insight = INSIGHTS[key]
  const about = { key, unit: insight.unit, drawn: insight.drawn, asOf: source.asOf }
  const known = await organisation(viewer, source)
  const visible = known.visible(filters, insight.among)
  if (visible !== 'shown') return { ...about, kind: visible }
  const [cells, parts] = await Promise.all([
    cellsOf(insight, filters, source),
    insight.split ? partsOf(insight, filters, source, known) : [],
  ])
  const context = await aboutOf(filters, source, parts, insight.mentors?.(cells))
  const found = insight.count(cells, context)
  if (typeof found === 'string') return { ...about, kind: found }
  const columns = found.columns ?? insight.columns.map((column) => `columns.${column}`)
  return { ...about, kind: 'shown', ...found, columns }
}

async function cellsOf(insight: Insight, filters: InsightFilters, source: Source): Promise<Cells> {
  const read = readsOf(insight, filters, source).map(
    async ([kind, which]) => [kind, await readCells(source, askedOf(filters), kind, which)] as const,
  )
  return Object.fromEntries(await Promise.all(read))
}

/** The departments directly inside the one asked for; where there are none, itself. */
function insideOf(filters: InsightFilters, departments: readonly NamedDepartment[]): NamedDepartment[] {
  const inside = departments.filter(({ parentId }) => parentId === (filters.department ?? null))
  return inside.length > 0 ? inside : departments.filter(({ id }) => id === filters.department)
}

async function partsOf(
  insight: Insight,
  filters: InsightFilters,
  source: Source,
  { departments, visible }: Organisation,
): Promise<Part[]> {
  const inside = insideOf(filters, departments).map(({ id, nameZh, nameEn }) => ({
    id,
    name: { zh: nameZh, en: nameEn },
    visible: visible({ ...filters, department: id }, insight.among),
  }))
  const shown = inside.filter((part) => part.visible === 'shown').map(({ id }) => id)
  const read = readsOf(insight, filters, source).map(
    async ([kind, which]) => [kind, await readParts(source, shown, askedOf(filters), kind, which)] as const,
  )
  const cells = await Promise.all(read)
  return inside.map(({ id, name, visible: standing }): Part => {
    if (standing !== 'shown') return { id, name, hidden: standing }
    return { id, name, cells: Object.fromEntries(cells.map(([kind, parts]) => [kind, parts.get(id) ?? []])) }
  })
}

/** True for cells that a figure is made of, whatever their kind; on `insight_facts f` and its cells `u`. */
export const anyOf = (reads: readonly [Kind, SQL][]): SQL =>
  sql`(${sql.join(
    reads.map(([kind, which]) => sql`(f.kind = ${kind} and ${which})`),
    sql` or `,
  )})`
