import { challenge, tensor } from '@/lib/checks/challenge'

type Matrix = number[][]

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

const layer = (X: Matrix, W: Matrix, b: number[], activate = sigmoid): Matrix =>
  X.map((row) =>
    W.map((weights, i) => activate(weights.reduce((sum, weight, j) => sum + weight * row[j]!, b[i]!))),
  )

const answer = (X: Matrix, W1: Matrix, b1: number[], W2: Matrix, b2: number[]): Matrix =>
  layer(layer(X, W1, b1), W2, b2)

const transposed = (M: Matrix): Matrix => (M[0] ?? []).map((_, j) => M.map((row) => row[j]!))
const isSquare = (M: Matrix) => M.length === M[0]?.length
const near = (a: unknown, b: Matrix) =>
  Array.isArray(a) && a.flat().every((value, i) => Math.abs(Number(value) - b.flat()[i]!) < 1e-3)

export default challenge({
  cases: (random) => {
    const network = (n: number, inputs: number, hidden: number, outputs: number, scale = 1) => [
      tensor(random.matrix(n, inputs).map((row) => row.map((value) => value * scale))),
      tensor(random.matrix(hidden, inputs)),
      tensor(random.normals(hidden)),
      tensor(random.matrix(outputs, hidden)),
      tensor(random.normals(outputs)),
    ]
    const side = random.int(3, 5)
    return [
      {
        args: network(random.int(4, 9), random.int(5, 8), random.int(9, 12), random.int(2, 4)),
        says: { zh: '普通的一批', en: 'an ordinary batch' },
      },
      {
        args: network(1, random.int(2, 6), random.int(2, 6), 3),
        says: { zh: '只有一个样本', en: 'a single example' },
      },
      {
        args: network(random.int(3, 6), 4, 1, 2),
        says: { zh: '隐藏层只有一个神经元', en: 'a single hidden unit' },
      },
      {
        args: network(random.int(3, 6), 1, random.int(2, 5), 1),
        says: { zh: '一个输入，一个输出', en: 'one input and one output' },
      },
      {
        args: network(side, side, side, side),
        says: {
          zh: '全是方阵，形状查不出漏掉的转置',
          en: 'all square: shapes cannot reveal a missing transpose',
        },
      },
      {
        args: network(4, 6, 5, 3, 50),
        says: { zh: '输入很大，sigmoid 已经饱和', en: 'large inputs that saturate the sigmoid' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: ([X, W1, b1, W2, b2]: [Matrix, Matrix, number[], Matrix, number[]], _expected, actual) => {
    const wrong = (W: Matrix) => (isSquare(W) ? transposed(W) : W)
    const untransposed = layer(layer(X, wrong(W1), b1), wrong(W2), b2)
    if (isSquare(W1) && near(actual, untransposed)) {
      return {
        zh: '像是没有把 W 转置：X 要乘 W 的转置。',
        en: 'W seems not to be transposed: multiply X by the transpose of W.',
      }
    }
    if (
      near(
        actual,
        layer(layer(X, W1, b1), W2, b2, (z) => z),
      )
    ) {
      return { zh: '第二层像是没有过 sigmoid。', en: 'The second layer seems to lack its sigmoid.' }
    }
    if (
      near(
        actual,
        layer(
          layer(X, W1, b1, (z) => z),
          W2,
          b2,
        ),
      )
    ) {
      return { zh: '第一层像是没有过 sigmoid。', en: 'The first layer seems to lack its sigmoid.' }
    }
    return undefined
  },
})
