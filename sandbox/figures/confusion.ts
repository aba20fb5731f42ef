import type { OutputOf } from '../../lib/runtime/outputs'
import type { ConfusionOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { namesOf, wordsOf } from './read'

const WANTED = ' { labels: [0, 1, …], predictions: [0, 1, …] /* 0 … 19 */ }'

/** @throws Misuse */
export function confusionOutput(
  options: Pick<ConfusionOptions, 'caption' | 'classes'>,
  labels: number[],
  predictions: number[],
): OutputOf<'confusion'> {
  const all = [...labels, ...predictions]
  const known = all.every((value) => Number.isInteger(value) && value >= 0 && value < 20)
  if (labels.length === 0 || labels.length !== predictions.length || !known) throw new Misuse(WANTED)
  const highest = all.reduce((most, value) => Math.max(most, value), 0)
  const size = Math.min(20, Math.max(2, highest + 1, options.classes?.length ?? 0))
  const counts = Array.from({ length: size * size }, () => 0)
  labels.forEach((label, index) => {
    const cell = label * size + predictions[index]!
    counts[cell] = counts[cell]! + 1
  })
  return {
    kind: 'confusion',
    ...wordsOf(options, 'caption'),
    classes: namesOf(options.classes, size),
    counts,
  }
}
