/** What the scoring thread and its owner say to each other. The thread predicts; the owner knows the answers. */
import type { LayerSpec } from '../curriculum/checks'

export type Job = {
  /** Increases with each job of this thread. */
  job: number
  input: number[]
  layers: LayerSpec[]
  /** All weights, in the order of `model.getWeights()`. */
  values: Float32Array
  /** uint8 pixels, one example after another; predicted after division by 255. */
  images: Uint8Array
}

export type WorkerAnswer =
  | { type: 'ready' }
  /** The most likely class of each example; 255 where the model gave no usable number. */
  | { type: 'predicted'; job: number; predictions: Uint8Array }
  | { type: 'failed'; job: number; message: string }
