import { backend_util } from '@tensorflow/tfjs-core'
import type {
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
} from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'
import { assertFits, cleared, setGeometry } from './convolution'

type Shape4D = [number, number, number, number]

export const depthwiseFilterGradient = implement<
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropFilterAttrs
>('DepthwiseConv2dNativeBackpropFilter', ({ inputs: { x, dy }, attrs, native }) => {
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    attrs.filterShape,
    attrs.strides,
    attrs.dilations,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  )
  assertFits(info)
  const out = native.make(info.filterShape, 'float32')
  if (sizeOf(info.outShape) === 0) return cleared(native, out)
  setGeometry(native, info)
  const addresses = [native.address(x), native.address(dy), native.address(out)] as const
  native.exports.depthwiseFilterGradient(...addresses, info.batchSize, info.outChannels / info.inChannels)
  return out
})

export const depthwiseInputGradient = implement<
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeBackpropInputAttrs
>('DepthwiseConv2dNativeBackpropInput', ({ inputs: { dy, filter }, attrs, native }) => {
  const info = backend_util.computeConv2DInfo(
    attrs.inputShape,
    filter.shape as Shape4D,
    attrs.strides,
    attrs.dilations,
    attrs.pad,
    attrs.dimRoundingMode,
    true,
  )
  assertFits(info)
  const out = native.make(info.inShape, 'float32')
  if (sizeOf(info.outShape) === 0) return cleared(native, out)
  setGeometry(native, info)
  const addresses = [native.address(dy), native.address(filter), native.address(out)] as const
  const multiplier = info.outChannels / info.inChannels
  native.exports.depthwiseInputGradient(...addresses, sizeOf(info.inShape), info.batchSize, multiplier)
  return out
})
