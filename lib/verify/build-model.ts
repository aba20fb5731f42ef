/** Topologies as models of TF.js. Runs in the scoring thread, and in tests that train. */
import { input, layers as make, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { LayerSpec, LayerType } from '../curriculum/layers'
import type { Plan, Topology } from './topology'

type Layer = make.Layer
type Factory = (settings: object) => Layer

/** Weights are set afterwards: drawing them at random costs time, and some draws need an operation WASM lacks. */
const ZEROS: { [T in LayerType]?: readonly string[] } = {
  dense: ['kernelInitializer'],
  conv2d: ['kernelInitializer'],
  conv1d: ['kernelInitializer'],
  depthwiseConv2d: ['depthwiseInitializer'],
  separableConv2d: ['depthwiseInitializer', 'pointwiseInitializer'],
  embedding: ['embeddingsInitializer'],
  simpleRNN: ['kernelInitializer', 'recurrentInitializer'],
  lstm: ['kernelInitializer', 'recurrentInitializer'],
  gru: ['kernelInitializer', 'recurrentInitializer'],
}

/** @param weights `drawn` for a model that is to be trained */
function buildLayer(spec: LayerSpec, weights: 'zeros' | 'drawn' = 'zeros', name?: string): Layer {
  const { type, ...settings } = spec
  const zeros = weights === 'zeros' ? (ZEROS[type] ?? []) : []
  return (make as unknown as Record<LayerType, Factory>)[type]({
    ...settings,
    ...('layer' in spec && { layer: buildLayer(spec.layer, weights) }),
    // TF.js takes the first axis where nothing is said.
    ...(type === 'softmax' && { axis: -1 }),
    ...Object.fromEntries(zeros.map((initializer) => [initializer, 'zeros'])),
    ...(name !== undefined && { name }),
  })
}

/**
 * The model, and its layers in the order of the nodes.
 * @param plan of the same topology
 */
export function buildModel(
  { input: shape, nodes }: Topology,
  plan: Plan,
  weights: 'zeros' | 'drawn' = 'zeros',
): { model: LayersModel; layers: Layer[] } {
  const start = input({ shape })
  const outputs: SymbolicTensor[] = []
  const layers = nodes.map(({ layer: spec, from }, index) => {
    // TF.js loses track of an open length; we know it.
    const settled = spec.type === 'reshape' ? { ...spec, targetShape: [...plan.outputs[index]!] } : spec
    const layer = buildLayer(settled, weights, `node-${index}`)
    const inputs = from.map((source) => (source === -1 ? start : outputs[source]!))
    outputs.push(layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as SymbolicTensor)
    return layer
  })
  return { model: model({ inputs: start, outputs: outputs.at(-1)! }), layers }
}
