import type { LayerOf } from '../../curriculum/layers'
import { bias, type LayerKind, type Shape, single, slide, sizeOf } from './kind'

type Window = { strides: readonly [number, number]; padding: 'valid' | 'same' }

function plane(
  [height, width]: Shape,
  size: readonly number[],
  { strides, padding }: Window,
): [number, number] {
  return [slide(height!, size[0]!, strides[0], padding), slide(width!, size[1]!, strides[1], padding)]
}

const CONVOLVED = ['kernelSize', 'strides', 'padding', 'activation', 'useBias'] as const

export const CONVOLUTIONS = {
  conv2d: {
    classNames: ['Conv2D'],
    settings: ['filters', ...CONVOLVED],
    outputShape: (spec, inputs) =>
      single(inputs, 3, (input) => [...plane(input, spec.kernelSize, spec), spec.filters]),
    weightShapes: ({ kernelSize, filters, useBias }, input) => [
      [...kernelSize, input[2]!, filters],
      ...bias(useBias, filters),
    ],
    work: ({ kernelSize }, input, output) => sizeOf(output) * sizeOf(kernelSize) * input[2]!,
  },
  conv1d: {
    classNames: ['Conv1D'],
    settings: ['filters', ...CONVOLVED],
    outputShape: ({ kernelSize, strides, padding, filters }, inputs) =>
      single(inputs, 2, ([length]) => [slide(length!, kernelSize, strides, padding), filters]),
    weightShapes: ({ kernelSize, filters, useBias }, input) => [
      [kernelSize, input[1]!, filters],
      ...bias(useBias, filters),
    ],
    work: ({ kernelSize }, input, output) => sizeOf(output) * kernelSize * input[1]!,
  },
  depthwiseConv2d: {
    classNames: ['DepthwiseConv2D'],
    settings: ['depthMultiplier', ...CONVOLVED],
    outputShape: (spec, inputs) =>
      single(inputs, 3, (input) => [
        ...plane(input, spec.kernelSize, spec),
        input[2]! * spec.depthMultiplier,
      ]),
    weightShapes: ({ kernelSize, depthMultiplier, useBias }, input) => [
      [...kernelSize, input[2]!, depthMultiplier],
      ...bias(useBias, input[2]! * depthMultiplier),
    ],
    work: ({ kernelSize }, _, output) => sizeOf(output) * sizeOf(kernelSize),
  },
  separableConv2d: {
    classNames: ['SeparableConv2D'],
    settings: ['filters', 'depthMultiplier', ...CONVOLVED],
    outputShape: (spec, inputs) =>
      single(inputs, 3, (input) => [...plane(input, spec.kernelSize, spec), spec.filters]),
    weightShapes: ({ kernelSize, depthMultiplier, filters, useBias }, input) => [
      [...kernelSize, input[2]!, depthMultiplier],
      [1, 1, input[2]! * depthMultiplier, filters],
      ...bias(useBias, filters),
    ],
    work: ({ kernelSize, depthMultiplier, filters }, input, output) =>
      output[0]! * output[1]! * input[2]! * depthMultiplier * (sizeOf(kernelSize) + filters),
  },
} as const satisfies {
  [T in 'conv2d' | 'conv1d' | 'depthwiseConv2d' | 'separableConv2d']: LayerKind<LayerOf<T>>
}

function pool2d(
  className: string,
): LayerKind<LayerOf<'maxPooling2d'>> & LayerKind<LayerOf<'averagePooling2d'>> {
  return {
    classNames: [className],
    settings: ['poolSize', 'strides', 'padding'],
    outputShape: ({ poolSize, strides = poolSize, padding }, inputs) =>
      single(inputs, 3, (input) => [...plane(input, poolSize, { strides, padding }), input[2]!]),
    work: ({ poolSize }, _, output) => sizeOf(output) * sizeOf(poolSize),
  }
}

function pool1d(
  className: string,
): LayerKind<LayerOf<'maxPooling1d'>> & LayerKind<LayerOf<'averagePooling1d'>> {
  return {
    classNames: [className],
    settings: ['poolSize', 'strides', 'padding'],
    outputShape: ({ poolSize, strides = poolSize, padding }, inputs) =>
      single(inputs, 2, ([length, channels]) => [slide(length!, poolSize, strides, padding), channels!]),
    work: ({ poolSize }, _, output) => sizeOf(output) * poolSize,
  }
}

function globally(className: string, rank: 2 | 3): LayerKind {
  return {
    classNames: [className],
    settings: [],
    outputShape: (_, inputs) => single(inputs, rank, (input) => [input[rank - 1]!]),
    work: (_, input) => sizeOf(input),
  }
}

export const POOLS = {
  maxPooling2d: pool2d('MaxPooling2D'),
  averagePooling2d: pool2d('AveragePooling2D'),
  maxPooling1d: pool1d('MaxPooling1D'),
  averagePooling1d: pool1d('AveragePooling1D'),
  globalMaxPooling2d: globally('GlobalMaxPooling2D', 3),
  globalAveragePooling2d: globally('GlobalAveragePooling2D', 3),
  globalMaxPooling1d: globally('GlobalMaxPooling1D', 2),
  globalAveragePooling1d: globally('GlobalAveragePooling1D', 2),
} as const
