// The backend registers its own kernels when it is imported; ours must come after.
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core'
import type { KernelConfig } from '@tensorflow/tfjs-core'
import { repairAdam } from './adam'
import { registerEinsumGradient } from './einsum-gradient'
import { guardMemory } from './native'
import { kernels } from './registry'
import { repairReluGradient } from './relu-gradient'
import { holdStock } from './stock'

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
  const stock = new Map(getKernelsForBackend(backendName).map((config) => [config.kernelName, config]))
  const place = (config: KernelConfig) => {
    if (stock.has(config.kernelName)) unregisterKernel(config.kernelName, backendName)
    registerKernel(config)
  }
  for (const config of stock.values())
    place({ ...config, kernelFunc: holdStock(config.kernelName, config.kernelFunc) })
  for (const [kernelName, implementation] of Object.entries(kernels)) {
    const base = stock.get(kernelName) ?? { kernelName, backendName }
    const held = stock.has(kernelName) ? holdStock(kernelName, stock.get(kernelName)!.kernelFunc) : undefined
    if (held !== undefined) unregisterKernel(kernelName, backendName)
    registerKernel({ ...base, kernelFunc: implementation(held) })
  }
  guardWrites()
  registerEinsumGradient()
  repairReluGradient()
  repairAdam()
}

/** Every tensor is made by `write`, also those of stock kernels that never meet ours. */
function guardWrites(): void {
  const { write } = BackendWasm.prototype
  BackendWasm.prototype.write = function (...args) {
    guardMemory(this)
    return write.apply(this, args)
  }
}
