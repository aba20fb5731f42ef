import { challenge } from '@/lib/checks/challenge'

const [RATE, BETA1, BETA2, EPSILON] = [0.001, 0.9, 0.999, 1e-8] as const

/** One step of Adam (Kingma and Ba, 2015, algorithm 1) at time t ≥ 1, element by element. */
const answer = (theta: number[], g: number[], m: number[], v: number[], t: number) => {
  const nextM = m.map((value, i) => BETA1 * value + (1 - BETA1) * g[i]!)
  const nextV = v.map((value, i) => BETA2 * value + (1 - BETA2) * g[i]! ** 2)
  const nextTheta = theta.map((value, i) => {
    const [mean, square] = [nextM[i]! / (1 - BETA1 ** t), nextV[i]! / (1 - BETA2 ** t)]
    return value - (RATE * mean) / (Math.sqrt(square) + EPSILON)
  })
  return { theta: nextTheta, m: nextM, v: nextV }
}

type State = ReturnType<typeof answer>
const isState = (value: unknown): value is State =>
  typeof value === 'object' && value !== null && 'theta' in value && Array.isArray(value.theta)
const near = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= 1e-9 + 1e-5 * Math.abs(b[i]!))

export default challenge({
  cases: (random) => {
    const state = (n: number, scale: number) => [
      random.normals(n),
      random.normals(n).map((value) => value * scale),
      random.normals(n).map((value) => value * scale * 0.3),
      random.normals(n).map((value) => (value * scale) ** 2 * 0.2),
    ]
    const zeros = (n: number) => Array.from({ length: n }, () => 0)
    const n = random.int(3, 6)
    return [
      {
        args: [...state(random.int(4, 7), 1), random.int(2, 30)],
        says: { zh: '走到半路', en: 'on the way' },
      },
      {
        args: [random.normals(n), random.normals(n), zeros(n), zeros(n), 1],
        says: { zh: '第一步，两个平均都还是 0', en: 'the first step, both averages still 0' },
      },
      {
        args: [random.normals(4), random.normals(4).map((value) => value * 1e4), zeros(4), zeros(4), 1],
        says: { zh: '梯度大一万倍', en: 'gradients ten thousand times as large' },
      },
      {
        args: [...state(4, 1e-3), random.int(2, 9)],
        says: { zh: '梯度很小', en: 'small gradients' },
      },
      {
        args: [random.normals(3), zeros(3), random.normals(3), [0.5, 1, 2], random.int(5, 20)],
        says: { zh: '这一步梯度是 0，惯性还在', en: 'no gradient at this step, but inertia' },
      },
      {
        args: [...state(2, 1), 5000],
        says: { zh: '走了五千步以后', en: 'after five thousand steps' },
      },
    ]
  },
  answer,
  // Steps are a thousandth: an absolute tolerance that a missing step could not hide in.
  tolerance: { absolute: 1e-7, relative: 1e-5 },
  hint: ([theta, g, m, v, t], expected, actual) => {
    if (!isState(actual) || !Array.isArray(actual.m) || !Array.isArray(actual.v)) {
      return { zh: '要返回 { theta, m, v } 三个数组。', en: 'Return an object of three arrays, { theta, m, v }.' }
    }
    const wanted = expected as State
    if (!near(actual.m, wanted.m)) {
      return { zh: '先看 m：新的 m 是旧的 m 和 g 的加权平均。', en: 'Look at m first: the new m is a weighted mean of the old m and g.' }
    }
    if (!near(actual.v, wanted.v)) {
      return { zh: 'm 对了，v 不对：它平均的是 g 的平方。', en: 'm is right, v is not: it averages the square of g.' }
    }
    const values = [theta, g, m, v] as number[][]
    const uncorrected = values[0]!.map((value, i) => value - (RATE * wanted.m[i]!) / (Math.sqrt(wanted.v[i]!) + EPSILON))
    if (near(actual.theta, uncorrected) && (t as number) > 0) {
      return { zh: 'm 和 v 都对，少了偏差修正：各除以 1 − βᵗ。', en: 'm and v are right, but the bias correction is missing: divide each by 1 − βᵗ.' }
    }
    return undefined
  },
})
