/** What the server must know of a layer before it builds one. Shapes are of one example: no batch. */
import type { LayerSpec } from '../../curriculum/layers'

export type Shape = readonly number[]

/** As a browser describes it; a nested layer is another such pair under `layer`. */
export type Setting = string | number | boolean | null | Setting[] | { [name: string]: Setting }

export type LayerKind<Spec extends LayerSpec = LayerSpec> = {
  /** As `layer.getClassName()` says; the first one is what we build. */
  classNames: readonly [string, ...string[]]
  /** The settings that make a difference to a prediction, by their names in `layer.getConfig()`. */
  settings: readonly (keyof Omit<Spec, 'type'> & string)[]
  /** What it makes of these shapes; null when it cannot take them. Most layers take one. */
  outputShape(spec: Spec, inputs: readonly Shape[]): Shape | null
  /** In the order of `layer.getWeights()`; none unless told. */
  weightShapes?(spec: Spec, input: Shape): number[][]
  /** Multiply-adds for one example, beside one for each number put out. */
  work?(spec: Spec, input: Shape, output: Shape): number
}

export const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1)

/** Runs `shape` on the one input of a layer that takes exactly one, of this rank where given. */
export function single(
  inputs: readonly Shape[],
  rank: number | null,
  shape: (input: Shape) => Shape | null,
): Shape | null {
  const [input, more] = inputs
  if (input === undefined || more !== undefined || (rank !== null && input.length !== rank)) return null
  const output = shape(input)
  return output?.every((length) => Number.isSafeInteger(length) && length > 0) ? output : null
}

/** For layers that work number by number. */
export const unchanged = (_: unknown, inputs: readonly Shape[]) => single(inputs, null, (input) => input)

/** Positions of a window along one axis. */
export function slide(length: number, window: number, stride: number, padding: 'valid' | 'same'): number {
  return padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - window) / stride) + 1
}

export const bias = (useBias: boolean, length: number): number[][] => (useBias ? [[length]] : [])
