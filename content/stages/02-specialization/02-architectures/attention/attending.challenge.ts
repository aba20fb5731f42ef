import { challenge, tensor } from '@/lib/checks/challenge'

type Matrix = number[][]

function answer(Q: Matrix, K: Matrix, V: Matrix, causal: boolean, divide = true): Matrix {
  return Q.map((q, i) => {
    const scores = K.map((k, j) => {
      if (causal && j > i) return -Infinity
      const dot = q.reduce((sum, value, l) => sum + value * k[l]!, 0)
      return divide ? dot / Math.sqrt(q.length) : dot
    })
    const most = Math.max(...scores)
    const powers = scores.map((score) => Math.exp(score - most))
    const total = powers.reduce((sum, power) => sum + power, 0)
    return V[0]!.map((_, column) => powers.reduce((sum, p, j) => sum + (p / total) * V[j]![column]!, 0))
  })
}

const near = (a: Matrix, b: Matrix) =>
  a.flat().every((value, i) => Math.abs(value - (b.flat()[i] ?? NaN)) < 1e-3)

export default challenge({
  cases: (random) => {
    const given = (n: number, m: number, d: number, wide: number, causal: boolean, scale = 1) => [
      tensor(random.matrix(n, d).map((row) => row.map((value) => value * scale))),
      tensor(random.matrix(m, d)),
      tensor(random.matrix(m, wide)),
      causal,
    ]
    const n = random.int(4, 7)
    return [
      { args: given(n, n, 8, 8, false), says: { zh: '普通情形', en: 'an ordinary case' } },
      { args: given(n, n, 8, 8, true), says: { zh: '因果掩码', en: 'a causal mask' } },
      {
        args: given(3, 6, 4, 5, false),
        says: { zh: '查询比键少，值的宽度也不同', en: 'fewer queries than keys, and values of another width' },
      },
      { args: given(5, 5, 16, 3, true), says: { zh: '掩码，值的宽度不同', en: 'a mask, and values of another width' } },
      { args: given(1, 1, 4, 2, true), says: { zh: '只有一个位置', en: 'a single position' } },
      {
        args: given(4, 4, 6, 3, false, 60),
        says: { zh: '分数很大，softmax 几乎是独热', en: 'large scores: the softmax is almost one-hot' },
      },
    ]
  },
  answer: (Q: Matrix, K: Matrix, V: Matrix, causal: boolean) => answer(Q, K, V, causal),
  tolerance: { absolute: 1e-3, relative: 1e-3 },
  hint: ([Q, K, V, causal]: [Matrix, Matrix, Matrix, boolean], expected: Matrix, actual: Matrix) => {
    const undivided = answer(Q, K, V, causal, false)
    if (near(actual, undivided) && !near(undivided, expected)) {
      return { zh: '像是没有除以 √d。', en: 'The division by √d seems to be missing.' }
    }
    const unmasked = answer(Q, K, V, false)
    if (causal && near(actual, unmasked) && !near(unmasked, expected)) {
      return { zh: 'causal 为真时要挡住后面的位置。', en: 'Where causal is true, later positions must be masked.' }
    }
    return undefined
  },
})
