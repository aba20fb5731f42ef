import { challenge, tensor } from '@/lib/checks/challenge'

type Gradient = { w: number[]; b: number }

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** @param factor what a source multiplies the error by */
function gradient(X: number[][], y: number[], w: number[], b: number, factor = (_p: number) => 1): Gradient {
  const errors = X.map((row, i) => {
    const p = sigmoid(row.reduce((sum, value, j) => sum + value * w[j]!, b))
    return (p - y[i]!) * factor(p)
  })
  return {
    w: w.map((_, j) => errors.reduce((sum, error, i) => sum + error * X[i]![j]!, 0) / X.length),
    b: errors.reduce((sum, error) => sum + error, 0) / X.length,
  }
}

const alike = (a: unknown, b: number[]) =>
  Array.isArray(a) &&
  a.length === b.length &&
  b.some((value) => Math.abs(value) > 1e-3) &&
  a.every((value, j) => Math.abs(Number(value) - b[j]!) <= 1e-4 + 1e-2 * Math.abs(b[j]!))

export default challenge({
  cases: (random) => {
    const task = (n: number, features: number, scale: number, labels = () => random.int(0, 1)) => [
      tensor(random.matrix(n, features)),
      tensor(Array.from({ length: n }, labels)),
      tensor(random.normals(features).map((value) => value * scale)),
      random.normal(),
    ]
    const only = random.int(0, 1)
    return [
      {
        args: task(random.int(12, 30), 10, 1),
        says: { zh: '十个特征的一批', en: 'a batch with ten features' },
      },
      {
        args: task(random.int(5, 12), random.int(2, 5), 1),
        says: { zh: '普通的一批', en: 'an ordinary batch' },
      },
      { args: task(1, random.int(2, 5), 1), says: { zh: '只有一个样本', en: 'a single example' } },
      { args: task(random.int(5, 12), 1, 1), says: { zh: '只有一个特征', en: 'a single feature' } },
      {
        args: task(random.int(5, 12), 3, 1, () => only),
        says: { zh: '全是同一类', en: 'all of one class' },
      },
      {
        args: task(random.int(5, 12), 4, 60),
        says: { zh: '得分很大，sigmoid 已经饱和', en: 'scores so large that the sigmoid saturates' },
      },
    ]
  },
  answer: (X: number[][], y: number[], w: number[], b: number): Gradient => gradient(X, y, w, b),
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: (
    [X, y, w, b]: [number[][], number[], number[], number],
    expected: Gradient,
    actual: Partial<Gradient>,
  ) => {
    if (alike(actual?.w, gradient(X, y, w, b, (p) => p * (1 - p)).w) && !alike(actual?.w, expected.w)) {
      return {
        zh: '多了一个因子 p(1 − p)：它属于均方误差，交叉熵里会约掉。',
        en: 'There is a factor p(1 − p) too many: it belongs to squared error and cancels in cross-entropy.',
      }
    }
    if (
      alike(
        actual?.w,
        expected.w.map((value) => -value),
      )
    ) {
      return { zh: '符号反了：误差是 p − y。', en: 'The sign is reversed: the error is p − y.' }
    }
    if (
      X.length > 1 &&
      alike(
        actual?.w,
        expected.w.map((value) => value * X.length),
      )
    ) {
      return {
        zh: '对 w 的梯度像是总和，不是平均。',
        en: 'The gradient for w looks like the sum, not the mean.',
      }
    }
    return undefined
  },
})
