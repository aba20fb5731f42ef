import type { OutputOf } from '../../lib/runtime/outputs'
import type { RocOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { thin, wordsOf } from './read'

const WANTED = ' { labels: [0, 1, …] /* both occur */, scores: [0.2, 0.9, …] }'
const MOST_POINTS = 400

/**
 * Every threshold at which the answer changes. Examples of one score pass the threshold together, so ties are slanted
 * pieces of the curve and the area under it is the rank statistic: P(positive above negative) + ½ P(equal).
 * @throws Misuse when a class is missing or a score is not a number
 */
export function rocOutput(
  options: Pick<RocOptions, 'caption'>,
  labels: number[],
  scores: number[],
): OutputOf<'roc'> {
  const fits =
    labels.length === scores.length &&
    labels.every((label) => label === 0 || label === 1) &&
    scores.every((score) => !Number.isNaN(score))
  const positives = labels.filter((label) => label === 1).length
  const negatives = labels.length - positives
  if (!fits || positives === 0 || negatives === 0) throw new Misuse(WANTED)

  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || 0)
  const points = [{ threshold: Infinity, truePositives: 0, falsePositives: 0 }]
  let area = 0
  for (const index of order) {
    const last = points.at(-1)!
    const hit = labels[index] === 1
    const [score, up, right] = [scores[index]!, hit ? 1 : 0, hit ? 0 : 1]
    if (points.length > 1 && last.threshold === score) {
      last.truePositives += up
      last.falsePositives += right
    } else {
      points.push({
        threshold: score,
        truePositives: last.truePositives + up,
        falsePositives: last.falsePositives + right,
      })
    }
  }
  for (let index = 1; index < points.length; index++) {
    const [before, after] = [points[index - 1]!, points[index]!]
    area +=
      ((after.falsePositives - before.falsePositives) * (after.truePositives + before.truePositives)) / 2
  }
  return {
    kind: 'roc',
    ...wordsOf(options, 'caption'),
    positives,
    negatives,
    auc: Math.min(1, area / (positives * negatives)),
    points: thin(points.length, MOST_POINTS).map((index) => points[index]!),
  }
}
