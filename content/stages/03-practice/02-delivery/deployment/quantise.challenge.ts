import { challenge } from '@/lib/checks/challenge'

type Packed = { codes: number[]; step: number; low: number }

const answer = (w: number[], bits: number): Packed => {
  const low = Math.min(...w)
  const step = (Math.max(...w) - low) / (2 ** bits - 1)
  return { codes: w.map((value) => (step === 0 ? 0 : Math.round((value - low) / step))), step, low }
}

const near = (a: unknown, b: number) => typeof a === 'number' && Math.abs(a - b) <= 1e-6 + 1e-4 * Math.abs(b)

/** Weights that fall near the middle of no step, where rounding could go either way. */
function plainly(values: number[], bits: number): number[] {
  const { step, low } = answer(values, bits)
  if (step === 0) return values
  return values.map((value) => {
    const at = (value - low) / step
    return Math.abs(at - Math.floor(at) - 0.5) < 0.01 ? low + step * Math.floor(at) : value
  })
}

export default challenge({
  cases: (random) => {
    const bits = random.int(3, 6)
    const scaled = (n: number, by: number) => random.normals(n).map((value) => value * by)
    const same = random.normal()
    return [
      { args: [plainly(scaled(20, 1), 8), 8], says: { zh: '8 位', en: '8 bits' } },
      { args: [plainly(scaled(15, 0.05), bits), bits], says: { zh: '很小的权重', en: 'small weights' } },
      { args: [plainly(scaled(12, 2), 1), 1], says: { zh: '只有 1 位', en: 'a single bit' } },
      { args: [[same, same, same, same], 4], says: { zh: '全部相等', en: 'all equal' } },
      { args: [[random.normal()], 8], says: { zh: '只有一个权重', en: 'a single weight' } },
      {
        args: [plainly(scaled(10, 1).map((value) => -1 - Math.abs(value)), 5), 5],
        says: { zh: '全是负数', en: 'all negative' },
      },
      { args: [plainly(scaled(18, 3), 12), 12], says: { zh: '12 位', en: '12 bits' } },
    ]
  },
  answer,
  tolerance: { absolute: 1e-6, relative: 1e-4 },
  hint: ([w, bits]: [number[], number], expected: Packed, actual) => {
    const found = actual as Partial<Packed> | null
    if (expected.step === 0) {
      return {
        zh: '全部相等时格宽是 0；这时格号都记 0，不要去除。',
        en: 'If all are equal the step is 0; all codes are 0 then, so do not divide.',
      }
    }
    if (near(found?.step, (expected.step * (2 ** bits - 1)) / 2 ** bits)) {
      return {
        zh: '格宽像是除以了 2 的 bits 次方；b 位有 2^b 个格点，中间只有 2^b − 1 格。',
        en: 'The step seems divided by 2 to the power of bits; b bits make 2^b codes with 2^b − 1 steps between them.',
      }
    }
    const { low, step } = expected
    const floored = w.map((value) => Math.floor((value - low) / step))
    if (Array.isArray(found?.codes) && found.codes.every((code, i) => code === floored[i])) {
      return { zh: '格号像是向下取整；要取最近的。', en: 'Codes seem rounded down; take the nearest.' }
    }
    return undefined
  },
})
