import type { OutputOf } from '../../lib/runtime/outputs'
import type { DecisionOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { tableOf, vectorOf, wordsOf } from './read'
import { gridOver, type Range, rangeAround, rangeOf } from './surface'

const SIDE = 80
const MOST_POINTS = 2000
const WANTED =
  ' { predict: (points /* Tensor2D [n, 2] */) => Tensor, points: [[x, y], …], labels: [0, 1, …] }'
const ANSWER = ' { predict: … => Tensor [n] | [n, 1] | [n, classes ≤ 10] }'

export type DecisionPlan = {
  range: Range
  points: [number, number][]
  labels: number[]
  total: number
  /** Where the classifier is asked: the grid, then the points. */
  asked: [number, number][]
}

/** @throws Misuse */
export function planDecision(
  options: Pick<DecisionOptions, 'range'> & { points: unknown; labels: unknown },
): DecisionPlan {
  const { columns, rows, values } = tableOf(options.points, WANTED)
  const labels = vectorOf(options.labels, WANTED)
  const whole = labels.every((label) => Number.isInteger(label) && label >= 0 && label < 10)
  if (columns !== 2 || labels.length !== rows || !whole) throw new Misuse(WANTED)
  const all = Array.from({ length: rows }, (_, row): [number, number] => [
    values[row * 2]!,
    values[row * 2 + 1]!,
  ])
  const range = options.range ? rangeOf(options.range) : rangeAround(all)
  if (!range) throw new Misuse(' { range: [x0, x1, y0, y1] }')
  const points = all.slice(0, MOST_POINTS)
  return {
    range,
    points,
    labels: labels.slice(0, MOST_POINTS),
    total: rows,
    asked: [...gridOver(range, SIDE, SIDE), ...points],
  }
}

/**
 * @param answers what `predict` said of `plan.asked`, row by row
 * @param width numbers it gave for each point: 1, or one for each class
 * @throws Misuse
 */
export function decisionOutput(
  options: Pick<DecisionOptions, 'caption' | 'xLabel' | 'yLabel'>,
  plan: DecisionPlan,
  answers: ArrayLike<number>,
  width: number,
): OutputOf<'decision'> {
  if (width < 1 || width > 10 || answers.length !== plan.asked.length * width) throw new Misuse(ANSWER)
  const likeliest = (row: number) => {
    let best = 0
    for (let index = 1; index < width; index++) {
      if (answers[row * width + index]! > answers[row * width + best]!) best = index
    }
    return best
  }
  const positive = (row: number) => (width === 1 ? answers[row]! : answers[row * width + 1]!)
  const two = width <= 2
  const cells = SIDE * SIDE
  const surface = Uint8Array.from({ length: cells }, (_, row) =>
    two ? Math.round(Math.min(1, Math.max(0, positive(row) || 0)) * 255) : likeliest(row),
  )
  const points = plan.points.map(([x, y], index) => ({
    x,
    y,
    label: plan.labels[index]!,
    predicted: two ? Number(positive(cells + index) >= 0.5) : likeliest(cells + index),
  }))
  return {
    kind: 'decision',
    ...wordsOf(options, 'caption', 'xLabel', 'yLabel'),
    range: plan.range,
    columns: SIDE,
    rows: SIDE,
    classes: Math.max(2, width),
    surface,
    points,
    total: plan.total,
  }
}
