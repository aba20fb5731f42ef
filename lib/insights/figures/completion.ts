import { inModulesOf, percent, sum } from '../counting'
import type { Insight } from '../insight'
import type { Cell } from '../rollup/cell'

/** Departments by modules: of the lessons that people's tracks ask for, the share verified. As of now. */
export const completion: Insight = {
  key: 'completion',
  unit: 'percent',
  follows: ['stage'],
  reads: (asked) => ({ modules: inModulesOf(asked) }),
  split: true,
  columns: ['share'],
  drawn: 'heat',
  count({ modules = [] }, { asked, plan, parts, names }) {
    const shelf = new Map(
      plan.lessons
        .filter(({ stage }) => asked.stage === undefined || stage === asked.stage)
        .map(({ stage, module }) => [`${stage}/${module}`, names.module(stage, module)]),
    )
    const share = (cells: readonly Cell[] = [], id?: string) => {
      const mine = cells.filter(({ a }) => id === undefined || a === id)
      return percent(
        sum(mine, ({ b }) => b === 1),
        sum(mine, ({ b }) => b === 0),
      )
    }
    return {
      main: share(modules),
      columns: [...shelf.values()],
      lines: [
        ...parts.map((part) => ({
          id: part.id,
          label: part.name,
          values: [...shelf.keys()].map((id) => (part.cells ? share(part.cells.modules, id) : null)),
          ...(part.hidden && { hidden: part.hidden }),
          within: { department: part.id },
        })),
        { id: 'all', label: 'total', values: [...shelf.keys()].map((id) => share(modules, id)) },
      ],
    }
  },
  rowColumns: ['verifiedOf', 'planned', 'share'],
  row({ modules }) {
    const verified = sum(modules, ({ b }) => b === 1)
    const planned = sum(modules, ({ b }) => b === 0)
    return [verified, planned, percent(verified, planned)]
  },
}
