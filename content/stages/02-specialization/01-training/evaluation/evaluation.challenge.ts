import { challenge } from '@/lib/checks/challenge'

type Measures = { accuracy: number; precision: number; recall: number; f1: number; auc: number }

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

function answer(labels: number[], scores: number[], threshold: number): Measures {
  let [tp, fp, fn, tn, won] = [0, 0, 0, 0, 0]
  labels.forEach((label, i) => {
    const positive = scores[i]! >= threshold
    if (label === 1 && positive) tp++
    else if (label === 1) fn++
    else if (positive) fp++
    else tn++
    if (label !== 1) return
    labels.forEach((other, j) => {
      if (other === 0) won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0
    })
  })
  return {
    accuracy: share(tp + tn, labels.length),
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    auc: won / ((tp + fn) * (fp + tn)),
  }
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6

export default challenge({
  cases: (random) => {
    const some = (n: number, positive: number, lift: number) => {
      const labels = Array.from({ length: n }, (_, i) => Number(i < positive))
      const scores = labels.map((label) => 1 / (1 + Math.exp(-(random.normal() + lift * label - 1))))
      return { labels, scores }
    }
    const rounded = (values: number[]) => values.map((value) => Math.round(value * 10) / 10)
    const ordinary = some(random.int(60, 90), random.int(15, 25), 1.5)
    const rare = some(random.int(120, 160), random.int(3, 6), 2)
    const ties = some(random.int(40, 60), random.int(12, 20), 1)
    const quiet = some(random.int(20, 30), random.int(5, 9), 1)
    const poor = some(random.int(30, 50), random.int(8, 15), -2)
    const even = some(random.int(20, 30), random.int(6, 10), 0)
    return [
      { args: [ordinary.labels, ordinary.scores, 0.5], says: { zh: '普通情形', en: 'an ordinary case' } },
      { args: [rare.labels, rare.scores, 0.3], says: { zh: '阳性很少', en: 'few positives' } },
      {
        args: [ties.labels, rounded(ties.scores), 0.5],
        says: { zh: '许多平分，有的恰好等于阈值', en: 'many ties, some of them at the threshold' },
      },
      { args: [quiet.labels, quiet.scores, 1.1], says: { zh: '一个阳性也没报', en: 'nothing called positive' } },
      { args: [quiet.labels, quiet.scores, 0], says: { zh: '全部判为阳性', en: 'everything called positive' } },
      { args: [poor.labels, poor.scores, 0.4], says: { zh: '比瞎猜还差的分数', en: 'scores worse than chance' } },
      { args: [even.labels, even.scores.map(() => 0.5), 0.5], says: { zh: '分数全都相同', en: 'all scores equal' } },
    ]
  },
  answer,
  tolerance: { absolute: 1e-6, relative: 1e-6 },
  hint: ([labels, scores, threshold]: [number[], number[], number], expected: Measures, actual: Measures) => {
    const strict = answer(labels, scores.map((s) => (s === threshold ? s - 1e-9 : s)), threshold)
    if (!near(strict.recall, expected.recall) && near(actual.recall, strict.recall)) {
      return { zh: '分数恰好等于阈值时也判为阳性。', en: 'A score equal to the threshold counts as positive.' }
    }
    if (near(actual.precision, expected.recall) && near(actual.recall, expected.precision)) {
      return { zh: '精确率和召回率像是写反了。', en: 'Precision and recall seem to be swapped.' }
    }
    const mean = (expected.precision + expected.recall) / 2
    if (near(actual.f1, mean) && !near(mean, expected.f1)) {
      return { zh: 'F1 是调和平均，不是算术平均。', en: 'F1 is the harmonic mean, not the arithmetic one.' }
    }
    if (near(actual.f1, expected.f1) && !near(actual.auc, expected.auc)) {
      return { zh: '四个比例都对，AUC 不对：检查平分是否算半次。', en: 'The four ratios are right, the AUC is not: do ties count one half?' }
    }
    return undefined
  },
})
