/** Really trained weights for tests: a few dozen Adam steps on the first training images, a few seconds. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as tf from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { ModelCheckSpec } from '../curriculum/model-check'
import type { DatasetManifest } from '../runtime/dataset-manifest'
import { buildModel } from './build-model'
import { planModel, prescribed } from './topology'
import type { Upload } from './upload'

type Model = Pick<Upload, 'layers' | 'specs' | 'values'>

function served(name: string): Uint8Array {
  const manifest = JSON.parse(readFileSync('dist/datasets.json', 'utf8')) as DatasetManifest
  return gunzipSync(readFileSync(join('public', manifest['mnist']!.files[name]!.url)))
}

/** Trains `spec`'s topology on MNIST for `steps` batches of 128 and returns it as a browser would send it. */
export async function trainModel(spec: ModelCheckSpec, steps: number): Promise<Model> {
  const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'))
  setWasmPaths(`${join(wasm, 'wasm-out')}/`)
  await tf.setBackend('wasm')
  const topology = prescribed(spec)!
  const planned = planModel(topology)
  if (planned.kind === 'refused') throw new Error(planned.reason.code)
  const { model } = buildModel(topology, planned.plan, 'drawn')
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'categoricalCrossentropy' })
  const images = served('train-images')
  const labels = served('train-labels')
  for (let step = 0; step < steps; step++) {
    const from = step * 128
    const x = tf.tensor(
      Float32Array.from(images.subarray(from * 784, (from + 128) * 784), (v) => v / 255),
      [128, 784],
    )
    const y = tf.tidy(() =>
      tf.cast(tf.oneHot(tf.tensor1d([...labels.subarray(from, from + 128)], 'int32'), 10), 'float32'),
    )
    await model.trainOnBatch(x, y)
    tf.dispose([x, y])
  }
  return describeModel(model)
}

/** What the sandbox collects from a layers model. */
function describeModel(model: LayersModel): Model {
  const weights = model.getWeights().map((weight) => Float32Array.from(weight.dataSync()))
  const bytes = Buffer.concat(weights.map((one) => Buffer.from(one.buffer)))
  return {
    layers: model.layers.slice(1).map((layer) => {
      const { units, activation, useBias } = layer.getConfig() as Record<string, string & number & boolean>
      return {
        type: layer.getClassName(),
        config: { units: units!, activation: activation!, useBias: useBias! },
      }
    }),
    specs: model.weights.map((weight) => ({ name: weight.name, shape: weight.shape as number[] })),
    values: bytes.toString('base64'),
  }
}
