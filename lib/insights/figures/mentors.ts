import { sql } from 'drizzle-orm'
import { betweenDays, medianOf, sum } from '../counting'
import type { Insight, Line } from '../insight'
import type { Cell } from '../rollup/cell'
import { hiddenParts, SMALLEST_GROUP } from '../suppression'

/** Lines shown; the rest are in the rows. */
const MOST_LINES = 30

type Load = { people: number; waiting: number }

/** By mentor; `` is nobody. */
function loadsOf(cells: readonly Cell[]): Map<string, Load> {
  const loads = new Map<string, Load>()
  for (const { a, b, n } of cells) {
    const one = loads.get(a) ?? { people: 0, waiting: 0 }
    loads.set(a, { people: one.people + n, waiting: one.waiting + b * n })
  }
  return loads
}

const busiest = (loads: ReadonlyMap<string, Load>): [string, Load][] =>
  [...loads]
    .toSorted(
      ([x, one], [y, two]) => two.waiting - one.waiting || two.people - one.people || (x < y ? -1 : 1),
    )
    .slice(0, MOST_LINES)

/** How many people each mentor looks after, what waits for a decision, and how long the decided projects waited. */
export const mentors: Insight = {
  key: 'mentors',
  unit: 'days',
  follows: ['period'],
  reads: (_asked, { from, today }) => ({
    mentors: sql`true`,
    reviews: sql`(u.a = 'waiting' or (u.a = 'decided' and ${betweenDays(from, today)}))`,
  }),
  columns: ['mentees', 'waiting'],
  drawn: 'table',
  mentors: ({ mentors: cells = [] }) => busiest(loadsOf(cells)).flatMap(([id]) => (id === '' ? [] : [id])),
  count({ mentors: cells = [], reviews = [] }, { today, names }) {
    const people = loadsOf(cells)
    const hidden = hiddenParts(
      [...people].map(([id, one]) => ({ id, people: one.people, nameless: id === '' })),
    )
    const lines = busiest(people).map(([id, one]): Line => {
      const name = names.mentor(id)
      const small = hidden.has(id) || (id === '' && one.people < SMALLEST_GROUP)
      return {
        id: id || 'none',
        label: id === '' ? 'noMentor' : name === undefined ? 'gone' : { zh: name, en: name },
        values: small ? [null, null] : [one.people, one.waiting],
        ...(small && { hidden: one.people < SMALLEST_GROUP ? ('small' as const) : ('withheld' as const) }),
        ...(id !== '' && { within: { mentor: id } }),
      }
    })
    const waiting = reviews.filter(({ a }) => a === 'waiting')
    const decided = reviews.filter(({ a }) => a === 'decided')
    const load = [...people].filter(([id]) => id !== '').map(([, one]) => ({ value: one.people, n: 1 }))
    return {
      main: medianOf(decided.map(({ c, n }) => ({ value: c, n }))),
      lines,
      more: {
        waiting: sum(waiting),
        oldest: waiting.length === 0 ? 0 : today - Math.min(...waiting.map(({ b }) => b)),
        decided: sum(decided),
        mentors: load.length,
        load: Math.round(medianOf(load) ?? 0),
      },
    }
  },
  rowColumns: ['waiting', 'waitingSince', 'decided', 'longestWait'],
  row({ reviews = [] }) {
    const waiting = reviews.filter(({ a }) => a === 'waiting')
    const decided = reviews.filter(({ a }) => a === 'decided')
    return [
      sum(waiting),
      waiting.length === 0 ? null : { day: Math.min(...waiting.map(({ b }) => b)) },
      sum(decided),
      decided.length === 0 ? null : Math.max(...decided.map(({ c }) => c)),
    ]
  },
}
