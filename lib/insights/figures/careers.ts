import { always, first, rest, sum } from '../counting'
import type { Insight, Label, Line, Names } from '../insight'
import type { Plan } from '../plan'

/** Of what people lack who lack one thing, the most frequent. */
const MOST_MISSED = 3

/** For each role of the ladders: who has all it asks for, who lacks one thing, and which. Nobody is ranked. */
export const careers: Insight = {
  key: 'careers',
  unit: 'people',
  follows: [],
  reads: () => ({ careers: always }),
  columns: ['ready', 'oneStep', 'further'],
  drawn: 'table',
  count({ careers: cells = [] }, { plan, names }) {
    const ready = (id: string, step: number) => sum(cells, ({ a, b }) => a === id && b === step)
    const lines = roles(plan).flatMap(({ id, title }): Line[] => [
      { id, label: title, values: [ready(id, 0), ready(id, 1), ready(id, 2)] },
      ...cells
        .filter((cell) => cell.b === 3 && first(cell) === id)
        .toSorted((x, y) => y.n - x.n || (x.a < y.a ? -1 : 1))
        .slice(0, MOST_MISSED)
        .map((cell) => ({
          id: cell.a,
          label: thing(rest(cell), plan, names),
          values: [null, cell.n, null],
          inside: true as const,
        })),
    ])
    return { main: sum(cells, ({ b }) => b === 1), lines }
  },
  rowColumns: ['readyFor', 'oneStepFrom', 'missing'],
  row({ careers: cells = [] }, { plan, names }) {
    const titles = new Map(roles(plan).map(({ id, title }) => [id, title]))
    const title = (id: string): Label => titles.get(id) ?? { zh: id, en: id }
    const missing = cells.filter(({ b }) => b === 3)
    return [
      { list: cells.filter(({ b }) => b === 0).map(({ a }) => title(a)) },
      { list: missing.map((cell) => title(first(cell))) },
      { list: missing.map((cell) => thing(rest(cell), plan, names)) },
    ]
  },
}

const roles = (plan: Plan) =>
  plan.ladders.flatMap((ladder) => ladder.roles.map(({ id, title }) => ({ id: `${ladder.id}/${id}`, title })))

/** What is missing, in words: `skill:data`, `stage:practice`, `lesson:…`, `certificate:…`, `review:…`. */
export function thing(missing: string, plan: Plan, names: Names): Label {
  const [kind = '', id = ''] = missing.split(':')
  switch (kind) {
    case 'skill':
      return `skills.${id}`
    case 'stage':
    case 'certificate':
      return names.stage(id)
    default: {
      const lesson = plan.lessons.find((one) => one.id === id)
      return lesson ? { zh: lesson.text.zh.title, en: lesson.text.en.title } : { zh: id, en: id }
    }
  }
}
