/** The trained model as data: what its layers are and read, and every weight as float32 little-endian. */
import type { KernelEventOf } from '../lib/runtime/protocol'
import { MOST_CLAIMED_LAYERS, MOST_PARAMETERS, MOST_WEIGHTS } from '../lib/runtime/sizes'
import { natives } from './natives'
import * as tf from './tf'
import type { Words } from './words/words'

/** A device that is gone never gives its numbers back; reading the largest model takes a second or two. */
const COLLECT_SECONDS = 30

/** What tells layers of one class apart for a prediction. */
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
  'depthMultiplier',
  'poolSize',
  'rate',
  'inputDim',
  'outputDim',
  'maskZero',
  'returnSequences',
  'returnState',
  'goBackwards',
  'stateful',
  'resetAfter',
  'recurrentActivation',
  'mergeMode',
  'targetShape',
  'dims',
  'axis',
  'epsilon',
  'center',
  'scale',
  'offset',
  'alpha',
  'maxValue',
] as const

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Claim = KernelEventOf<'weights'>['layers'][number]
type Collected = Omit<KernelEventOf<'weights'>, 'type' | 'run'>

/** The part of a layer that TF.js's declarations leave out. */
type Inner = tf.layers.Layer & {
  inboundNodes: { inboundLayers: tf.layers.Layer[] }[]
  layer?: tf.layers.Layer
  forwardLayer?: tf.layers.Layer
  depthMultiplier?: number
}
type Whole = tf.LayersModel & { containerNodes: Set<string> }

function json(value: unknown): Json | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value) && value.length <= 8) {
    const items = value.map(json)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  return undefined
}

function describe(layer: tf.layers.Layer): Omit<Claim, 'inputs'> {
  const { forwardLayer, layer: wrapped, depthMultiplier } = layer as Inner
  const config: Record<string, unknown> = { depthMultiplier, ...layer.getConfig() }
  const told: Record<string, Json> = {}
  for (const key of TELLING) {
    const value = json(config[key])
    if (value !== undefined) told[key] = value
  }
  const inner = forwardLayer ?? wrapped
  if (inner) told['layer'] = describe(inner) as unknown as Json
  // Counted from the end, so that the reader need not know the rank.
  if (told['axis'] !== undefined) {
    const axis = Array.isArray(told['axis']) ? told['axis'][0] : told['axis']
    if (axis === layer.outputShape.length - 1) told['axis'] = -1
  }
  return { type: layer.getClassName().slice(0, 60), config: told }
}

type Placed = { layer: tf.layers.Layer; inputs: number[] }

/** Layers in the order they are computed, each with the positions of those it reads; −1 is the input. */
function arrange(model: tf.LayersModel, words: Words): Placed[] {
  if (model instanceof tf.Sequential) {
    return model.layers
      .flatMap((layer) =>
        layer instanceof tf.Sequential ? arrange(layer, words).map((one) => one.layer) : [layer],
      )
      .filter((layer) => layer.getClassName() !== 'InputLayer')
      .map((layer, index) => ({ layer, inputs: [index - 1] }))
  }
  if (model.inputs.length !== 1 || model.outputs.length !== 1) throw new Error(words.oneInput)
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
  const position = new Map(layers.map((layer, index) => [layer, index]))
  const placed = layers.map((layer) => {
    const nodes = (layer as Inner).inboundNodes.filter((_, index) =>
      (model as Whole).containerNodes.has(`${layer.name}_ib-${index}`),
    )
    if (nodes.length !== 1) throw new Error(words.sharedLayer(layer.name))
    return { layer, inputs: nodes[0]!.inboundLayers.map((source) => position.get(source) ?? -1) }
  })
  // The last one is what the model puts out.
  const end = model.outputs[0]!.sourceLayer
  if (placed.at(-1)?.layer !== end) throw new Error(words.oneInput)
  return placed
}

/** Layers in order, and of each layer its weights in TF.js's order (kernel, then bias). Throws in plain words. */
export async function collectWeights(
  model: unknown,
  variable: string,
  words: Words,
  seconds = COLLECT_SECONDS,
): Promise<Collected> {
  const clock = new Promise<never>((_, reject) => {
    natives.setTimeout(() => reject(new Error(words.lateWeights)), seconds * 1000)
  })
  // When the weights were there first, nobody waits for the clock any more.
  clock.catch(() => {})
  return Promise.race([read(model, variable, words), clock])
}

async function read(model: unknown, variable: string, words: Words): Promise<Collected> {
  if (model === undefined) throw new Error(words.noSuchModel(variable))
  if (!(model instanceof tf.LayersModel)) throw new Error(words.notAModel(variable))
  const placed = arrange(model, words)
  const weights = placed.flatMap(({ layer }) => {
    const tensors = layer.getWeights()
    return layer.weights.map((weight, index) => ({
      name: `${layer.name}/${weight.originalName}`.slice(0, 200),
      tensor: tensors[index]!,
    }))
  })
  const size = weights.reduce((sum, { tensor }) => sum + tensor.size, 0)
  if (placed.length > MOST_CLAIMED_LAYERS || weights.length > MOST_WEIGHTS || size > MOST_PARAMETERS)
    throw new Error(words.tooManyWeights)
  const view = new DataView(new ArrayBuffer(size * 4))
  let at = 0
  for (const { tensor } of weights) {
    for (const value of await tensor.data()) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return {
    layers: placed.map(({ layer, inputs }) => ({ ...describe(layer), inputs })),
    specs: weights.map(({ name, tensor }) => ({ name, shape: [...tensor.shape] })),
    values: view.buffer,
  }
}
