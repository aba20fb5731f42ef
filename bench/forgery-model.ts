/** A model without training: random features, and a last layer that solves a system of equations. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { repairWasm } from '../sandbox/backends/wasm'
import { LayerSpec } from '../lib/curriculum/layers'
import type { HiddenSplit } from '../lib/datasets/hidden.server'
import { seededRandom } from '../lib/datasets/split'
import { sizeOf } from '../lib/verify/layer-kinds/kind'
import { predict } from '../lib/verify/predict'
import type { Scorable } from '../lib/verify/scorer.server'
import { chain, planModel } from '../lib/verify/topology'

export type Features =
  | { kind: 'dense'; units: number }
  | { kind: 'conv'; filters: number; window: number; step: number }
  | { kind: 'embedding'; ids: number; width: number }

/** Beside the largest of the equations' own numbers; without it rounding would decide. */
const RIDGE = 1e-4
const CLASSES = 10
const SEED = 5

const relu = { activation: 'relu' }
const frontOf = (features: Features, input: number[]): LayerSpec[] => {
  switch (features.kind) {
    case 'dense': {
      const dense = { type: 'dense', units: features.units, ...relu }
      return (input.length > 1 ? [{ type: 'flatten' }, dense] : [dense]).map(parse)
    }
    case 'conv': {
      const { filters, window, step } = features
      const conv = { type: 'conv2d', filters, kernelSize: window, strides: step, ...relu }
      return [conv, { type: 'flatten' }].map(parse)
    }
    case 'embedding':
      return [
        { type: 'embedding', inputDim: features.ids, outputDim: features.width },
        { type: 'flatten' },
      ].map(parse)
    default:
      return features satisfies never
  }
}
const parse = (layer: unknown) => LayerSpec.parse(layer)

let ready: Promise<void> | undefined
async function start(): Promise<void> {
  const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'))
  setWasmPaths(`${join(wasm, 'wasm-out')}/`)
  await tf.setBackend('wasm')
  repairWasm()
}

/** Weights that answer `known` as well as the features allow, and nothing else in mind. */
export async function forge(input: number[], features: Features, known: HiddenSplit): Promise<Scorable> {
  await (ready ??= start())
  const front = frontOf(features, input)
  const planned = planModel({ input, nodes: chain(front) })
  if (planned.kind === 'refused') throw new Error(planned.reason.code)
  const values = draw(planned.plan.weights)
  const rows = predict({ topology: { input, nodes: chain(front) }, values, examples: known.images })
  const { weights, biases } = solve(rows, known.labels)
  const last = parse({ type: 'dense', units: CLASSES, activation: 'softmax' })
  return {
    topology: { input, nodes: chain([...front, last]) },
    values: Float32Array.from([...values, ...weights, ...biases]),
  }
}

/** Kernels and biases, evenly around nothing, with sums of one size whatever they are sums of. */
function draw(layers: number[][][]): Float32Array {
  const random = seededRandom(SEED)
  return Float32Array.from(
    layers.flat().flatMap((shape) => {
      const reach = shape.length > 1 ? Math.sqrt(12 / sizeOf(shape.slice(0, -1))) : 0.5
      return Array.from({ length: sizeOf(shape) }, () => (2 * random() - 1) * reach)
    }),
  )
}

/** Ridge regression in its dual form, for there are more features than examples, or nearly as many. */
function solve(rows: Float32Array, labels: Uint8Array): { weights: Float32Array; biases: Float32Array } {
  const count = labels.length
  const width = rows.length / count
  return tf.tidy(() => {
    const x = tf.tensor2d(rows, [count, width])
    // One more feature that is always 1: the bias.
    const products = tf.add(tf.matMul(x, x, false, true), 1).dataSync() as Float32Array
    const factors = Float64Array.from(products)
    let trace = 0
    for (let at = 0; at < count; at++) trace += factors[at * count + at]!
    for (let at = 0; at < count; at++) factors[at * count + at]! += (RIDGE * trace) / count
    factorise(factors, count)
    const shares = new Float32Array(count * CLASSES)
    for (let one = 0; one < CLASSES; one++) {
      const wanted = Float64Array.from(labels, (label) => (label === one ? 1 : 0))
      substitute(factors, wanted)
      wanted.forEach((value, at) => (shares[at * CLASSES + one] = value))
    }
    const solved = tf.tensor2d(shares, [count, CLASSES])
    return {
      weights: tf.matMul(x, solved, true, false).dataSync() as Float32Array,
      biases: tf.sum(solved, 0).dataSync() as Float32Array,
    }
  })
}

/** Cholesky, in place: the lower triangle becomes its factor. */
function factorise(a: Float64Array, n: number): void {
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++) {
      let sum = a[row * n + column]!
      for (let k = 0; k < column; k++) sum -= a[row * n + k]! * a[column * n + k]!
      a[row * n + column] = row === column ? Math.sqrt(sum) : sum / a[column * n + column]!
    }
}

/** Forwards, then backwards; `b` becomes the solution. */
function substitute(factor: Float64Array, b: Float64Array): void {
  const n = b.length
  for (let row = 0; row < n; row++) {
    let sum = b[row]!
    for (let k = 0; k < row; k++) sum -= factor[row * n + k]! * b[k]!
    b[row] = sum / factor[row * n + row]!
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row]!
    for (let k = row + 1; k < n; k++) sum -= factor[k * n + row]! * b[k]!
    b[row] = sum / factor[row * n + row]!
  }
}
