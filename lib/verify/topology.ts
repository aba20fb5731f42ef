/**
 * A model as data: nodes in the order they are computed, each with a layer and where its input comes from. Built by the
 * server from a check's own layers, or read from what a browser says of its model; either way it is planned before
 * anything is built, so that no model makes the server compute or hold more than stated here.
 */
import { z } from 'zod'
import { type ACTIVATIONS, LayerSpec } from '../curriculum/layers'
import type { ModelCheckSpec } from '../curriculum/model-check'
import { MOST_LAYERS, MOST_PARAMETERS } from '../runtime/sizes'
import { type Shape, sizeOf } from './layer-kinds/kind'
import { kindOf } from './layer-kinds/registry'
import type { Reason, ReasonCode } from './verdict'

const TopologyNode = z.strictObject({
  layer: LayerSpec,
  /** Positions of earlier nodes; −1 is the model's input. So there is no way to write a circle. */
  from: z.array(z.int().min(-1).max(MOST_LAYERS)).min(1).max(16),
})
export type TopologyNode = z.infer<typeof TopologyNode>

/** The last node is the model's output. */
export const Topology = z.strictObject({
  /** Shape of one example, without the batch. */
  input: z.array(z.int().positive()).min(1).max(4),
  nodes: z.array(TopologyNode).min(1).max(MOST_LAYERS),
})
export type Topology = z.infer<typeof Topology>

/** Numbers that one layer may put out for one example. */
const MOST_NUMBERS = 2_000_000
/** Units of work for one example, one for a multiply-add: two thousand examples then take some ten seconds. */
const MOST_WORK = 60_000_000

/** Reading and writing one number, in multiply-adds of a packed product, which does a dozen in that time. */
const MOVE = 10
/**
 * What an activation costs for each number, in the same unit: one pass over memory for those that compare, an
 * exponential for most, and for those that TF.js composes of several kernels a pass and an exponential for each.
 */
const ACTIVATION_WORK = {
  linear: 0,
  relu: MOVE,
  relu6: MOVE,
  hardSigmoid: 4 * MOVE,
  sigmoid: 80,
  tanh: 80,
  elu: 80,
  selu: 80,
  softplus: 150,
  softsign: 4 * MOVE,
  softmax: 150,
  swish: 100,
  mish: 300,
  gelu: 300,
} as const satisfies Record<(typeof ACTIVATIONS)[number], number>

/** Beside its products, what a layer costs for each number it puts out. */
function touchWork(layer: LayerSpec): number {
  const named = 'activation' in layer ? ACTIVATION_WORK[layer.activation] : 0
  const own = layer.type === 'softmax' || layer.type === 'elu' ? 150 : 0
  return MOVE + named + own
}

export type Plan = {
  /** For each node: the shapes of its weights, in the order of `layer.getWeights()`. */
  weights: number[][][]
  /** For each node: the shape of what it puts out for one example. */
  outputs: Shape[]
  /** The last of them. */
  output: Shape
  parameters: number
  /** What one example costs, in multiply-adds; elementwise arithmetic and moved memory are counted as such. */
  work: number
  /** Numbers of the largest output, the input's own included. */
  largest: number
}

export type Planned = { kind: 'planned'; plan: Plan } | { kind: 'refused'; reason: Reason }

const refused = (code: ReasonCode, data: Reason['data'] = {}): Planned => ({
  kind: 'refused',
  reason: { code, data },
})

export const showShape = (shape: Shape) => `[${shape.join(', ')}]`

/** What a topology holds and costs, or which of its layers cannot be. Layers are counted from 1. */
export function planModel({ input, nodes }: Topology): Planned {
  const used = new Set<number>()
  const plan: Plan = {
    weights: [],
    outputs: [],
    output: input,
    parameters: 0,
    work: 0,
    largest: sizeOf(input),
  }
  for (const [index, { layer, from }] of nodes.entries()) {
    const at = { layer: index + 1, found: kindOf(layer).classNames[0] }
    // TF.js frees a tensor that one layer reads twice after the first time.
    if (from.some((source) => source >= index) || new Set(from).size < from.length) {
      return refused('layer-order', at)
    }
    for (const source of from) used.add(source)
    const inputs = from.map((source) => (source === -1 ? input : plan.outputs[source]!))
    // Numbers in an embedding's input are looked up: only the data's own are known to be ids.
    if (layer.type === 'embedding' && from.some((source) => source !== -1))
      return refused('embedding-place', at)
    const kind = kindOf(layer)
    const output = kind.outputShape(layer, inputs)
    if (output === null) return refused('layer-input', { ...at, shape: inputs.map(showShape).join(' ') })
    const weights = kind.weightShapes?.(layer, inputs[0]!) ?? []
    plan.weights.push(weights)
    plan.parameters += weights.reduce((sum, shape) => sum + sizeOf(shape), 0)
    plan.work +=
      sizeOf(output) * touchWork(layer) +
      MOVE * inputs.reduce((sum, shape) => sum + sizeOf(shape), 0) +
      (kind.work?.(layer, inputs[0]!, output) ?? 0)
    plan.largest = Math.max(plan.largest, sizeOf(output))
    if (plan.parameters > MOST_PARAMETERS) {
      return refused('parameters', { found: plan.parameters, limit: MOST_PARAMETERS })
    }
    if (plan.largest > MOST_NUMBERS) return refused('layer-size', { ...at, limit: MOST_NUMBERS })
    if (plan.work > MOST_WORK) return refused('work', { limit: MOST_WORK / 1e6 })
    plan.outputs.push(output)
  }
  const idle = nodes.findIndex((_, index) => index < nodes.length - 1 && !used.has(index))
  if (idle !== -1) {
    return refused('layer-unused', { layer: idle + 1, found: kindOf(nodes[idle]!.layer).classNames[0] })
  }
  plan.output = plan.outputs.at(-1)!
  return { kind: 'planned', plan }
}

/** Layers one after another. */
export const chain = (layers: readonly LayerSpec[]): TopologyNode[] =>
  layers.map((layer, index) => ({ layer, from: [index - 1] }))

/** The topology that a check prescribes; null where it leaves the choice. */
export const prescribed = ({ input, layers }: ModelCheckSpec): Topology | null =>
  layers ? { input, nodes: chain(layers) } : null

/** Whether the last layer puts out probabilities; otherwise they are made of what it puts out. */
export function endsInProbabilities({ nodes }: Topology): boolean {
  for (let at = nodes.length - 1; at >= 0;) {
    const { layer, from } = nodes[at]!
    if (layer.type === 'softmax') return true
    if ('activation' in layer) return layer.activation === 'softmax' || layer.activation === 'sigmoid'
    const carries = ['dropout', 'flatten', 'reshape'].includes(layer.type)
    if (!carries || from.length !== 1) return false
    at = from[0]!
  }
  return false
}
