import { sql } from 'drizzle-orm'
import { betweenDays, inStage, sum } from '../counting'
import { mondayOfDay } from '../days'
import type { Insight } from '../insight'

/** Verified completions a week of the period, weeks without any included. The first and the last may be cut. */
export const trend: Insight = {
  key: 'trend',
  unit: 'lessons',
  follows: ['period', 'stage'],
  reads: (asked, { from, today }) => ({
    completions: sql`${inStage(asked)} and ${betweenDays(from, today)}`,
  }),
  columns: ['completions'],
  drawn: 'time',
  count({ completions = [] }, { from, today }) {
    const weeks = new Map<number, number>()
    for (const { b, n } of completions) weeks.set(mondayOfDay(b), (weeks.get(mondayOfDay(b)) ?? 0) + n)
    const start = from > 0 ? mondayOfDay(from) : Math.min(mondayOfDay(today), ...weeks.keys())
    const lines = []
    for (let monday = start; monday <= today; monday += 7)
      lines.push({ id: String(monday), label: `day:${monday}`, values: [weeks.get(monday) ?? 0] })
    return { main: sum(completions), lines }
  },
  rowColumns: ['completions', 'lastVerified'],
  row: ({ completions = [] }) => [sum(completions), { day: Math.max(...completions.map(({ b }) => b)) }],
}
