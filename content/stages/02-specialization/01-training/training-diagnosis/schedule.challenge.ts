import { challenge } from '@/lib/checks/challenge'

/** Linear warm-up over `warmup` steps, then half a cosine down to 0 at step `total`; steps count from 0. */
const answer = (step: number, total: number, warmup: number, peak: number): number =>
  step < warmup
    ? (peak * (step + 1)) / warmup
    : (peak / 2) * (1 + Math.cos((Math.PI * (step - warmup)) / (total - warmup)))

const near = (a: unknown, b: number) => typeof a === 'number' && Math.abs(a - b) <= 1e-4 * Math.abs(b) + 1e-12

export default challenge({
  cases: (random) => {
    const [total, warmup] = [random.int(200, 900), random.int(20, 90)]
    const peak = random.uniform(0.0005, 0.5)
    return [
      { args: [0, total, warmup, peak], says: { zh: '第一步', en: 'the first step' } },
      { args: [random.int(1, warmup - 2), total, warmup, peak], says: { zh: '预热到一半', en: 'on the way up' } },
      { args: [warmup - 1, total, warmup, peak], says: { zh: '预热的最后一步', en: 'the last step of the warm-up' } },
      { args: [warmup, total, warmup, peak], says: { zh: '衰减的第一步', en: 'the first step of the decay' } },
      { args: [random.int(warmup + 5, total - 5), total, warmup, peak], says: { zh: '衰减到半路', en: 'on the way down' } },
      { args: [total - 1, total, warmup, peak], says: { zh: '最后一步', en: 'the last step' } },
      { args: [random.int(5, 60), 100, 0, peak], says: { zh: '没有预热', en: 'no warm-up' } },
    ]
  },
  answer,
  // The last steps of a cosine are tiny: what is left of the peak must not hide in the tolerance.
  tolerance: { absolute: 1e-9, relative: 1e-5 },
  hint: ([step, total, warmup, peak], _expected, actual) => {
    const [t, all, w, top] = [step, total, warmup, peak] as [number, number, number, number]
    if (t < w && near(actual, (top * t) / w)) {
      return { zh: '差一步：步数从 0 数起，预热的分子是 step + 1。', en: 'One step off: steps count from 0, so the numerator is step + 1.' }
    }
    if (t > w && w > 0 && near(actual, (top / 2) * (1 + Math.cos((Math.PI * t) / all)))) {
      return { zh: '余弦应从预热结束处走起：(step − warmup) / (total − warmup)。', en: 'The cosine begins where the warm-up ends: (step − warmup) / (total − warmup).' }
    }
    if (near(actual, top) && t !== w && t !== w - 1) {
      return { zh: '这一步不该是最大的学习率。', en: 'This step should not have the largest rate.' }
    }
    return undefined
  },
})
