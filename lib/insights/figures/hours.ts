import { sql } from 'drizzle-orm'
import { betweenDays, inStage, sum } from '../counting'
import { STAGES } from '../../curriculum/ids'
import type { Insight } from '../insight'
import type { Cell } from '../rollup/cell'

const hours = (cells: readonly Cell[] | undefined): number => Math.round(sum(cells) / 6) / 10

/**
 * Hours of learning that can be proved: minutes in which a lesson was visible and touched, each counted once however
 * many windows were open, and told to the server within ten minutes.
 */
export const provedHours: Insight = {
  key: 'hours',
  unit: 'hours',
  follows: ['period', 'stage'],
  reads: (asked, { from, today }) => ({ minutes: sql`${inStage(asked)} and ${betweenDays(from, today)}` }),
  columns: ['hours'],
  drawn: 'bars',
  count: ({ minutes = [] }, { names }) => ({
    main: hours(minutes),
    lines: STAGES.filter((stage) => minutes.some(({ a }) => a === stage)).map((stage) => ({
      id: stage,
      label: names.stage(stage),
      values: [hours(minutes.filter(({ a }) => a === stage))],
      within: { stage },
    })),
  }),
  rowColumns: ['minutes', 'days', 'lastDay'],
  row: ({ minutes = [] }) => [
    sum(minutes),
    new Set(minutes.map(({ b }) => b)).size,
    { day: Math.max(...minutes.map(({ b }) => b)) },
  ],
}
