/** The lesson's formulas on random labels and scores; what it corrects in its source must disagree. */
import * as tf from '@tensorflow/tfjs'
import { describe, expect, test } from 'vitest'

const SEEDS = [1, 2, 3, 4, 5]

/** Labels, three in ten of them positive, and scores that know a little about them. */
function sample(seed: number, n = 200) {
  const noise = Array.from(tf.randomNormal([n], 0, 1, 'float32', seed).dataSync())
  const drawn = Array.from(tf.randomUniform([n], 0, 1, 'float32', seed + 100).dataSync())
  const labels = drawn.map((value) => Number(value < 0.3))
  return { labels, scores: noise.map((value, i) => 1 / (1 + Math.exp(-value - labels[i]!))) }
}

function count(labels: number[], scores: number[], threshold: number) {
  const of = (label: number, positive: boolean) =>
    labels.filter((y, i) => y === label && scores[i]! >= threshold === positive).length
  return { tp: of(1, true), fp: of(0, true), fn: of(1, false), tn: of(0, false) }
}

function pairs(labels: number[], scores: number[]): number {
  const of = (label: number) => scores.filter((_, i) => labels[i] === label)
  let won = 0
  for (const a of of(1)) for (const b of of(0)) won += a > b ? 1 : a === b ? 0.5 : 0
  return won / (of(1).length * of(0).length)
}

describe.each(SEEDS)('seed %i', (seed) => {
  const { labels, scores } = sample(seed)
  const { tp, fp, fn, tn } = count(labels, scores, 0.5)
  const [precision, recall] = [tp / (tp + fp), tp / (tp + fn)]
  const accuracy = (tp + tn) / labels.length

  test('precision and recall are the library’s', () => {
    const y = tf.tensor2d(labels, [labels.length, 1])
    const said = tf.tensor2d(scores.map((s) => Number(s >= 0.5)), [labels.length, 1])
    expect(tf.metrics.precision(y, said).dataSync()[0]).toBeCloseTo(precision, 5)
    expect(tf.metrics.recall(y, said).dataSync()[0]).toBeCloseTo(recall, 5)
  })

  test('F1 in both forms; with accuracy in the place of precision it is another number', () => {
    const f1 = (2 * tp) / (2 * tp + fp + fn)
    expect(2 / (1 / precision + 1 / recall)).toBeCloseTo(f1, 12)
    expect(Math.abs(2 / (1 / accuracy + 1 / recall) - f1)).toBeGreaterThan(0.02)
  })

  test('recall never rises with the threshold', () => {
    const along = Array.from({ length: 50 }, (_, i) => count(labels, scores, i / 50))
    along.slice(1).forEach((at, i) => expect(at.tp).toBeLessThanOrEqual(along[i]!.tp))
  })

  test('the share of pairs in order is the area under the curve', () => {
    const thresholds = [Infinity, ...new Set(scores)].sort((a, b) => b - a)
    const curve = thresholds.map((t) => count(labels, scores, t))
    const [P, N] = [tp + fn, fp + tn]
    let area = 0
    curve.slice(1).forEach((at, i) => {
      area += (((at.fp - curve[i]!.fp) / N) * (at.tp + curve[i]!.tp)) / (2 * P)
    })
    expect(pairs(labels, scores)).toBeCloseTo(area, 10)
  })

  test('AUC looks at the order only', () => {
    const squared = scores.map((s) => s ** 2)
    expect(pairs(labels, squared)).toBeCloseTo(pairs(labels, scores), 12)
    expect(pairs(labels, scores.map(() => 0.3))).toBe(0.5)
  })
})

test('a bootstrap scatters as √(a(1−a)/n)', () => {
  const n = 400
  const right = Array.from({ length: n }, (_, i) => Number(i < 320))
  const picks = tf.randomUniform([2000, n], 0, n, 'int32', 7).arraySync() as number[][]
  const means = picks.map((row) => row.reduce((sum, i) => sum + right[i]!, 0) / n)
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const spread = Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length)
  expect(spread).toBeCloseTo(Math.sqrt((0.8 * 0.2) / n), 2)
})
