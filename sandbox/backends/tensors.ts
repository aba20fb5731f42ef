import { tensor } from '@tensorflow/tfjs-core'
import type { DataType, Tensor } from '@tensorflow/tfjs-core'

/** Contents follow from the seed; `values` bounds whole numbers, else they are fractions in (-1, 1). */
export interface TensorSpec {
  shape: number[]
  seed: number
  dtype?: DataType
  whole?: { from: number; to: number }
}

export function makeTensor({ shape, seed, dtype = 'float32', whole }: TensorSpec): Tensor {
  let state = (seed * 2654435761 + 1) >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const range =
    dtype === 'bool' ? { from: 0, to: 1 } : (whole ?? (dtype === 'int32' ? { from: -9, to: 9 } : undefined))
  const size = shape.reduce((product, length) => product * length, 1)
  const values = Array.from({ length: size }, () =>
    range === undefined ? next() * 2 - 1 : range.from + Math.floor(next() * (range.to - range.from + 1)),
  )
  return tensor(values, shape, dtype)
}
