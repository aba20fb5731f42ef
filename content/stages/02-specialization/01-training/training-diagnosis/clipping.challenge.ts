import { challenge } from '@/lib/checks/challenge'

/** Shortens all gradients by one factor; a step whose length is no finite number is skipped. */
const answer = (gradients: number[][], limit: number) => {
  const norm = Math.sqrt(gradients.flat().reduce((sum, value) => sum + value * value, 0))
  if (!Number.isFinite(norm)) return { norm, clipped: gradients.map((gradient) => gradient.map(() => 0)) }
  const factor = norm > limit ? limit / norm : 1
  return { norm, clipped: gradients.map((gradient) => gradient.map((value) => value * factor)) }
}

type Clipped = ReturnType<typeof answer>
const isClipped = (value: unknown): value is Clipped =>
  typeof value === 'object' &&
  value !== null &&
  'norm' in value &&
  'clipped' in value &&
  Array.isArray(value.clipped) &&
  value.clipped.every(Array.isArray)

export default challenge({
  cases: (random) => {
    const tensors = (scale: number) =>
      Array.from({ length: random.int(2, 4) }, () =>
        random.normals(random.int(2, 6)).map((value) => value * scale),
      )
    const spoil = (bad: number) => {
      const gradients = tensors(1)
      const gradient = random.pick(gradients)
      gradient[random.int(0, gradient.length - 1)] = bad
      return gradients
    }
    return [
      { args: [tensors(5), random.uniform(0.5, 2)], says: { zh: '太长，要缩短', en: 'too long, to be shortened' } },
      { args: [tensors(0.01), random.uniform(1, 2)], says: { zh: '不长，不该动', en: 'short, to be left alone' } },
      { args: [tensors(1e5), 1], says: { zh: '长了几十万倍', en: 'hundreds of thousands of times too long' } },
      { args: [[[3, 0], [0, 4]], 5], says: { zh: '刚好等于上限', en: 'exactly at the limit' } },
      { args: [[[0, 0, 0], [0]], random.uniform(0.5, 2)], says: { zh: '梯度全是 0', en: 'no gradient at all' } },
      { args: [spoil(Number.NaN), 1], says: { zh: '其中一个是 NaN', en: 'one of them is NaN' } },
      { args: [spoil(Number.NEGATIVE_INFINITY), 1], says: { zh: '其中一个是负无穷大', en: 'one of them is minus infinity' } },
      { args: [[random.normals(8).map((value) => value * 9)], 0.1], says: { zh: '只有一个张量', en: 'a single tensor' } },
    ]
  },
  answer,
  tolerance: { absolute: 1e-7, relative: 1e-5 },
  hint: ([gradients, limit], expected, actual) => {
    if (!isClipped(actual)) {
      return { zh: '要返回 { norm, clipped }，clipped 是数组的数组。', en: 'Return { norm, clipped }, where clipped is an array of arrays.' }
    }
    const [values, most, wanted] = [gradients as number[][], limit as number, expected as Clipped]
    if (!Number.isFinite(wanted.norm)) {
      const skipped = actual.clipped.flat().every((value) => value === 0)
      if (!skipped) {
        return { zh: '总长度不是有限数：这一步要跳过，每个数换成 0。', en: 'The length is no finite number: skip this step, make every number 0.' }
      }
      return { zh: 'norm 要照实返回，不要改成 0。', en: 'Return norm as it is; do not turn it into 0.' }
    }
    if (Math.abs(actual.norm - wanted.norm ** 2) < 1e-5 * wanted.norm ** 2 && Math.abs(wanted.norm - 1) > 1e-3) {
      return { zh: 'norm 少了一步开方。', en: 'norm lacks its square root.' }
    }
    if (Math.abs(actual.norm - wanted.norm) > 1e-5 * wanted.norm + 1e-7) {
      return { zh: 'norm 是裁剪之前、所有张量合起来的长度。', en: 'norm is the length before clipping, of all tensors together.' }
    }
    const longest = Math.max(...values.map((gradient) => Math.hypot(...gradient)))
    if (wanted.norm <= most) return { zh: '没有超过上限，梯度应当原样返回。', en: 'It is within the limit: return the gradients as they are.' }
    if (values.length > 1 && longest > most) {
      return { zh: '所有张量要用同一个比例，limit / norm。', en: 'All tensors share one factor, limit / norm.' }
    }
    return undefined
  },
})
