/** What follows from one threshold. Shares are NaN where nothing is there to divide by. */
import type { OutputOf } from '@/lib/runtime/outputs'

type Roc = Pick<OutputOf<'roc'>, 'positives' | 'negatives' | 'points'>

export function measureAt({ positives, negatives, points }: Roc, index: number) {
  const { truePositives, falsePositives, threshold } = points[index]!
  const [falseNegatives, trueNegatives] = [positives - truePositives, negatives - falsePositives]
  const precision = truePositives / (truePositives + falsePositives)
  const recall = truePositives / positives
  return {
    threshold,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    precision,
    recall,
    falsePositiveRate: falsePositives / negatives,
    // 2 TP / (2 TP + FP + FN): the harmonic mean, without its 0 / 0.
    f1: (2 * truePositives) / (truePositives + falsePositives + positives),
    accuracy: (truePositives + trueNegatives) / (positives + negatives),
  }
}

/** The operating point whose threshold is the lowest that is still at least one half: where most people begin. */
export function startOf({ points }: Roc): number {
  const found = points.findLastIndex(({ threshold }) => threshold >= 0.5)
  return found > 0 ? found : Math.floor(points.length / 2)
}
