import { layers, sequential, initializers } from '@tensorflow/tfjs-layers'
import type { Sequential } from '@tensorflow/tfjs-layers'
import { train } from '@tensorflow/tfjs-core'
import type { ModelName } from './training-protocol'

const seeded = (seed: number) => initializers.glorotNormal({ seed })
const output = (seed: number) =>
  layers.dense({ units: 10, activation: 'softmax', kernelInitializer: seeded(seed) })

const models = {
  'mnist-mlp': () => [
    layers.dense({ units: 128, activation: 'relu', inputShape: [784], kernelInitializer: seeded(1) }),
    output(2),
  ],
  'mnist-cnn': () => [
    layers.conv2d({
      filters: 16,
      kernelSize: 3,
      activation: 'relu',
      inputShape: [28, 28, 1],
      kernelInitializer: seeded(1),
    }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', kernelInitializer: seeded(2) }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    output(3),
  ],
} satisfies Record<ModelName, () => unknown[]>

/** Pixels of one example. */
export const inputShapes = { 'mnist-mlp': [784], 'mnist-cnn': [28, 28, 1] } satisfies Record<
  ModelName,
  number[]
>

export function createModel(name: ModelName): Sequential {
  const model = sequential({ layers: models[name]() })
  model.compile({ optimizer: train.adam(0.001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  return model
}
