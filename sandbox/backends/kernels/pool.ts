import { backend_util } from '@tensorflow/tfjs-core'
import type {
  AvgPoolGradAttrs,
  AvgPoolGradInputs,
  MaxPoolGradAttrs,
  MaxPoolGradInputs,
} from '@tensorflow/tfjs-core'
import type { Geometry } from '../exports'
import { implement, sizeOf } from '../kernel'
import { assertFits, cleared } from './convolution'

type Shape4D = [number, number, number, number]

function geometryOf(info: backend_util.Conv2DInfo): Geometry {
  return [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
  ]
}

export const maxPoolGradient = implement<MaxPoolGradInputs, MaxPoolGradAttrs>('MaxPoolGrad', (call) => {
  const { dy, input } = call.inputs
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs
  const shape = input.shape as Shape4D
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode)
  assertFits(info)
  if (input.dtype !== 'float32' || dy.dtype !== 'float32') return call.reference()
  const { native } = call
  const out = native.make(shape, 'float32')
  if (sizeOf(info.outShape) === 0) return cleared(native, out)
  const addresses = [native.address(input), native.address(dy), native.address(out)] as const
  native.exports.maxPoolGradient(...addresses, ...geometryOf(info))
  return out
})

export const averagePoolGradient = implement<AvgPoolGradInputs, AvgPoolGradAttrs>('AvgPoolGrad', (call) => {
  const { dy, input } = call.inputs
  const { filterSize, strides, pad } = call.attrs
  const shape = input.shape as Shape4D
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad)
  assertFits(info)
  if (input.dtype !== 'float32' || dy.dtype !== 'float32') return call.reference()
  const { native } = call
  const out = native.make(shape, 'float32')
  if (sizeOf(info.outShape) === 0) return cleared(native, out)
  native.exports.averagePoolGradient(native.address(dy), native.address(out), ...geometryOf(info))
  return out
})
