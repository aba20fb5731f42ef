import { cast, engine, mul, registerGradient, step } from '@tensorflow/tfjs-core'
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core'

/** On WASM the gradient of relu is one kernel; on other backends what TF.js does: step, cast and multiply. */
export function repairReluGradient(): void {
  registerGradient({
    kernelName: 'Relu',
    inputsToSave: ['x'],
    gradFunc(dy, [x]) {
      if (x === undefined || Array.isArray(dy)) throw new Error('The gradient of relu needs its input.')
      const isOurs = engine().backendName === 'wasm' && x.dtype === 'float32'
      const inputs = { dy, x } as unknown as NamedTensorMap
      return {
        x: () =>
          isOurs ? (engine().runKernel('ReluGrad', inputs) as Tensor) : mul(dy, cast(step(x), 'float32')),
      }
    },
  })
}
