/**
 * The layers a check may define: what each is called in TF.js, which weights it holds and how it is built. A new
 * member of `LayerSpec` is a type error here until it has an entry.
 */
import type { LayerSpec } from '../curriculum/checks'

/** The part of `tf.layers` and `tf.sequential` that building needs; so this file runs without TF.js. */
export type Builder<Layer> = {
  dense(config: {
    units: number
    activation: 'linear' | 'relu' | 'sigmoid' | 'softmax' | 'tanh'
    inputShape?: number[]
  }): Layer
}

type LayerKind<Spec extends LayerSpec> = {
  /** As `layer.getClassName()` says. */
  className: string
  /** The settings that a claim must show, by their names in `layer.getConfig()`. */
  config(spec: Spec): Record<string, string | number | boolean>
  outputShape(spec: Spec, input: readonly number[]): number[]
  /** In the order of `layer.getWeights()`. */
  weightShapes(spec: Spec, input: readonly number[]): number[][]
  build<Layer>(make: Builder<Layer>, spec: Spec, inputShape?: number[]): Layer
}

const KINDS = {
  dense: {
    className: 'Dense',
    config: ({ units, activation }) => ({ units, activation }),
    outputShape: ({ units }, input) => [...input.slice(0, -1), units],
    weightShapes: ({ units }, input) => [[input.at(-1) ?? 1, units], [units]],
    build: (make, { units, activation }, inputShape) =>
      make.dense({ units, activation, ...(inputShape && { inputShape }) }),
  },
} as const satisfies { [Type in LayerSpec['type']]: LayerKind<Extract<LayerSpec, { type: Type }>> }

const kindOf = (spec: LayerSpec): LayerKind<LayerSpec> => KINDS[spec.type]

export type Topology = { input: readonly number[]; layers: readonly LayerSpec[] }

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1)

/** What a model of this topology must say about itself, layer by layer. */
export function expectedLayers({ layers }: Topology) {
  return layers.map((spec) => ({ className: kindOf(spec).className, config: kindOf(spec).config(spec) }))
}

/** Shapes of all weights, in the order of `model.getWeights()`. */
export function weightShapes({ input, layers }: Topology): number[][] {
  let shape: readonly number[] = input
  return layers.flatMap((spec) => {
    const shapes = kindOf(spec).weightShapes(spec, shape)
    shape = kindOf(spec).outputShape(spec, shape)
    return shapes
  })
}

/** Shape of one prediction. */
export const outputShape = ({ input, layers }: Topology): readonly number[] =>
  layers.reduce<readonly number[]>((shape, spec) => kindOf(spec).outputShape(spec, shape), input)

/** The layers, made by `tf.layers`; the first one is told the input's shape. */
export function buildLayers<Layer>(make: Builder<Layer>, { input, layers }: Topology): Layer[] {
  return layers.map((spec, index) => kindOf(spec).build(make, spec, index === 0 ? [...input] : undefined))
}
