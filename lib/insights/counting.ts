/** Sums, medians and conditions that several figures share. */
import { type SQL, sql } from 'drizzle-orm'
import type { InsightFilters } from './filters'
import type { Plan } from './plan'
import type { Cell } from './rollup/cell'

/** Started, something begun is open, and nothing done for more days than this. */
export const IDLE_DAYS = 14
export const ACTIVE_DAYS = 7

export const sum = (cells: readonly Cell[] = [], which: (cell: Cell) => boolean = () => true): number =>
  cells.reduce((total, cell) => (which(cell) ? total + cell.n : total), 0)

/** The median of values that occur `n` times each; the mean of the two middle ones. Null for no values. */
export function medianOf(values: readonly { value: number; n: number }[]): number | null {
  const sorted = values.toSorted((x, y) => x.value - y.value)
  const total = sorted.reduce((all, { n }) => all + n, 0)
  if (total === 0) return null
  const at = (position: number) => {
    let seen = 0
    for (const { value, n } of sorted) {
      seen += n
      if (position < seen) return value
    }
    throw new Error('A position outside of the values')
  }
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}

/** A share in whole percent; null of nothing. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((100 * part) / whole)

export const always: SQL = sql`true`

/** Cells of the stage asked for, by their `a`. */
export const inStage = ({ stage }: Pick<InsightFilters, 'stage'>): SQL =>
  stage === undefined ? always : sql`u.a = ${stage}`

export const betweenDays = (from: number, until: number): SQL =>
  sql`u.b between ${from}::int and ${until}::int`

/** The first word of a cell's name. */
export const first = ({ a }: Pick<Cell, 'a'>): string =>
  a.slice(0, a.includes(' ') ? a.indexOf(' ') : undefined)
/** What follows it. */
export const rest = ({ a }: Pick<Cell, 'a'>): string => (a.includes(' ') ? a.slice(a.indexOf(' ') + 1) : '')

const BEGUN = ['verified', 'failing', 'open', 'between']

/** Cells of `standing` for the stage asked for, in some states. */
export const standingIn = (
  { stage }: Pick<InsightFilters, 'stage'>,
  states: readonly string[] = BEGUN,
): SQL =>
  sql`u.a in (${sql.join(
    states.map((state) => sql`${`${stage ?? '*'} ${state}`}`),
    sql`, `,
  )})`

/** Cells of `standing` of people who need attention: failing, or idle with something open. */
export const atRiskIn = (asked: Pick<InsightFilters, 'stage'>, today: number): SQL =>
  sql`(${standingIn(asked, ['failing'])} or (${standingIn(asked, ['open'])} and u.b < ${today - IDLE_DAYS}::int))`

/** Cells of modules, named `<stage>/<module>`. */
export const inModulesOf = ({ stage }: Pick<InsightFilters, 'stage'>): SQL =>
  stage === undefined ? always : sql`u.a like ${`${stage}/%`}`

/** Cells of checks, named `<lesson>/<check>`. */
export function ofLessonsIn({ stage }: Pick<InsightFilters, 'stage'>, plan: Plan): SQL {
  if (stage === undefined) return always
  const inside = plan.lessons.filter((lesson) => lesson.stage === stage).map(({ id }) => id)
  return sql`split_part(u.a, '/', 1) = any(${`{${inside.join()}}`}::text[])`
}
