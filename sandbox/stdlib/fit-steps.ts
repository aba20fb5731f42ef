/**
 * A `fit` of at most so many steps, for walking lessons in tests: the same epochs over the first few examples, so that
 * histories keep their length and validation happens. What a lesson says of a full run does not hold then.
 */
import type { Dataset } from '@tensorflow/tfjs-data'
import * as tf from '../tf'

type Part = tf.Tensor | tf.Tensor[] | { [name: string]: tf.Tensor }
type FitDataset = {
  dataset: Parameters<tf.LayersModel['fitDataset']>[0]
  args: Parameters<tf.LayersModel['fitDataset']>[1]
}
type Fit = { x: Part; y: Part; args: tf.ModelFitArgs }

const VALIDATION = 256

const lengthOf = (part: Part): number =>
  part instanceof tf.Tensor ? (part.shape[0] ?? 0) : (Object.values(part)[0]?.shape[0] ?? 0)

export function cutFit(steps: number, { x, y, args }: Fit): { cut: Fit; dispose(): void } {
  const made: tf.Tensor[] = []
  const first = (part: Part, count: number): Part => {
    if (lengthOf(part) <= count) return part
    const one = (tensor: tf.Tensor) => {
      const some = tensor.slice(0, count)
      made.push(some)
      return some
    }
    if (part instanceof tf.Tensor) return one(part)
    if (Array.isArray(part)) return part.map(one)
    return Object.fromEntries(Object.entries(part).map(([name, tensor]) => [name, one(tensor)]))
  }
  const { epochs = 1, initialEpoch = 0, batchSize = 32, validationSplit = 0, validationData } = args
  const perEpoch = Math.max(1, Math.floor(steps / Math.max(1, epochs - initialEpoch)))
  const count = Math.ceil((batchSize * perEpoch) / (1 - validationSplit))
  const held = validationData as Part[] | undefined
  return {
    cut: {
      x: first(x, count),
      y: first(y, count),
      args: {
        ...args,
        ...(held && {
          validationData: held.map((part) => first(part, VALIDATION)) as typeof validationData,
        }),
      } as tf.ModelFitArgs,
    },
    dispose: () => tf.dispose(made),
  }
}

/** The same of a data set, which is asked for fewer batches an epoch. */
export function cutFitDataset(steps: number, { dataset, args }: FitDataset): FitDataset {
  const { epochs = 1, initialEpoch = 0, batchesPerEpoch, validationBatches, validationData } = args
  const perEpoch = Math.max(1, Math.floor(steps / Math.max(1, epochs - initialEpoch)))
  const validated =
    typeof (validationData as { iterator?: unknown } | undefined)?.iterator === 'function'
      ? { validationBatches: Math.min(perEpoch, validationBatches ?? perEpoch) }
      : {}
  // With a number of batches TF.js reads on from epoch to epoch, without one it begins again: as it was.
  return batchesPerEpoch === undefined || batchesPerEpoch === null
    ? { dataset: (dataset as Dataset<tf.TensorContainer>).take(perEpoch), args: { ...args, ...validated } }
    : { dataset, args: { ...args, ...validated, batchesPerEpoch: Math.min(perEpoch, batchesPerEpoch) } }
}
