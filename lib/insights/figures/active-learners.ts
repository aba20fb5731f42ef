import { sql } from 'drizzle-orm'
import { ACTIVE_DAYS, betweenDays, standingIn, sum } from '../counting'
import type { Insight } from '../insight'

/**
 * People with any activity in the lessons asked for today or on the six days before, whatever the period; each day's
 * bar holds whoever did anything on it, so that the bars together are more than the people.
 */
export const activeLearners: Insight = {
  key: 'active-learners',
  unit: 'people',
  follows: ['stage'],
  reads: (asked, { today }) => ({
    standing: sql`${standingIn(asked)} and u.b > ${today - ACTIVE_DAYS}::int`,
    activity: sql`u.a = ${asked.stage ?? '*'} and ${betweenDays(today - ACTIVE_DAYS + 1, today)}`,
  }),
  columns: ['people'],
  drawn: 'bars',
  count({ standing, activity }, { today }) {
    const days = Array.from({ length: ACTIVE_DAYS }, (_, index) => today - ACTIVE_DAYS + 1 + index)
    return {
      main: sum(standing),
      lines: days.map((day) => ({
        id: String(day),
        label: `day:${day}`,
        values: [sum(activity, (cell) => cell.b === day)],
      })),
    }
  },
  rowColumns: ['lastDay', 'activeDays'],
  row: ({ standing, activity }) => [standing?.[0] ? { day: standing[0].b } : null, sum(activity)],
}
