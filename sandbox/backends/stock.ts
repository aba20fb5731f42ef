/**
 * The kernels of TF.js that ours do not replace, held to what they are right for. Stock WASM reads every tensor as 32-bit
 * floats: a bool (one byte a value) is read past its end and written past it, which destroys the heap; whole numbers are
 * taken for bits of floats; the sum, maximum or shape of nothing is whatever lies there. Such calls go to the reference.
 */
import { backend_util } from '@tensorflow/tfjs-core'
import type { KernelFunc, MaxPoolAttrs, TensorInfo } from '@tensorflow/tfjs-core'
import { sizeOf } from './kernel'
import { computeOnCpu } from './reference'

type Args = Parameters<KernelFunc>[0]
type Rule = (args: Args) => boolean

/** They hand on the data as it is, whatever it is. */
const CARRIERS = new Set(['Identity', 'Reshape', 'ExpandDims'])

/** Right for floats only. */
const FLOAT_ONLY = new Set(
  (
    'Acos Acosh Asin Asinh Atan Atan2 Atanh AvgPool AvgPool3D AvgPool3DGrad Ceil Conv3D ' +
    'Conv3DBackpropFilterV2 Cos Cosh CropAndResize DepthwiseConv2dNative Elu EluGrad Erf Exp Expm1 ' +
    'Floor FusedBatchNorm FusedDepthwiseConv2D IsFinite IsInf IsNan LRN LRNGrad LeakyRelu Log Log1p ' +
    'MaxPool MaxPool3DGrad Mod Pow Prelu Reciprocal Relu Relu6 ResizeBilinear ResizeBilinearGrad ' +
    'ResizeNearestNeighbor ResizeNearestNeighborGrad RotateWithOffset Round Rsqrt Selu Sigmoid Sign ' +
    'Sin Sinh Softmax Softplus Sqrt SquaredDifference Step StridedSlice Tan Tanh Transform'
  ).split(' '),
)

/** They count axes from the last one, and a number has none: some never come back. */
const WITH_AXES = new Set(
  (
    'All Any ArgMax ArgMin Cumprod Cumsum Max Mean Min MirrorPad PadV2 Prod Reverse Slice Softmax ' +
    'StridedSlice Sum Tile TopK Transpose'
  ).split(' '),
)

type Pair = [number, number]
const pairOf = (value: unknown): Pair =>
  Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [Number(value), Number(value)]

/** Padding given in numbers is applied to the wrong axis; a window that never fits is never left. */
const oddWindow: Rule = ({ inputs, attrs }) => {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolAttrs
  if (pad !== 'same' && pad !== 'valid') return true
  const shape = inputs['x']?.shape as [number, number, number, number]
  return (
    sizeOf(backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode).outShape) === 0
  )
}

const oddDepthwise: Rule = ({ inputs, attrs }) => {
  const { strides, pad } = attrs as Record<string, unknown>
  const [height = 1, width = 1] = inputs['filter']?.shape ?? []
  const [down, across] = pairOf(strides)
  return (pad !== 'same' && pad !== 'valid') || down > height || across > width
}

const always: Rule = () => true

/** Kernels that are wrong for some floats too, and for which. */
const RULES: Record<string, Rule> = {
  AvgPool: oddWindow,
  MaxPool: oddWindow,
  DepthwiseConv2dNative: oddDepthwise,
  FusedDepthwiseConv2D: oddDepthwise,
  // Reads outside the filter.
  Conv3DBackpropInputV2: always,
  // Begin from the smallest positive number instead of the lowest one.
  MaxPool3D: always,
  MaxPoolWithArgmax: always,
  Dilation2D: always,
  Dilation2DBackpropFilter: always,
  Dilation2DBackpropInput: always,
  // Writes the bits of whole numbers whatever is asked for.
  OneHot: ({ attrs }) => (attrs as { dtype?: string }).dtype !== 'int32',
  // Gives floats, and stops the module when it divides whole numbers by nothing.
  FloorDiv: always,
}

function needsReference(name: string, args: Args): boolean {
  const tensors = Object.values(args.inputs).filter((tensor): tensor is TensorInfo => tensor != null)
  if (CARRIERS.has(name)) return false
  if (RULES[name]?.(args) === true) return true
  if (tensors.some(({ dtype, shape }) => (dtype !== 'float32' && dtype !== 'int32') || sizeOf(shape) === 0))
    return true
  if (FLOAT_ONLY.has(name) && tensors.some(({ dtype }) => dtype !== 'float32')) return true
  return WITH_AXES.has(name) && tensors.every(({ shape }) => shape.length === 0)
}

/** A stock kernel that computes what it can and leaves the rest to the CPU's. */
export function holdStock(name: string, stock: KernelFunc): KernelFunc {
  return (args) => (needsReference(name, args) ? computeOnCpu(name, args) : stock(args))
}
