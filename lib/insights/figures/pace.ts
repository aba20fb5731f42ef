import { inStage, medianOf, sum } from '../counting'
import { STAGES } from '../../curriculum/ids'
import type { Insight } from '../insight'
import { SMALLEST_GROUP } from '../suppression'

/** Days from a person's first lesson to a stage complete, median over those who completed it, whatever the period. */
export const pace: Insight = {
  key: 'pace',
  unit: 'days',
  follows: ['stage'],
  reads: (asked) => ({ pace: inStage(asked) }),
  columns: ['people', 'medianDays'],
  drawn: 'table',
  count({ pace: cells = [] }, { names }) {
    const median = (mine: typeof cells) => medianOf(mine.map(({ b, n }) => ({ value: b, n })))
    if (sum(cells) > 0 && sum(cells) < SMALLEST_GROUP) return 'small'
    const stages = STAGES.filter((stage) => cells.some(({ a }) => a === stage))
    return {
      main: median(cells),
      lines: stages.map((stage) => {
        const mine = cells.filter(({ a }) => a === stage)
        const few = sum(mine) < SMALLEST_GROUP
        return {
          id: stage,
          label: names.stage(stage),
          // The median of a few people is nearly what one of them needed.
          values: few ? [null, null] : [sum(mine), median(mine)],
          ...(few && { hidden: 'small' as const }),
          within: { stage },
        }
      }),
    }
  },
  rowColumns: ['completeStages', 'daysNeeded'],
  row({ pace: cells = [] }, { names }) {
    const mine = STAGES.flatMap((stage) => cells.filter(({ a }) => a === stage))
    return [{ list: mine.map(({ a }) => names.stage(a)) }, { list: mine.map(({ b }) => String(b)).map(both) }]
  },
}

const both = (text: string) => ({ zh: text, en: text })
