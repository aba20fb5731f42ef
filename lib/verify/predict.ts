/** Predictions of a model that we build ourselves and fill with submitted weights. */
import * as tf from '@tensorflow/tfjs-core'
import { buildModel } from './build-model'
import { type Shape, sizeOf } from './layer-kinds/kind'
import { planModel } from './topology'
import type { Examples, Job } from './worker-messages'

/** Numbers that the largest layer may hold for one batch: 64 MB. */
const MOST_HELD = 16_000_000
const LARGEST_BATCH = 256

const PIXEL = 255

/** The weights as tensors, layer after layer. */
function cut(values: Float32Array, layers: readonly (readonly Shape[])[]): tf.Tensor[][] {
  let start = 0
  return layers.map((shapes) =>
    shapes.map((shape) => {
      const end = start + sizeOf(shape)
      const weight = tf.tensor(values.slice(start, end), [...shape], 'float32')
      start = end
      return weight
    }),
  )
}

function batchOf(examples: Examples, from: number, to: number, shape: number[]): tf.Tensor {
  const part = examples.subarray(from, to)
  if (part instanceof Int32Array) return tf.tensor(part, shape, 'int32')
  return tf.tensor(
    part instanceof Uint8Array ? Float32Array.from(part, (value) => value / PIXEL) : part,
    shape,
    'float32',
  )
}

/** The model's outputs, one row for each example. Leaves no tensor behind. */
export function predict({ topology, values, examples }: Omit<Job, 'job'>): Float32Array {
  const planned = planModel(topology)
  if (planned.kind === 'refused') throw new Error(`A model that cannot be: ${planned.reason.code}`)
  const { weights, output, largest } = planned.plan
  const size = sizeOf(topology.input)
  const count = examples.length / size
  const width = sizeOf(output)
  const batch = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(MOST_HELD / largest)))
  const outputs = new Float32Array(count * width)
  const { model, layers } = buildModel(topology, planned.plan)
  try {
    tf.tidy(() => {
      for (const [index, tensors] of cut(values, weights).entries()) {
        if (tensors.length > 0) layers[index]!.setWeights(tensors)
      }
    })
    for (let start = 0; start < count; start += batch) {
      const end = Math.min(count, start + batch)
      const rows = tf.tidy(() => {
        const x = batchOf(examples, start * size, end * size, [end - start, ...topology.input])
        return (model.predictOnBatch(x) as tf.Tensor).dataSync() as Float32Array
      })
      outputs.set(rows, start * width)
    }
    return outputs
  } finally {
    model.dispose()
  }
}
