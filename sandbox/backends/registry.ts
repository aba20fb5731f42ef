import type { Implementation } from './kernel'
import { adamStep } from './kernels/adam'
import { clip } from './kernels/clip'
import { conv2D, conv2DFilterGradient, conv2DInputGradient, fusedConv2D } from './kernels/convolution'
import { depthwiseFilterGradient, depthwiseInputGradient } from './kernels/depthwise'
import { add, reluGradient } from './kernels/elementwise'
import { einsum } from './kernels/einsum'
import { batchMatMul, fusedMatMul } from './kernels/matmul'
import { averagePoolGradient, maxPoolGradient } from './kernels/pool'
import { gather, reverse, segmentSum, slice, sum, tile } from './kernels/rows'
import { cast, identity } from './kernels/share'

/** Our kernels by the name TF.js knows them by. Each has a property test under the same name. */
export const kernels = {
  AdamStep: adamStep,
  Add: add,
  AvgPoolGrad: averagePoolGradient,
  BatchMatMul: batchMatMul,
  Cast: cast,
  ClipByValue: clip,
  Conv2D: conv2D,
  Conv2DBackpropFilter: conv2DFilterGradient,
  Conv2DBackpropInput: conv2DInputGradient,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
  Einsum: einsum,
  FusedConv2D: fusedConv2D,
  GatherV2: gather,
  Identity: identity,
  MaxPoolGrad: maxPoolGradient,
  ReluGrad: reluGradient,
  Reverse: reverse,
  Slice: slice,
  Sum: sum,
  Tile: tile,
  UnsortedSegmentSum: segmentSum,
  _FusedMatMul: fusedMatMul,
} satisfies Record<string, Implementation>

export type KernelName = keyof typeof kernels
