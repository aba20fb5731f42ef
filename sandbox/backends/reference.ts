// Its kernels are the reference; the backend itself is made when first asked for.
import '@tensorflow/tfjs-backend-cpu'
import { engine, getKernel } from '@tensorflow/tfjs-core'
import type { BackendValues, KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'

/** What a kernel is called with, by TF.js's registry. */
type Args = Parameters<KernelFunc>[0]

/**
 * The same kernel by the CPU backend, for what WASM gets wrong: slower, so for what is rare. Values are copied to the
 * CPU's own store and back.
 * @throws where the CPU has no such kernel either.
 */
export function computeOnCpu(name: string, { inputs, attrs, backend }: Args): TensorInfo | TensorInfo[] {
  const wasm = backend as BackendWasm
  const cpu = engine().findBackend('cpu')
  const kernel = getKernel(name, 'cpu')
  if (kernel === null || kernel === undefined)
    throw new Error(`${name} on WASM does not take these arguments.`)
  const copied: TensorInfo[] = []
  const toCpu = (tensor: TensorInfo): TensorInfo => {
    const copy = copyTo(cpu, wasm.readSync(tensor.dataId), tensor)
    copied.push(copy)
    // The gradients of dilation ask what they are given for its rank.
    return Object.assign(copy, { rank: tensor.shape.length })
  }
  try {
    // Some kernels take a list; its keys are positions.
    const given = Object.entries(inputs).map(
      ([key, tensor]) => [key, tensor == null ? tensor : toCpu(tensor)] as const,
    )
    const out = kernel.kernelFunc({
      inputs: (Array.isArray(inputs)
        ? given.map(([, tensor]) => tensor)
        : Object.fromEntries(given)) as typeof inputs,
      ...(attrs === undefined ? {} : { attrs }),
      backend: cpu,
    })
    const back = [out].flat().map((tensor) => {
      const made = copyTo(wasm, cpu.readSync(tensor.dataId), tensor)
      if (!copied.some(({ dataId }) => dataId === tensor.dataId)) copied.push(tensor)
      return made
    })
    return Array.isArray(out) ? back : back[0]!
  } finally {
    // Twice where a kernel hands its input on: the CPU counts references.
    for (const { dataId } of copied) cpu.disposeData(dataId, true)
  }
}

const STORED = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const

/** A new tensor on `backend`, of values stored as its dtype is: CPU kernels keep bools in whatever array they made. */
function copyTo(backend: KernelBackend, values: BackendValues, { shape, dtype }: TensorInfo): TensorInfo {
  const array = dtype in STORED ? STORED[dtype as keyof typeof STORED] : undefined
  const kept = array === undefined ? values.slice() : array.from(values as ArrayLike<number>)
  const dataId = backend.write(kept as BackendValues, shape, dtype)
  return { dataId, shape, dtype }
}
