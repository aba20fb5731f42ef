/** Predictions of a model that we build ourselves and fill with submitted weights. */
import * as tf from '@tensorflow/tfjs-core'
import { layers as make, sequential } from '@tensorflow/tfjs-layers'
import { NO_PREDICTION } from './metrics'
import { buildLayers, outputShape, sizeOf, weightShapes } from './topology'
import type { Job } from './worker-messages'

/** Examples predicted at a time: bounds memory, and two thousand are eight products. */
const BATCH = 256

/** The position of the largest number of each row. A row with anything but finite numbers predicts nothing. */
export function mostLikely(values: Float32Array, classes: number): Uint8Array {
  const predictions = new Uint8Array(values.length / classes)
  for (let row = 0; row < predictions.length; row++) {
    const scores = values.subarray(row * classes, (row + 1) * classes)
    let best = 0
    for (let index = 1; index < classes; index++) if (scores[index]! > scores[best]!) best = index
    predictions[row] = scores.every(Number.isFinite) && best < NO_PREDICTION ? best : NO_PREDICTION
  }
  return predictions
}

function cut(values: Float32Array, shapes: number[][]): tf.Tensor[] {
  let start = 0
  return shapes.map((shape) => {
    const end = start + sizeOf(shape)
    const weight = tf.tensor(values.slice(start, end), shape, 'float32')
    start = end
    return weight
  })
}

/** One predicted class for each example. Leaves no tensor behind. */
export function predict({ input, layers, values, images }: Omit<Job, 'job'>): Uint8Array {
  const size = sizeOf(input)
  const count = images.length / size
  const classes = sizeOf(outputShape({ input, layers }))
  const predictions = new Uint8Array(count)
  const model = sequential({ layers: buildLayers(make, { input, layers }) })
  try {
    tf.tidy(() => model.setWeights(cut(values, weightShapes({ input, layers }))))
    for (let start = 0; start < count; start += BATCH) {
      const end = Math.min(count, start + BATCH)
      const scores = tf.tidy(() => {
        const pixels = Float32Array.from(images.subarray(start * size, end * size), (value) => value / 255)
        const batch = tf.tensor(pixels, [end - start, ...input])
        return (model.predict(batch) as tf.Tensor).dataSync() as Float32Array
      })
      predictions.set(mostLikely(scores, classes), start)
    }
    return predictions
  } finally {
    model.dispose()
  }
}
