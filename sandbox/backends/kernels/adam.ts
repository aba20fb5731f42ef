import type { TensorInfo } from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'

export interface AdamInputs {
  value: TensorInfo
  gradient: TensorInfo
  first: TensorInfo
  second: TensorInfo
}

export interface AdamAttributes {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  /** 1 - β1ᵗ and 1 - β2ᵗ at this step. */
  correction1: number
  correction2: number
}

/** One step for one weight: the new value, first and second moment. A kernel of our own, see `../adam.ts`. */
export const adamStep = implement<AdamInputs, AdamAttributes>('AdamStep', ({ inputs, attrs, native }) => {
  const { value, gradient, first, second } = inputs
  const outputs = [value, first, second].map(({ shape }) => native.make(shape, 'float32'))
  const [newValue, newFirst, newSecond] = outputs.map((out) => native.address(out)) as [
    number,
    number,
    number,
  ]
  native.exports.adam(
    native.address(value),
    native.address(gradient),
    native.address(first),
    native.address(second),
    newValue,
    newFirst,
    newSecond,
    sizeOf(value.shape),
    attrs.learningRate,
    attrs.beta1,
    attrs.beta2,
    1 - attrs.beta1,
    1 - attrs.beta2,
    attrs.correction1,
    attrs.correction2,
    attrs.epsilon,
  )
  return outputs
})
