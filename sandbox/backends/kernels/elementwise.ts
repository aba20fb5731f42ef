import { broadcast_util } from '@tensorflow/tfjs-core'
import type { AddInputs, TensorInfo } from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'

/** A bias: `b` has the last axes of `a`, the same ones added to every row. The rest is stock. */
export const add = implement<AddInputs>('Add', (call) => {
  const { a, b } = call.inputs
  const { native } = call
  const [aSize, row] = [sizeOf(a.shape), sizeOf(b.shape)]
  const isBias =
    a.dtype === 'float32' &&
    b.dtype === 'float32' &&
    row > 0 &&
    b.shape.length <= a.shape.length &&
    b.shape.every((size, axis) => size === a.shape[a.shape.length - b.shape.length + axis])
  if (!isBias) return call.stock()
  const out = native.make(broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape), 'float32')
  native.exports.addRows(native.address(a), native.address(b), aSize / row, row, native.address(out))
  return out
})

export interface ReluGradientInputs {
  dy: TensorInfo
  x: TensorInfo
}

/** dy where x is positive, else 0: one pass where TF.js makes three tensors. A kernel of our own. */
export const reluGradient = implement<ReluGradientInputs>('ReluGrad', ({ inputs: { dy, x }, native }) => {
  const out = native.make(x.shape, 'float32')
  native.exports.reluGradient(native.address(dy), native.address(x), sizeOf(x.shape), native.address(out))
  return out
})
