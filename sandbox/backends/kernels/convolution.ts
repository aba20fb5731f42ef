import { backend_util } from '@tensorflow/tfjs-core'
import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  Conv2DInputs,
  FusedConv2DAttrs,
  TensorInfo,
} from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'
import type { Native } from '../native'

type Info = backend_util.Conv2DInfo
type Shape4D = [number, number, number, number]

/** @throws for channels-first data, and for a window that is larger than what it slides over. */
export function assertFits(info: Info): void {
  if (info.dataFormat !== 'channelsLast') {
    throw new Error("Convolutions on WASM take images with dataFormat 'NHWC' (channelsLast) only.")
  }
  if (info.outHeight < 0 || info.outWidth < 0) {
    throw new Error(
      `A window of ${info.effectiveFilterHeight}×${info.effectiveFilterWidth} does not fit into an image of ` +
        `${info.inHeight}×${info.inWidth}: use a smaller window, or padding 'same'.`,
    )
  }
}

/** Tells our module the geometry. @throws as `assertFits`. */
export function setGeometry(native: Native, info: Info): void {
  assertFits(info)
  native.exports.convolution(
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.filterHeight,
    info.filterWidth,
    info.outHeight,
    info.outWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
  )
}

/** y = x * filter (+ bias), channels last. */
export function convolve(native: Native, info: Info, x: TensorInfo, filter: TensorInfo, bias?: TensorInfo) {
  assertFits(info)
  const out = native.make(info.outShape, 'float32')
  if (sizeOf(info.outShape) === 0) return out
  const from = [native.address(x), native.address(filter), native.address(out)] as const
  const at = bias === undefined ? 0 : native.address(bias)
  if (
    info.filterHeight * info.filterWidth === 1 &&
    info.strideHeight * info.strideWidth === 1 &&
    !isPadded(info)
  ) {
    const [c, oc] = [info.inChannels, info.outChannels]
    const rows = info.batchSize * info.outHeight * info.outWidth
    native.exports.gemm(from[0], c, 1, from[1], oc, 1, from[2], rows, oc, c, 0, at, native.scratch())
  } else {
    setGeometry(native, info)
    const scratch = native.area(native.exports.convolutionScratch(info.outChannels))
    native.exports.convolve(...from, at, info.batchSize, info.outChannels, scratch)
  }
  return out
}

function isPadded({ padInfo }: Info): boolean {
  return padInfo.top + padInfo.bottom + padInfo.left + padInfo.right > 0
}

export const conv2D = implement<Conv2DInputs, Conv2DAttrs>('Conv2D', (call) => {
  const { x, filter } = call.inputs
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = call.attrs
  const format = backend_util.convertConv2DDataFormat(dataFormat)
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    format,
  )
  assertFits(info)
  if (x.dtype !== 'float32' || filter.dtype !== 'float32') return call.reference()
  return convolve(call.native, info, x, filter)
})

interface FusedInputs extends Conv2DInputs {
  bias?: TensorInfo
}

/** Other activations than these two are left to stock, unusual biases to the CPU; layers fuse neither in training. */
export const fusedConv2D = implement<FusedInputs, FusedConv2DAttrs>('FusedConv2D', (call) => {
  const { x, filter, bias } = call.inputs
  const { strides, dilations, pad, dimRoundingMode, dataFormat, activation } = call.attrs
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat),
  )
  assertFits(info)
  const isRow = bias == null || (bias.shape.length === 1 && bias.shape[0] === info.outChannels)
  const isFloat = x.dtype === 'float32' && filter.dtype === 'float32'
  if (!isFloat || !isRow || sizeOf(info.outShape) === 0) return call.reference()
  if (activation !== 'linear' && activation !== 'relu') return call.stock()
  const out = convolve(call.native, info, x, filter, bias ?? undefined)
  if (activation === 'relu') call.native.exports.relu(call.native.address(out), sizeOf(out.shape))
  return out
})

/**
 * Whether what comes back has the shape that went out. A transposed convolution may be told to make less of a larger
 * one, which is then read by its own shape.
 * @throws where it has fewer pixels: the rest would be read from other tensors.
 */
function isAsSaid(info: Info, dy: TensorInfo): boolean {
  const [, height = 0, width = 0] = dy.shape
  if (height < info.outHeight || width < info.outWidth) {
    throw new Error(
      `Convolution: ${height}×${width} pixels were given where these strides and padding make ` +
        `${info.outHeight}×${info.outWidth}.`,
    )
  }
  return height === info.outHeight && width === info.outWidth && dy.dtype === 'float32'
}

/** The gradient of what made nothing. */
export function cleared(native: Native, out: TensorInfo): TensorInfo {
  native.exports.clear(native.address(out), sizeOf(out.shape))
  return out
}

export const conv2DFilterGradient = implement<Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs>(
  'Conv2DBackpropFilter',
  (call) => {
    const { attrs, native } = call
    const { x, dy } = call.inputs
    const format = backend_util.convertConv2DDataFormat(attrs.dataFormat)
    const info = backend_util.computeConv2DInfo(
      x.shape as Shape4D,
      attrs.filterShape,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      false,
      format,
    )
    assertFits(info)
    if (!isAsSaid(info, dy) || x.dtype !== 'float32') return call.reference()
    const out = native.make(info.filterShape, 'float32')
    if (sizeOf(info.outShape) === 0) return cleared(native, out)
    setGeometry(native, info)
    const scratch = native.area(native.exports.convolutionScratch(info.outChannels))
    const addresses = [native.address(x), native.address(dy), native.address(out)] as const
    native.exports.convolveFilterGradient(...addresses, info.batchSize, info.outChannels, scratch)
    return out
  },
)

export const conv2DInputGradient = implement<Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs>(
  'Conv2DBackpropInput',
  (call) => {
    const { attrs, native } = call
    const { dy, filter } = call.inputs
    const format = backend_util.convertConv2DDataFormat(attrs.dataFormat)
    const info = backend_util.computeConv2DInfo(
      attrs.inputShape,
      filter.shape as Shape4D,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      false,
      format,
    )
    assertFits(info)
    if (!isAsSaid(info, dy) || filter.dtype !== 'float32') return call.reference()
    const out = native.make(info.inShape, 'float32')
    if (sizeOf(info.outShape) === 0) return cleared(native, out)
    setGeometry(native, info)
    const addresses = [native.address(dy), native.address(filter), native.address(out)] as const
    const top = info.filterHeight - 1 - info.padInfo.top
    const left = info.filterWidth - 1 - info.padInfo.left
    const isDense = info.strideHeight === 1 && info.strideWidth === 1 && top >= 0 && left >= 0
    if (isDense) convolveTurned(native, info, addresses, top, left)
    else scatterProduct(native, info, addresses)
    return out
  },
)

type Addresses = readonly [dy: number, filter: number, dx: number]

/** Stride 1: the input gradient is the convolution of dy with the filter turned by half a circle. */
function convolveTurned(
  native: Native,
  info: Info,
  [dy, filter, dx]: Addresses,
  top: number,
  left: number,
): void {
  const { exports } = native
  const [kh, kw, oc, c] = [info.filterHeight, info.filterWidth, info.outChannels, info.inChannels]
  const filterBytes = kh * kw * oc * c * 4
  const geometry = [kh, kw, info.inHeight, info.inWidth, 1, 1, 1, 1, top, left] as const
  // The size of the working area depends on the geometry of the second convolution.
  exports.convolution(info.outHeight, info.outWidth, oc, ...geometry)
  const area = native.area(filterBytes + exports.convolutionScratch(c))
  setGeometry(native, info)
  exports.turnFilter(filter, oc, area)
  exports.convolution(info.outHeight, info.outWidth, oc, ...geometry)
  exports.convolve(dy, area, dx, 0, info.batchSize, c, area + filterBytes)
}

/** Patches are made and scattered in chunks of half a megabyte, which stay in the second-level cache. */
const chunkBytes = 512 * 1024

/** Other strides: dy · filterᵀ gives the gradient of each patch, which is added to the inputs it covers. */
function scatterProduct(native: Native, info: Info, [dy, filter, dx]: Addresses): void {
  const { exports } = native
  const oc = info.outChannels
  const size = info.filterHeight * info.filterWidth * info.inChannels
  const rows = info.batchSize * info.outHeight * info.outWidth
  const chunk = Math.max(6, Math.floor(chunkBytes / (size * 4)))
  const patches = native.area(chunk * size * 4)
  const scratch = native.scratch()
  exports.clear(dx, sizeOf(info.inShape))
  for (let first = 0; first < rows; first += chunk) {
    const count = Math.min(chunk, rows - first)
    exports.gemm(dy + first * oc * 4, oc, 1, filter, 1, oc, patches, count, size, oc, 0, 0, scratch)
    exports.scatterPatches(dx, first, count, patches)
  }
}
