import { sql } from 'drizzle-orm'
import { sum } from '../counting'
import type { Insight } from '../insight'

/** Due today or on the days up to this many from now. */
export const SOON_DAYS = 14

/** People with something assigned and not verified: overdue, or due soon, by the earliest due day of each. */
export const deadlines: Insight = {
  key: 'deadlines',
  unit: 'people',
  follows: [],
  reads: (_asked, { today }) => ({ deadlines: sql`u.b <= ${today + SOON_DAYS}::int` }),
  columns: ['people', 'assignments'],
  drawn: 'bars',
  count({ deadlines: cells }, { today }) {
    const line = (id: string, from: number, until: number) => ({
      id,
      label: `due.${id}`,
      values: ['first', 'all'].map((name) => sum(cells, ({ a, b }) => a === name && b >= from && b <= until)),
    })
    const long = line('long', -Infinity, today - 15)
    const late = line('late', today - 14, today - 1)
    const overdue = long.values[0]! + late.values[0]!
    const soon = [line('week', today, today + 6), line('soon', today + 7, today + SOON_DAYS)]
    return {
      main: overdue,
      lines: [long, late, ...soon],
      more: { overdue, soon: soon.reduce((all, { values }) => all + values[0]!, 0) },
    }
  },
  rowColumns: ['dueDay', 'daysLate', 'assignments'],
  row({ deadlines: cells = [] }, { today }) {
    const due = cells.find(({ a }) => a === 'first')
    if (!due) return [null, null, null]
    return [{ day: due.b }, due.b < today ? today - due.b : null, sum(cells, ({ a }) => a === 'all')]
  },
}
