/** What the bench asks of a worker, one request at a time. */
export type Request =
  | { kind: 'prepare'; setting: Setting }
  /** Trains for about `seconds` with `model.fit`, shuffled, as a cell of a lesson does. */
  | { kind: 'fit'; seconds: number }
  /** A fresh seeded model over the first `steps` batches in order. */
  | { kind: 'loss'; steps: number }

export interface Setting {
  model: ModelName
  backend: 'wasm' | 'cpu'
  /** Ours, or TF.js as it is published. */
  repaired: boolean
}

export type ModelName = 'mnist-mlp' | 'mnist-cnn'

export type Answer =
  | { kind: 'ready' }
  | { kind: 'fitted'; steps: number; seconds: number }
  | { kind: 'loss'; loss: number }
  | { kind: 'failed'; message: string }
