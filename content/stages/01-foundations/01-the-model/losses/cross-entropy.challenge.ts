import { challenge, tensor } from '@/lib/checks/challenge'

const logSum = (z: number[]) => {
  const largest = Math.max(...z)
  return largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0))
}

const answer = (logits: number[][], labels: number[]): number =>
  logits.reduce((sum, z, i) => sum + logSum(z) - z[labels[i]!]!, 0) / logits.length

export default challenge({
  cases: (random) => {
    const batch = (n: number, classes: number, scale: number) => [
      tensor(random.matrix(n, classes).map((row) => row.map((value) => value * scale))),
      Array.from({ length: n }, () => random.int(0, classes - 1)),
    ]
    const [classes, level, far] = [random.int(3, 6), random.int(-9, 9), random.int(800, 5000)]
    return [
      {
        args: batch(random.int(4, 9), random.int(3, 7), 1),
        says: { zh: '普通的一批', en: 'an ordinary batch' },
      },
      { args: batch(1, random.int(3, 7), 2), says: { zh: '只有一个样本', en: 'a single example' } },
      { args: batch(random.int(4, 9), 2, 3), says: { zh: '只有两类', en: 'two classes' } },
      {
        args: [
          tensor(Array.from({ length: 3 }, () => Array.from({ length: classes }, () => level))),
          [0, classes - 1, random.int(0, classes - 1)],
        ],
        says: { zh: '得分全部相等', en: 'all scores equal' },
      },
      { args: batch(random.int(3, 6), 4, 800), says: { zh: '得分成百上千', en: 'scores in the thousands' } },
      {
        args: [
          tensor([
            [far, far + random.uniform(0.5, 2), 0],
            [-far, 0, -far],
          ]),
          [0, 1],
        ],
        says: { zh: '一行很大，一行很小', en: 'one row large, one row small' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: ([logits]: [number[][]], expected: number, actual) => {
    if (typeof actual !== 'number') return undefined
    if (!Number.isFinite(actual)) {
      return {
        zh: '指数溢出了：先从每一行减去这一行的最大值。',
        en: 'An exponential overflowed: first subtract from each row its own maximum.',
      }
    }
    if (logits.length > 1 && Math.abs(actual - expected * logits.length) <= 1e-3 * Math.abs(actual)) {
      return { zh: '像是总和，不是平均。', en: 'This looks like the sum, not the mean.' }
    }
    return undefined
  },
})
