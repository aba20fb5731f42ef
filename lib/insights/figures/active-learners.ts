import { sql } from 'drizzle-orm'
import { ACTIVE_DAYS, standingIn, sum } from '../counting'
import type { Insight } from '../insight'

/** People with any activity in the lessons asked for today or on the six days before, whatever the period. */
export const activeLearners: Insight = {
  key: 'active-learners',
  unit: 'people',
  follows: ['stage'],
  reads: (asked, { today }) => ({
    standing: sql`${standingIn(asked)} and u.b > ${today - ACTIVE_DAYS}::int`,
  }),
  columns: ['people'],
  drawn: 'bars',
  count({ standing }, { today }) {
    const days = Array.from({ length: ACTIVE_DAYS }, (_, index) => today - ACTIVE_DAYS + 1 + index)
    return {
      main: sum(standing),
      lines: days.map((day) => ({
        id: String(day),
        label: `day:${day}`,
        values: [sum(standing, (cell) => cell.b === day)],
      })),
    }
  },
  rowColumns: ['lastDay'],
  row: ({ standing }) => [standing?.[0] ? { day: standing[0].b } : null],
}
