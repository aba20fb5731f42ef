import { medianOf, ofLessonsIn, percent, sum } from '../counting'
import type { Insight, Line } from '../insight'
import { SMALLEST_GROUP } from '../suppression'

/** Checks by how hard they are: of those who tried, the share who passed, and the tries it took them (median). */
export const difficulty: Insight = {
  key: 'difficulty',
  unit: 'percent',
  follows: ['stage'],
  reads: (asked, _days, plan) => ({ checks: ofLessonsIn(asked, plan) }),
  columns: ['tried', 'passedShare', 'medianTries'],
  drawn: 'shares',
  count({ checks = [] }, { plan }) {
    const lines = plan.lessons.flatMap((lesson): Line[] =>
      lesson.checks.flatMap(({ id }, index): Line[] => {
        const mine = checks.filter(({ a }) => a === `${lesson.id}/${id}`)
        const tried = sum(mine)
        if (tried === 0) return []
        const passed = mine.filter(({ c }) => c === 1)
        const number = lesson.checks.length > 1 ? ` ${index + 1}` : ''
        const { zh, en } = lesson.text
        return [
          {
            id: `${lesson.id}/${id}`,
            label: { zh: zh.title + number, en: en.title + number },
            values:
              tried < SMALLEST_GROUP
                ? [null, null, null]
                : [
                    tried,
                    percent(sum(passed), tried),
                    sum(passed) < SMALLEST_GROUP
                      ? null
                      : medianOf(passed.map(({ b, n }) => ({ value: b, n }))),
                  ],
            ...(tried < SMALLEST_GROUP && { hidden: 'small' as const }),
          },
        ]
      }),
    )
    if (sum(checks) > 0 && sum(checks) < SMALLEST_GROUP) return 'small'
    return {
      main: percent(
        sum(checks, ({ c }) => c === 1),
        sum(checks),
      ),
      lines,
    }
  },
  rowColumns: ['checksTried', 'checksPassed', 'tries'],
  row: ({ checks = [] }) => [
    checks.length,
    checks.filter(({ c }) => c === 1).length,
    checks.reduce((all, { b }) => all + b, 0),
  ],
}
