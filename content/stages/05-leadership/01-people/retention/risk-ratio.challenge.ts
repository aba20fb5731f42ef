import { challenge } from '@/lib/checks/challenge'

type Interval = { ratio: number; low: number; high: number }

function answer(a: number, n1: number, b: number, n0: number): Interval {
  if (a === 0 || b === 0) return answer(a + 0.5, n1 + 1, b + 0.5, n0 + 1)
  const ratio = a / n1 / (b / n0)
  const se = Math.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n0)
  return { ratio, low: ratio * Math.exp(-1.96 * se), high: ratio * Math.exp(1.96 * se) }
}

const near = (a: unknown, b: number) => typeof a === 'number' && Math.abs(a - b) <= 1e-4 + 1e-3 * Math.abs(b)

export default challenge({
  cases: (random) => {
    const [large, small] = [random.int(300, 900), random.int(20, 60)]
    return [
      {
        args: [random.int(20, 80), large, random.int(90, 200), large],
        says: { zh: '两组一样大', en: 'groups of equal size' },
      },
      {
        args: [random.int(3, 10), small, random.int(40, 150), large],
        says: { zh: '一组小，一组大', en: 'a small group and a large one' },
      },
      {
        args: [random.int(1, 3), random.int(8, 15), random.int(1, 3), random.int(8, 15)],
        says: { zh: '都只有十来个人', en: 'a dozen people each' },
      },
      { args: [0, random.int(20, 50), random.int(3, 9), random.int(20, 50)], says: { zh: '前一组没有人走', en: 'nobody left from the first' } },
      { args: [random.int(3, 9), random.int(20, 50), 0, random.int(20, 50)], says: { zh: '后一组没有人走', en: 'nobody left from the second' } },
      { args: [0, random.int(10, 30), 0, random.int(31, 60)], says: { zh: '谁也没走', en: 'nobody left at all' } },
    ]
  },
  answer,
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: ([a, n1, b, n0]: [number, number, number, number], expected: Interval, actual) => {
    const found = actual as Partial<Interval> | null
    if (a === 0 || b === 0) {
      return {
        zh: '有一组没有人走：两个人数各加 0.5，两组总数各加 1，再照常算。',
        en: 'Nobody left from a group: add 0.5 to both counts and 1 to both totals, then go on as usual.',
      }
    }
    if (near(found?.ratio, a / b) && !near(a / b, expected.ratio)) {
      return { zh: '像是人数之比：要先除以各组的总数。', en: 'This looks like a ratio of counts: divide each by its group first.' }
    }
    if (near(found?.ratio, b / n0 / (a / n1)) && !near(expected.ratio, 1)) {
      return { zh: '比值倒过来了：前一组的比例作分子。', en: 'The ratio is upside down: the first group goes on top.' }
    }
    if (near(found?.ratio, expected.ratio)) {
      return {
        zh: '比值对了，区间不对：在对数上加减 1.96 个标准误，再取指数。',
        en: 'The ratio is right and the interval is not: go 1.96 standard errors either way in the logarithm, then exponentiate.',
      }
    }
    return undefined
  },
})
