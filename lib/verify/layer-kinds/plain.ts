/** Products, look-ups, and layers that only move or rescale numbers. */
import type { LayerOf, LayerType } from '../../curriculum/layers'
import { bias, type LayerKind, type Shape, single, sizeOf, unchanged } from './kind'

const NORMALIZED = ['epsilon', 'center', 'scale'] as const

/** Length of gamma and beta: the last axis, the only one we normalise over. */
const scaled = ({ center, scale }: { center: boolean; scale: boolean }, input: Shape): number[][] =>
  [scale, center].flatMap((has) => (has ? [[input.at(-1)!]] : []))

const dense = {
  classNames: ['Dense'],
  settings: ['units', 'activation', 'useBias'],
  outputShape: ({ units }, inputs) => single(inputs, null, (input) => [...input.slice(0, -1), units]),
  weightShapes: ({ units, useBias }, input) => [[input.at(-1)!, units], ...bias(useBias, units)],
  work: (_, input, output) => sizeOf(output) * input.at(-1)!,
} as const satisfies LayerKind<LayerOf<'dense'>>

/** The lengths asked for, with a −1 replaced by what is left; null when it does not come out even. */
function fill(target: readonly number[], size: number): number[] | null {
  const known = target.reduce((product, length) => (length === -1 ? product : product * length), 1)
  const open = target.filter((length) => length === -1).length
  if (open > 1 || known === 0 || size % known !== 0) return null
  const shape = target.map((length) => (length === -1 ? size / known : length))
  return sizeOf(shape) === size ? shape : null
}

export const PLAIN = {
  dense,
  timeDistributed: {
    classNames: ['TimeDistributed'],
    settings: ['layer'],
    outputShape: ({ layer }, inputs) => single(inputs, 2, (input) => dense.outputShape(layer, [input])),
    weightShapes: ({ layer }, input) => dense.weightShapes(layer, input),
    work: ({ layer }, input, output) => dense.work(layer, input, output),
  },
  embedding: {
    classNames: ['Embedding'],
    settings: ['inputDim', 'outputDim', 'maskZero'],
    outputShape: ({ outputDim }, inputs) => single(inputs, 1, (input) => [...input, outputDim]),
    weightShapes: ({ inputDim, outputDim }) => [[inputDim, outputDim]],
  },
  flatten: {
    classNames: ['Flatten'],
    settings: [],
    outputShape: (_, inputs) => single(inputs, null, (input) => (input.length > 1 ? [sizeOf(input)] : null)),
  },
  reshape: {
    classNames: ['Reshape'],
    settings: ['targetShape'],
    outputShape: ({ targetShape }, inputs) =>
      single(inputs, null, (input) => fill(targetShape, sizeOf(input))),
  },
  permute: {
    classNames: ['Permute'],
    settings: ['dims'],
    outputShape: ({ dims }, inputs) =>
      single(inputs, dims.length, (input) =>
        new Set(dims).size === input.length && dims.every((axis) => axis <= input.length)
          ? dims.map((axis) => input[axis - 1]!)
          : null,
      ),
  },
  dropout: {
    classNames: ['Dropout', 'SpatialDropout1D', 'GaussianDropout', 'AlphaDropout', 'GaussianNoise'],
    settings: [],
    outputShape: unchanged,
  },
  batchNormalization: {
    classNames: ['BatchNormalization'],
    settings: NORMALIZED,
    outputShape: unchanged,
    weightShapes: (spec, input) => [...scaled(spec, input), [input.at(-1)!], [input.at(-1)!]],
    work: (_, input) => 4 * sizeOf(input),
  },
  layerNormalization: {
    classNames: ['LayerNormalization'],
    settings: NORMALIZED,
    outputShape: unchanged,
    weightShapes: scaled,
    work: (_, input) => 8 * sizeOf(input),
  },
  activation: { classNames: ['Activation'], settings: ['activation'], outputShape: unchanged },
  reLU: { classNames: ['ReLU'], settings: ['maxValue'], outputShape: unchanged },
  leakyReLU: { classNames: ['LeakyReLU'], settings: ['alpha'], outputShape: unchanged },
  elu: { classNames: ['ELU'], settings: ['alpha'], outputShape: unchanged },
  softmax: { classNames: ['Softmax'], settings: [], outputShape: unchanged },
  rescaling: { classNames: ['Rescaling'], settings: ['scale', 'offset'], outputShape: unchanged },
  zeroPadding2d: {
    classNames: ['ZeroPadding2D'],
    settings: ['padding'],
    outputShape: ({ padding: [[top, bottom], [left, right]] }, inputs) =>
      single(inputs, 3, ([height, width, channels]) => [
        height! + top + bottom,
        width! + left + right,
        channels!,
      ]),
  },
} as const satisfies { [T in LayerType]?: LayerKind<LayerOf<T>> }
