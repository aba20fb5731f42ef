import { medianOf, ofLessonsIn, percent, sum } from '../counting'
import type { Insight, Line } from '../insight'
import type { Cell } from '../rollup/cell'
import { SMALLEST_GROUP } from '../suppression'

/**
 * Checks by how hard they are: of those who tried, the share who passed at the first try, hardest first. Tries are
 * unlimited, so that nearly everybody passes in the end; that share, and the tries it took, stand beside it.
 */
export const difficulty: Insight = {
  key: 'difficulty',
  unit: 'percent',
  follows: ['stage'],
  reads: (asked, _days, plan) => ({ checks: ofLessonsIn(asked, plan) }),
  columns: ['tried', 'firstShare', 'passedShare', 'medianTries'],
  drawn: 'shares',
  count({ checks = [] }, { plan }) {
    const lines = plan.lessons.flatMap((lesson): Line[] =>
      lesson.checks.flatMap(({ id, kind }): Line[] => {
        const mine = checks.filter(({ a }) => a === `${lesson.id}/${id}`)
        const tried = sum(mine)
        if (tried === 0) return []
        const passed = mine.filter(isPassed)
        const alike = lesson.checks.filter((one) => one.kind === kind)
        const number = alike.length > 1 ? { number: alike.findIndex((one) => one.id === id) + 1 } : {}
        const { zh, en } = lesson.text
        const isFew = tried < SMALLEST_GROUP
        const median =
          sum(passed) < SMALLEST_GROUP ? null : medianOf(passed.map(({ b, n }) => ({ value: b, n })))
        return [
          {
            id: `${lesson.id}/${id}`,
            label: { zh: zh.title, en: en.title },
            check: { lesson: lesson.id, kind, ...number },
            values: isFew
              ? [null, null, null, null]
              : [tried, percent(sum(mine, isFirst), tried), percent(sum(passed), tried), median],
            ...(isFew && { hidden: 'small' as const }),
          },
        ]
      }),
    )
    if (sum(checks) > 0 && sum(checks) < SMALLEST_GROUP) return 'small'
    const share = ({ values }: Line) => values[1] ?? Infinity
    return {
      main: percent(sum(checks, isFirst), sum(checks)),
      lines: lines.toSorted((x, y) => (share(x) === share(y) ? 0 : share(x) - share(y))),
    }
  },
  rowColumns: ['checksTried', 'checksFirst', 'checksPassed', 'tries'],
  row: ({ checks = [] }) => [
    checks.length,
    sum(checks, isFirst),
    sum(checks, isPassed),
    checks.reduce((all, { b }) => all + b, 0),
  ],
}

const isPassed = ({ c }: Cell): boolean => c === 1
const isFirst = ({ b, c }: Cell): boolean => c === 1 && b === 1
