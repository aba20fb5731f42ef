import { always, percent, sum } from '../counting'
import type { Insight } from '../insight'
import type { Cell } from '../rollup/cell'

/** Of everybody invited, who accepted, who then opened a lesson, and who never signed in. As of now. */
export const activation: Insight = {
  key: 'activation',
  unit: 'percent',
  follows: [],
  among: 'accounts',
  reads: () => ({ accounts: always }),
  split: true,
  columns: ['accounts', 'accepted', 'notBegun', 'neverSignedIn', 'acceptedShare'],
  drawn: 'shares',
  count({ accounts = [] }, { parts }) {
    const values = (cells: readonly Cell[] = []) => {
      const all = sum(cells)
      const never = sum(cells, ({ a }) => a === 'invited')
      return [all, all - never, sum(cells, ({ a }) => a === 'idle'), never, percent(all - never, all)]
    }
    const [all = 0, accepted = 0, , never = 0, share = null] = values(accounts)
    return {
      main: share,
      lines: [
        ...parts.map((part) => ({
          id: part.id,
          label: part.name,
          values: part.cells ? values(part.cells.accounts) : [null, null, null, null, null],
          ...(part.hidden && { hidden: part.hidden }),
          within: { department: part.id },
        })),
        { id: 'all', label: 'total', values: values(accounts) },
      ],
      more: { all: all ?? 0, accepted: accepted ?? 0, never: never ?? 0 },
    }
  },
  rowColumns: ['account'],
  row: ({ accounts }) => [accounts?.[0] ? `account.${accounts[0].a}` : null],
}
