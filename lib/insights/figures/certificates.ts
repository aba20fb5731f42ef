import { sql } from 'drizzle-orm'
import { betweenDays, inStage, sum } from '../counting'
import { STAGES } from '../../curriculum/ids'
import type { Insight } from '../insight'

/** Certificates issued in the period, and how many of these were revoked since. */
export const certificates: Insight = {
  key: 'certificates',
  unit: 'certificates',
  follows: ['period', 'stage'],
  reads: (asked, { from, today }) => ({
    certificates: sql`${inStage(asked)} and ${betweenDays(from, today)}`,
  }),
  columns: ['issued', 'revoked'],
  drawn: 'bars',
  count: ({ certificates: cells = [] }, { names }) => ({
    main: sum(cells, ({ c }) => c === 0),
    lines: STAGES.filter((stage) => cells.some(({ a }) => a === stage)).map((stage) => ({
      id: stage,
      label: names.stage(stage),
      values: [sum(cells, ({ a }) => a === stage), sum(cells, ({ a, c }) => a === stage && c === 1)],
      within: { stage },
    })),
    more: { revoked: sum(cells, ({ c }) => c === 1) },
  }),
  rowColumns: ['certificatesOf', 'lastIssued', 'revoked'],
  row: ({ certificates: cells = [] }, { names }) => [
    { list: STAGES.filter((stage) => cells.some(({ a }) => a === stage)).map(names.stage) },
    { day: Math.max(...cells.map(({ b }) => b)) },
    sum(cells, ({ c }) => c === 1),
  ],
}
