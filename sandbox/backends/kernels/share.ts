import type { CastAttrs, CastInputs, IdentityInputs, TensorInfo } from '@tensorflow/tfjs-core'
import { implement } from '../kernel'
import type { Native } from '../native'

/** The same data under a second handle: tensors never change, so a copy is only work. */
function share({ backend }: Native, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  backend.incRef(dataId)
  return { dataId, shape, dtype }
}

/** Stock WASM copies. Every `clone`, and so every weight read by a layer, comes through here. */
export const identity = implement<IdentityInputs>('Identity', ({ inputs: { x }, native }) => share(native, x))

/**
 * Stock WASM copies even where the dtype stays, as it does in many gradients; and to bool it cuts numbers to
 * a byte, so that 0.5 and 256 become false.
 */
export const cast = implement<CastInputs, CastAttrs>('Cast', (call) => {
  const { x } = call.inputs
  const { dtype } = call.attrs
  if (x.dtype === dtype) return share(call.native, x)
  if (dtype !== 'bool' || x.dtype === 'string' || x.dtype === 'complex64') return call.stock()
  const { backend } = call.native
  const out = call.native.make(x.shape, 'bool')
  // The output is made first: making it may move the heap from under a view.
  const from = backend.typedArrayFromHeap(x)
  const to = backend.typedArrayFromHeap(out)
  for (let i = 0; i < from.length; i++) to[i] = from[i] === 0 ? 0 : 1
  return out
})
