import { AdamOptimizer, engine, mul, tidy, zerosLike } from '@tensorflow/tfjs-core'
import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core'
import type { AdamAttributes, AdamInputs } from './kernels/adam'

interface OptimizerVariable {
  originalName: string
  variable: Variable
}

/** The fields of AdamOptimizer that its step reads and writes; TF.js declares them private. */
interface AdamState {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  accBeta1: Variable
  accBeta2: Variable
  accumulatedFirstMoment: OptimizerVariable[]
  accumulatedSecondMoment: OptimizerVariable[]
  incrementIterations(): void
}

type Gradients = NamedTensorMap | { name: string; tensor: Tensor }[]

let isRepaired = false

/**
 * On WASM a step of `tf.train.adam` runs some fourteen small kernels for each weight; this one runs one.
 * State, names and results are those of TF.js, so optimizers can be saved, restored and moved between
 * backends as before; other backends keep the original step.
 */
export function repairAdam(): void {
  if (isRepaired) return
  isRepaired = true
  const original = AdamOptimizer.prototype.applyGradients
  AdamOptimizer.prototype.applyGradients = function (gradients) {
    if (engine().backendName !== 'wasm') original.call(this, gradients)
    else applyGradients(this as unknown as AdamState, gradients as unknown as Gradients)
  }
}

function applyGradients(state: AdamState, gradients: Gradients): void {
  const named = Array.isArray(gradients)
    ? gradients
    : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
  tidy(() => {
    const attrs: AdamAttributes = {
      learningRate: state.learningRate,
      beta1: state.beta1,
      beta2: state.beta2,
      epsilon: state.epsilon,
      correction1: 1 - (state.accBeta1.dataSync()[0] ?? 0),
      correction2: 1 - (state.accBeta2.dataSync()[0] ?? 0),
    }
    named.forEach(({ name, tensor: gradient }, i) => {
      const value = engine().registeredVariables[name]
      if (value === undefined) throw new Error(`Adam has no variable called ${name}.`)
      const first = (state.accumulatedFirstMoment[i] ??= momentOf(`${name}/m`, value)).variable
      const second = (state.accumulatedSecondMoment[i] ??= momentOf(`${name}/v`, value)).variable
      // A weight that the loss does not depend on has no gradient.
      if (gradient == null) return
      const inputs = { value, gradient, first, second } satisfies AdamInputs
      const [newValue, newFirst, newSecond] = engine().runKernel(
        'AdamStep',
        inputs as unknown as NamedTensorMap,
        { ...attrs },
      ) as unknown as [Tensor, Tensor, Tensor]
      value.assign(newValue)
      first.assign(newFirst)
      second.assign(newSecond)
    })
    state.accBeta1.assign(mul(state.accBeta1, state.beta1))
    state.accBeta2.assign(mul(state.accBeta2, state.beta2))
  })
  state.incrementIterations()
}

function momentOf(originalName: string, value: Variable): OptimizerVariable {
  return { originalName, variable: tidy(() => zerosLike(value).variable(false)) }
}
