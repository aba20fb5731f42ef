import { always, percent, sum } from '../counting'
import { SKILLS } from '../../curriculum/ids'
import type { Insight } from '../insight'

/** Skills against the plan: of the points that people's tracks build up, the share proved by verified lessons. As of now. */
export const coverage: Insight = {
  key: 'coverage',
  unit: 'percent',
  follows: [],
  reads: () => ({ skills: always }),
  columns: ['plannedPoints', 'provedPoints', 'share'],
  drawn: 'shares',
  count({ skills = [] }) {
    const of = (which: number, skill?: string) =>
      sum(skills, ({ a, b }) => b === which && (skill === undefined || a === skill))
    return {
      main: percent(of(1), of(0)),
      lines: SKILLS.map((skill) => ({
        id: skill,
        label: `skills.${skill}`,
        values: [of(0, skill), of(1, skill), percent(of(1, skill), of(0, skill))],
      })),
    }
  },
  rowColumns: ['plannedPoints', 'provedPoints', 'share'],
  row({ skills }) {
    const planned = sum(skills, ({ b }) => b === 0)
    const proved = sum(skills, ({ b }) => b === 1)
    return [planned, proved, percent(proved, planned)]
  },
}
