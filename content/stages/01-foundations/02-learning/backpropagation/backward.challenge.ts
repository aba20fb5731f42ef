import { challenge } from '@/lib/checks/challenge'

type Gradients = { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] }

const affine = (W: number[][], x: number[], b: number[]) =>
  W.map((row, i) => row.reduce((sum, weight, j) => sum + weight * x[j]!, b[i]!))
const outer = (a: number[], b: number[]) => a.map((u) => b.map((v) => u * v))
const softmax = (z: number[]) => {
  const powers = z.map((value) => Math.exp(value - Math.max(...z)))
  const total = powers.reduce((sum, value) => sum + value, 0)
  return powers.map((value) => value / total)
}

/** @param slope what the blame of a hidden unit is multiplied by */
function backward(
  x: number[],
  y: number[],
  W1: number[][],
  b1: number[],
  W2: number[][],
  b2: number[],
  slope = (a: number) => a * (1 - a),
): Gradients {
  const a1 = affine(W1, x, b1).map((z) => 1 / (1 + Math.exp(-z)))
  const delta2 = softmax(affine(W2, a1, b2)).map((p, k) => p - y[k]!)
  const delta1 = a1.map((a, j) => slope(a) * W2.reduce((sum, row, k) => sum + row[j]! * delta2[k]!, 0))
  return { W1: outer(delta1, x), b1: delta1, W2: outer(delta2, a1), b2: delta2 }
}

type Args = [number[], number[], number[][], number[], number[][], number[]]
const near = (a: unknown, b: number[]) =>
  Array.isArray(a) &&
  a.length === b.length &&
  b.some((value) => Math.abs(value) > 1e-3) &&
  a.every((value, i) => Math.abs(Number(value) - b[i]!) <= 1e-4 + 1e-2 * Math.abs(b[i]!))

export default challenge({
  cases: (random) => {
    const oneHot = (classes: number, right: number) =>
      Array.from({ length: classes }, (_, k) => (k === right ? 1 : 0))
    const net = (inputs: number, hidden: number, classes: number, scale = 1) => [
      random.matrix(hidden, inputs).map((row) => row.map((value) => value * scale)),
      random.normals(hidden),
      random.matrix(classes, hidden),
      random.normals(classes),
    ]
    const task = (inputs: number, hidden: number, classes: number, scale = 1) => [
      random.normals(inputs),
      oneHot(classes, random.int(0, classes - 1)),
      ...net(inputs, hidden, classes, scale),
    ]
    const [side, far] = [random.int(3, 4), random.uniform(600, 900)]
    return [
      { args: task(3, 4, 2), says: { zh: '3-4-2', en: '3-4-2' } },
      { args: task(2, 10, 2), says: { zh: '2-10-2', en: '2-10-2' } },
      {
        args: task(random.int(4, 6), random.int(3, 7), random.int(3, 5)),
        says: { zh: '三类以上', en: 'three classes or more' },
      },
      {
        args: task(side, side, side),
        says: {
          zh: '权重都是方阵，形状查不出漏掉的转置',
          en: 'square weights: shapes cannot reveal a missing transpose',
        },
      },
      {
        args: [[0, 0, 0], oneHot(2, random.int(0, 1)), ...net(3, 5, 2)],
        says: { zh: '输入全是 0', en: 'all inputs 0' },
      },
      { args: task(3, 5, 2, 40), says: { zh: '隐藏单元已经饱和', en: 'saturated hidden units' } },
      {
        args: [random.normals(2), [1, 0], ...net(2, 3, 2).slice(0, 3), [-far, far]],
        says: { zh: '十足自信地错了', en: 'wrong with full confidence' },
      },
    ]
  },
  answer: (...args: Args): Gradients => backward(...args),
  tolerance: { absolute: 1e-5, relative: 1e-3 },
  hint: (args: Args, expected: Gradients, actual: Partial<Gradients>) => {
    if (near(actual?.b1, backward(...args, () => 1).b1) && !near(actual?.b1, expected.b1)) {
      return { zh: 'δ₁ 少乘了斜率 a₁(1 − a₁)。', en: 'δ₁ lacks the slope a₁(1 − a₁).' }
    }
    if (
      near(
        actual?.b2,
        expected.b2.map((value) => -value),
      )
    ) {
      return { zh: 'δ₂ 的符号反了：它是 p − y。', en: 'The sign of δ₂ is reversed: it is p − y.' }
    }
    if (Array.isArray(actual?.b2) && actual.b2.some((value) => Number.isNaN(value))) {
      return {
        zh: 'softmax 溢出了：先从得分里减去最大的一个。',
        en: 'The softmax overflowed: subtract the largest score first.',
      }
    }
    return undefined
  },
})
