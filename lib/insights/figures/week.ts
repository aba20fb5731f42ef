import { sql } from 'drizzle-orm'
import { atRiskIn, betweenDays, inStage, sum } from '../counting'
import type { Insight } from '../insight'

/** What the first sentence of the page says. Always today and the six days before, whatever the period. */
export const week: Insight = {
  key: 'week',
  unit: 'lessons',
  follows: ['stage'],
  reads: (asked, { today }) => ({
    completions: sql`${inStage(asked)} and ${betweenDays(today - 13, today)}`,
    standing: atRiskIn(asked, today),
  }),
  split: true,
  columns: ['completions', 'atRisk'],
  drawn: 'table',
  count({ completions, standing }, { today, parts }) {
    const verified = sum(completions, ({ b }) => b > today - 7)
    const before = sum(completions, ({ b }) => b <= today - 7)
    return {
      main: verified,
      more: { before, atRisk: sum(standing) },
      lines: parts.map((part) => ({
        id: part.id,
        label: part.name,
        values: part.cells
          ? [sum(part.cells.completions, ({ b }) => b > today - 7), sum(part.cells.standing)]
          : [null, null],
        ...(part.hidden && { hidden: part.hidden }),
        within: { department: part.id },
      })),
    }
  },
  rowColumns: ['thisWeek', 'weekBefore', 'needsAttention'],
  row: ({ completions, standing = [] }, { today }) => [
    sum(completions, ({ b }) => b > today - 7),
    sum(completions, ({ b }) => b <= today - 7),
    standing.length > 0 ? 'yes' : null,
  ],
}
