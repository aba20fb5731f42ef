/** How the outputs of a model become measures. The outputs come from the scoring thread, the labels never go there. */
import type { MetricName } from '../curriculum/metrics'

export type Metrics = Record<MetricName, number>

/** A probability is never taken for less: one confident mistake costs 16.1 nats, not infinity. */
const LEAST = 1e-7

export type Outputs = {
  /** One row for each example. */
  values: Float32Array
  /** Numbers in a row; 1 where a single number stands for the second of two classes. */
  width: number
  /** False for logits: softmax or sigmoid is applied here. */
  areProbabilities: boolean
}

/** Rows of probabilities, one number a class; a row with anything but finite numbers is null: it says nothing. */
function* rows({ values, width, areProbabilities }: Outputs): Generator<number[] | null> {
  for (let at = 0; at < values.length; at += width) {
    const row = [...values.subarray(at, at + width)]
    if (!row.every(Number.isFinite)) yield null
    else if (width === 1) {
      const second = areProbabilities ? clamp(row[0]!) : 1 / (1 + Math.exp(-row[0]!))
      yield [1 - second, second]
    } else if (areProbabilities) {
      // A sigmoid for each class does not add up to 1, and nothing is less likely than not at all.
      const shares = row.map((value) => Math.max(0, value))
      const sum = shares.reduce((total, value) => total + value, 0)
      yield shares.map((value) => (sum > 0 ? value / sum : 0))
    } else {
      const most = Math.max(...row)
      const powers = row.map((value) => Math.exp(value - most))
      const sum = powers.reduce((total, value) => total + value, 0)
      yield powers.map((value) => value / sum)
    }
  }
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))

function mostLikely(row: readonly number[]): number {
  let best = 0
  for (let index = 1; index < row.length; index++) if (row[index]! > row[best]!) best = index
  return best
}

/** All measures at once. @throws RangeError when there is not one label for each row */
export function measure(outputs: Outputs, labels: Uint8Array): Metrics {
  const count = outputs.values.length / outputs.width
  if (count !== labels.length || count === 0)
    throw new RangeError(`${count} rows for ${labels.length} labels`)
  const predicted = [...rows(outputs)]
  let right = 0
  let nats = 0
  for (const [index, row] of predicted.entries()) {
    const label = labels[index]!
    if (row && mostLikely(row) === label) right += 1
    nats -= Math.log(Math.max(LEAST, row?.[label] ?? 0))
  }
  const loss = nats / count
  return { accuracy: right / count, loss, auc: areaUnderCurve(predicted, labels), perplexity: Math.exp(loss) }
}

/** Of two classes the second against the first; of more, the mean of each that occurs against the rest. */
function areaUnderCurve(predicted: readonly (number[] | null)[], labels: Uint8Array): number {
  const classes = Math.max(2, predicted.find((row) => row !== null)?.length ?? 2)
  const wanted = classes === 2 ? [1] : Array.from({ length: classes }, (_, index) => index)
  const areas = wanted.flatMap((one) => {
    const area = oneAgainstRest(
      predicted.map((row) => (row === null ? null : row[one]!)),
      labels,
      one,
    )
    return area === null ? [] : [area]
  })
  return areas.length === 0 ? 0 : areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/**
 * The share of pairs of one positive and one negative example that are in the right order, ties counted half
 * (the Mann–Whitney statistic). An example without a usable number is on the wrong side of every other.
 */
function oneAgainstRest(scores: readonly (number | null)[], labels: Uint8Array, one: number): number | null {
  const all = scores
    .map((score, index) => {
      const positive = labels[index] === one
      return { positive, score: score ?? (positive ? -Infinity : Infinity) }
    })
    .sort((a, b) => a.score - b.score)
  const positives = all.filter((entry) => entry.positive).length
  const negatives = all.length - positives
  if (positives === 0 || negatives === 0) return null
  let below = 0
  let pairs = 0
  for (let start = 0; start < all.length;) {
    let end = start
    while (end < all.length && all[end]!.score === all[start]!.score) end += 1
    const tied = all.slice(start, end)
    const tiedPositives = tied.filter((entry) => entry.positive).length
    const tiedNegatives = tied.length - tiedPositives
    pairs += tiedPositives * (below + tiedNegatives / 2)
    below += tiedNegatives
    start = end
  }
  return pairs / (positives * negatives)
}
