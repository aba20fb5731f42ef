/** How predictions become a score. */
import type { ModelCheckSpec } from '../curriculum/checks'

/** Stands for an example on which the model gave no usable number; never equals a label. */
export const NO_PREDICTION = 255

/** Share of equal entries, 0 to 1. */
function accuracy(predictions: Uint8Array, labels: Uint8Array): number {
  if (predictions.length !== labels.length || labels.length === 0) {
    throw new RangeError(`${predictions.length} predictions for ${labels.length} labels`)
  }
  let right = 0
  for (let index = 0; index < labels.length; index++) if (predictions[index] === labels[index]) right += 1
  return right / labels.length
}

export const METRICS = { accuracy } as const satisfies Record<
  ModelCheckSpec['metric'],
  (predictions: Uint8Array, labels: Uint8Array) => number
>
