import { challenge } from '@/lib/checks/challenge'

const answer = (x: number[], y: number[], b0: number, b1: number): [number, number] => {
  const errors = x.map((value, i) => b0 + b1 * value - y[i]!)
  const factor = 2 / x.length
  return [
    factor * errors.reduce((sum, error) => sum + error, 0),
    factor * errors.reduce((sum, error, i) => sum + error * x[i]!, 0),
  ]
}

const near = (a: unknown, b: number) => typeof a === 'number' && Math.abs(a - b) <= 1e-4 + 1e-3 * Math.abs(b)

export default challenge({
  cases: (random) => {
    const line = (n: number, scale: number) => [
      random.normals(n).map((value) => value * scale),
      random.normals(n).map((value) => value * scale),
    ]
    const [x, slope, offset] = [random.normals(6), random.normal(), random.normal()]
    const far = random.uniform(1900, 2020)
    return [
      {
        args: [...line(random.int(8, 15), 1), random.normal(), random.normal()],
        says: { zh: '普通的一批', en: 'an ordinary batch' },
      },
      {
        args: [...line(random.int(8, 15), 3), random.uniform(-5, 5), random.uniform(-5, 5)],
        says: { zh: '参数离得更远', en: 'parameters further off' },
      },
      {
        args: [...line(1, 2), random.normal(), random.normal()],
        says: { zh: '只有一个点', en: 'a single point' },
      },
      {
        args: [x, x.map((value) => offset + slope * value), offset, slope],
        says: { zh: '所有的点恰好在直线上', en: 'all points exactly on the line' },
      },
      {
        args: [...line(random.int(5, 9), 1), 0, 0],
        says: { zh: '两个参数都是 0', en: 'both parameters 0' },
      },
      {
        args: [
          Array.from({ length: 7 }, () => far + random.int(-40, 40)),
          Array.from({ length: 7 }, () => random.uniform(5, 40)),
          random.normal(),
          random.uniform(-1, 1),
        ],
        says: { zh: 'x 是两千上下的年份', en: 'x are years near 2000' },
      },
    ]
  },
  answer,
  tolerance: { absolute: 1e-4, relative: 1e-3 },
  hint: ([x], [e0]: [number, number], actual) => {
    const found: unknown = Array.isArray(actual) ? actual[0] : undefined
    if (Math.abs(e0) < 1e-3) return undefined
    if (near(found, -e0)) {
      return {
        zh: '符号反了：误差是预测减真值。',
        en: 'The sign is reversed: the error is prediction minus truth.',
      }
    }
    if (near(found, e0 / 2)) {
      return {
        zh: '只有一半：平方求导带来的 2 漏掉了。',
        en: 'This is half: the 2 from the square is missing.',
      }
    }
    if ((x as number[]).length > 1 && near(found, e0 * (x as number[]).length)) {
      return { zh: '像是总和，不是平均。', en: 'This looks like the sum, not the mean.' }
    }
    return undefined
  },
})
