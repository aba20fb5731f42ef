// The backend registers its own kernels when it is imported; ours must come after.
import '@tensorflow/tfjs-backend-wasm'
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core'
import type { KernelConfig } from '@tensorflow/tfjs-core'
import { repairAdam } from './adam'
import { registerEinsumGradient } from './einsum-gradient'
import { kernels } from './registry'
import { repairReluGradient } from './relu-gradient'

const backendName = 'wasm'
let isRepaired = false

/**
 * Makes TF.js's WASM backend able to train every kind of layer, and fast: registers the kernels it lacks and
 * replaces the slow ones (README.md says which and by how much). Before or after the backend is chosen; a
 * second call changes nothing.
 */
export function repairWasm(): void {
  if (isRepaired) return
  isRepaired = true
  for (const [kernelName, implementation] of Object.entries(kernels)) {
    const stock = getKernel(kernelName, backendName) as KernelConfig | undefined
    if (stock !== undefined) unregisterKernel(kernelName, backendName)
    const base = stock ?? { kernelName, backendName }
    registerKernel({ ...base, kernelFunc: implementation(stock?.kernelFunc) })
  }
  registerEinsumGradient()
  repairReluGradient()
  repairAdam()
}
