import { sql } from 'drizzle-orm'
import { betweenDays, inStage, sum } from '../counting'
import { STAGES } from '../../curriculum/ids'
import type { Insight } from '../insight'

/** Lessons that the server verified in the period, each person and lesson counted once. */
export const verifiedCompletions: Insight = {
  key: 'verified-completions',
  unit: 'lessons',
  follows: ['period', 'stage'],
  reads: (asked, { from, today }) => ({
    completions: sql`${inStage(asked)} and ${betweenDays(from, today)}`,
  }),
  columns: ['completions'],
  drawn: 'bars',
  count: ({ completions }, { names }) => ({
    main: sum(completions),
    lines: STAGES.filter((stage) => completions?.some(({ a }) => a === stage)).map((stage) => ({
      id: stage,
      label: names.stage(stage),
      values: [sum(completions, ({ a }) => a === stage)],
      within: { stage },
    })),
  }),
  rowColumns: ['completions', 'lastVerified'],
  row: ({ completions = [] }) => [sum(completions), { day: Math.max(...completions.map(({ b }) => b)) }],
}
