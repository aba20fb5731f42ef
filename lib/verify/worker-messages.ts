/** What the scoring thread and its owner say to each other. The thread predicts; the owner knows the answers. */
import type { Topology } from './topology'

/** Examples one after another: uint8 pixels, predicted after division by 255, or numbers and ids as they are. */
export type Examples = Uint8Array | Float32Array | Int32Array

export type Job = {
  /** Increases with each job of this thread. */
  job: number
  topology: Topology
  /** All weights, layer after layer, each in the order of `layer.getWeights()`. */
  values: Float32Array
  examples: Examples
}

export type WorkerAnswer =
  | { type: 'ready' }
  /** The model's outputs, one row after another. */
  | { type: 'predicted'; job: number; outputs: Float32Array }
  | { type: 'failed'; job: number; message: string }
