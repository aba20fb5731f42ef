import { challenge } from '@/lib/checks/challenge'

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))

/** One step of an LSTM; the four blocks of z are i, f, g, o, as in the library. */
const answer = (x: number[], h: number[], c: number[], W: number[][], U: number[][], b: number[]) => {
  const n = h.length
  const z = b.map(
    (bias, k) =>
      bias +
      x.reduce((sum, value, j) => sum + value * W[j]![k]!, 0) +
      h.reduce((sum, value, j) => sum + value * U[j]![k]!, 0),
  )
  const nextC = c.map((memory, k) => sigmoid(z[n + k]!) * memory + sigmoid(z[k]!) * Math.tanh(z[2 * n + k]!))
  return { h: nextC.map((memory, k) => sigmoid(z[3 * n + k]!) * Math.tanh(memory)), c: nextC }
}

type State = ReturnType<typeof answer>
const isState = (value: unknown): value is State =>
  typeof value === 'object' &&
  value !== null &&
  'h' in value &&
  'c' in value &&
  Array.isArray(value.h) &&
  Array.isArray(value.c)
const near = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= 1e-5 + 1e-4 * Math.abs(b[i]!))

export default challenge({
  cases: (random) => {
    const weights = (d: number, n: number, scale = 0.6) => [
      random.matrix(d, 4 * n).map((row) => row.map((value) => value * scale)),
      random.matrix(n, 4 * n).map((row) => row.map((value) => value * scale)),
      random.normals(4 * n),
    ]
    const ordinary = (d: number, n: number, memory = 1) => [
      random.normals(d),
      random.normals(n).map(Math.tanh),
      random.normals(n).map((value) => value * memory),
      ...weights(d, n),
    ]
    const zeros = (n: number) => Array.from({ length: n }, () => 0)
    const gates = (n: number, i: number, f: number, o: number) =>
      [i, f, random.normal(), o].flatMap((value) => Array.from({ length: n }, () => value))
    const n = random.int(2, 4)
    const [W, U] = weights(3, n, 0.05) as [number[][], number[][]]
    return [
      { args: ordinary(random.int(3, 5), random.int(2, 4)), says: { zh: '普通的一步', en: 'an ordinary step' } },
      { args: ordinary(2, 1), says: { zh: '只有一个单元', en: 'a single unit' } },
      { args: ordinary(random.int(2, 4), 5, 4), says: { zh: '记忆很大', en: 'a large memory' } },
      {
        args: [random.normals(3), zeros(n), zeros(n), ...weights(3, n)],
        says: { zh: '第一步，状态和记忆都是 0', en: 'the first step, state and memory 0' },
      },
      {
        args: [random.normals(3), random.normals(n), random.normals(n), W, U, gates(n, -9, 9, 9)],
        says: { zh: '遗忘门开，输入门关', en: 'forget gate open, input gate shut' },
      },
      {
        args: [random.normals(3), random.normals(n), random.normals(n), W, U, gates(n, 9, -9, 9)],
        says: { zh: '遗忘门关，输入门开', en: 'forget gate shut, input gate open' },
      },
      {
        args: [random.normals(3), random.normals(n), random.normals(n), W, U, gates(n, 1, 1, -9)],
        says: { zh: '输出门关', en: 'output gate shut' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-6, relative: 1e-4 },
  hint: ([, , c], expected, actual) => {
    if (!isState(actual)) {
      return { zh: '要返回 { h, c } 两个数组。', en: 'Return an object of two arrays, { h, c }.' }
    }
    const wanted = expected as State
    if (near(actual.c, c as number[])) {
      return { zh: '记忆没有更新：新的 c 是 f × 旧的 c + i × g。', en: 'The memory was not updated: the new c is f × the old c + i × g.' }
    }
    if (!near(actual.c, wanted.c)) {
      return { zh: '先看 c：四段的次序是 i、f、g、o，g 用 tanh，其余用 sigmoid。', en: 'Look at c first: the blocks are i, f, g, o; g takes tanh, the others the sigmoid.' }
    }
    return { zh: 'c 对了，h 不对：h 是 o × tanh(新的 c)。', en: 'c is right, h is not: h is o × tanh(the new c).' }
  },
})
