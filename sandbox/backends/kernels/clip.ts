import type { ClipByValueAttrs, ClipByValueInputs } from '@tensorflow/tfjs-core'
import { implement } from '../kernel'

/** Stock clips NaN away, and with it the sign that training broke. */
export const clip = implement<ClipByValueInputs, ClipByValueAttrs>('ClipByValue', (call) => {
  const { x } = call.inputs
  const { clipValueMin, clipValueMax } = call.attrs
  if (x.dtype !== 'float32') return call.reference()
  const { backend } = call.native
  const out = call.native.make(x.shape, 'float32')
  // The output is made first: making it may move the heap from under a view.
  const from = backend.typedArrayFromHeap(x)
  const to = backend.typedArrayFromHeap(out)
  for (let i = 0; i < from.length; i++) {
    const value = from[i]!
    to[i] = value > clipValueMax ? clipValueMax : value < clipValueMin ? clipValueMin : value
  }
  return out
})
