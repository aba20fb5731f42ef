import { sql } from 'drizzle-orm'
import { first, percent, rest, sum } from '../counting'
import { STAGES } from '../../curriculum/ids'
import type { Insight } from '../insight'

/** Of the people whose track has lessons in a stage: who began it, and who has all of it verified. As of now. */
export const funnel: Insight = {
  key: 'funnel',
  unit: 'stages',
  follows: ['stage'],
  reads: ({ stage }) => ({ standing: stage ? sql`u.a like ${`${stage} %`}` : sql`u.a not like '* %'` }),
  columns: ['planned', 'begun', 'complete', 'completeShare'],
  drawn: 'bars',
  count({ standing = [] }, { names }) {
    const stages = STAGES.filter((stage) => standing.some((cell) => first(cell) === stage))
    const lines = stages.map((stage) => {
      const mine = standing.filter((cell) => first(cell) === stage)
      const complete = sum(mine, (cell) => rest(cell) === 'verified')
      const begun = sum(mine, (cell) => rest(cell) !== 'none')
      return {
        id: stage,
        label: names.stage(stage),
        values: [sum(mine), begun, complete, percent(complete, sum(mine))],
        within: { stage },
      }
    })
    return { main: lines.reduce((all, { values }) => all + values[2]!, 0), lines }
  },
  rowColumns: ['completeStages', 'begunStages'],
  row({ standing = [] }, { names }) {
    const of = (states: string[]) =>
      STAGES.filter((stage) => standing.some((cell) => first(cell) === stage && states.includes(rest(cell))))
    return [
      { list: of(['verified']).map(names.stage) },
      { list: of(['failing', 'open', 'between']).map(names.stage) },
    ]
  },
}
