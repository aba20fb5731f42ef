/**
 * What cells keep in tensors and buffers has a bound, and whoever comes to it hears so at the line. Without one a cell
 * takes what the machine has, and the page beside it slows down or dies. What an engine keeps in its own heap, lists and
 * texts, it bounds itself.
 */
import { countBuffers } from './buffers'
import * as tf from './tf'
import { tell } from './told'
import type { Words } from './words/words'

/** Bytes, tensors and buffers together: more than any lesson needs, and less than machines of learners have. */
export const MOST_MEMORY = 2.5e9

type Info = { bytes: number }
type Engine = {
  state: { tensorInfo: WeakMap<object, Info> }
  trackTensor(this: Engine, tensor: { dataId: object }, backend: unknown): void
  removeDataId(this: Engine, dataId: object, backend: unknown): void
  runKernel(this: Engine, ...given: unknown[]): unknown
  makeTensor(this: Engine, ...given: unknown[]): unknown
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`

/** @returns how much the buffers of cells are, as far as the engine has told */
export function guardMemory(
  target: Record<string, unknown>,
  words: Pick<Words, 'memoryFull'>,
  most = MOST_MEMORY,
): () => number {
  const engine = tf.engine() as unknown as Engine
  // TF.js counts each tensor whole, also those that are another shape of the same values.
  let stored = 0
  const sizes = new WeakMap<object, number>()
  const { trackTensor, removeDataId } = engine
  engine.trackTensor = function (tensor, backend) {
    const { dataId } = tensor
    const isKnown = this.state.tensorInfo.has(dataId)
    trackTensor.call(this, tensor, backend)
    if (isKnown) return
    const bytes = this.state.tensorInfo.get(dataId)?.bytes ?? 0
    sizes.set(dataId, bytes)
    stored += bytes
  }
  engine.removeDataId = function (dataId, backend) {
    removeDataId.call(this, dataId, backend)
    if (this.state.tensorInfo.has(dataId)) return
    stored -= sizes.get(dataId) ?? 0
    sizes.delete(dataId)
  }
  const admit = (bytes: number) => {
    const held = stored + buffers.held() + bytes
    if (held > most) throw tell(new RangeError(words.memoryFull(gigabytes(held), gigabytes(most))))
  }
  const buffers = countBuffers(target, admit)
  const { runKernel, makeTensor } = engine
  engine.runKernel = function (...given) {
    admit(0)
    return runKernel.apply(this, given)
  }
  engine.makeTensor = function (...given) {
    admit(0)
    return makeTensor.apply(this, given)
  }
  return buffers.held
}
