/** The trained model as data: what its layers claim to be, and every weight as float32 little-endian. */
import type { KernelEventOf } from '../lib/runtime/protocol'
import * as tf from './tf'
import type { Words } from './words/words'

/** Two million numbers are 8 MB, the most that the relay lets through. */
export const MOST_WEIGHTS = 2_000_000

/** What tells layers of one class apart; the server has its own topology and only compares. */
const TELLING = [
  'units',
  'activation',
  'useBias',
  'filters',
  'kernelSize',
  'strides',
  'padding',
  'dataFormat',
  'dilationRate',
  'poolSize',
  'rate',
  'inputDim',
  'outputDim',
  'returnSequences',
  'recurrentActivation',
  'targetShape',
  'axis',
  'epsilon',
  'momentum',
  'batchInputShape',
] as const

type Json = string | number | boolean | null | Json[]

function json(value: unknown): Json | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value) && value.length <= 8) {
    const items = value.map(json)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  return undefined
}

/** Layers in order, and of each layer its weights in TF.js's order (kernel, then bias). Throws in plain words. */
export async function collectWeights(
  model: unknown,
  variable: string,
  words: Words,
): Promise<Omit<KernelEventOf<'weights'>, 'type' | 'run'>> {
  if (model === undefined) throw new Error(words.noSuchModel(variable))
  if (!(model instanceof tf.LayersModel)) throw new Error(words.notAModel(variable))
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
  if (layers.length > 200 || model.countParams() > MOST_WEIGHTS) throw new Error(words.tooManyWeights)
  const claims = layers.map((layer) => {
    const config = layer.getConfig()
    const told: Record<string, Json> = {}
    for (const key of TELLING) {
      const value = json(config[key])
      if (value !== undefined) told[key] = value
    }
    return { type: layer.getClassName().slice(0, 60), config: told }
  })
  const weights = layers.flatMap((layer) =>
    layer.weights.map((weight, index) => ({
      name: `${layer.name}/${weight.originalName}`.slice(0, 200),
      tensor: layer.getWeights()[index]!,
    })),
  )
  const size = weights.reduce((sum, { tensor }) => sum + tensor.size, 0)
  const view = new DataView(new ArrayBuffer(size * 4))
  let at = 0
  for (const { tensor } of weights) {
    for (const value of await tensor.data()) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return {
    layers: claims,
    specs: weights.map(({ name, tensor }) => ({ name, shape: [...tensor.shape] })),
    values: view.buffer,
  }
}
