/** For the tests of this folder: one computation on the CPU backend and on the repaired WASM backend. */
import { fileURLToPath } from 'node:url'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { dispose, engine, env, memory, ready, setBackend } from '@tensorflow/tfjs-core'
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core'
// Registers the gradients of all operations.
import '@tensorflow/tfjs-layers'
import { expect } from 'vitest'
import { makeTensor } from './tensors'
import type { TensorSpec } from './tensors'
import { repairWasm } from './wasm'

const binaries = '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/'

export async function openWasm(): Promise<void> {
  env().set('IS_NODE', true)
  setWasmPaths(fileURLToPath(new URL(binaries, import.meta.url)))
  repairWasm()
  await setBackend('wasm')
  await ready()
}

export interface KernelCase {
  inputs: Record<string, TensorSpec>
  attrs: object
}

/** One kernel called by name, as TF.js's operations do. */
export function runKernel(name: string, { inputs, attrs }: KernelCase): Tensor[] {
  const made = Object.entries(inputs).map(([key, spec]) => [key, makeTensor(spec)] as const)
  const given = name === 'Einsum' ? made.map(([, value]) => value) : Object.fromEntries(made)
  const out = engine().runKernel(name, given as unknown as NamedTensorMap, { ...attrs })
  dispose(made.map(([, value]) => value))
  return Array.isArray(out) ? out : [out as Tensor]
}

export interface Computed {
  shape: number[]
  dtype: string
  values: number[]
}

/** Runs on one backend, and expects that nothing but the results is left in memory. */
export async function compute(backend: 'cpu' | 'wasm', run: () => Tensor[]): Promise<Computed[]> {
  await setBackend(backend)
  const before = { tensors: memory().numTensors, data: engine().backend.numDataIds() }
  const results = run()
  const computed = results.map((result) => ({
    shape: result.shape,
    dtype: result.dtype,
    values: Array.from(result.dataSync()),
  }))
  dispose(results)
  expect({ tensors: memory().numTensors, data: engine().backend.numDataIds() }).toEqual(before)
  return computed
}

/**
 * What differs, in words, or undefined: shapes and dtypes are equal, and values within `tolerance`, relative
 * where they are large.
 */
export function findDifference(
  actual: Computed[],
  expected: Computed[],
  tolerance = 1e-4,
): string | undefined {
  for (const [k, wanted] of expected.entries()) {
    const given = actual[k]
    const [kind, wantedKind] = [given, wanted].map((each) => `${each?.dtype} [${each?.shape}]`)
    if (kind !== wantedKind) return `output ${k} is ${kind}, not ${wantedKind}`
    for (const [i, want] of wanted.values.entries()) {
      const value = given?.values[i] ?? Number.NaN
      // A difference of infinities, or to NaN, is NaN and close to nothing: those are equal or not.
      const isClose = Object.is(value, want) || Math.abs(value - want) <= tolerance * (1 + Math.abs(want))
      if (!isClose) return `output ${k} at ${i} is ${value}, not ${want}`
    }
    if (given?.values.length !== wanted.values.length) return `output ${k} has ${given?.values.length} values`
  }
  return actual.length === expected.length ? undefined : `${actual.length} outputs, not ${expected.length}`
}

/** How WASM differs from the CPU backend on a computation, or undefined. */
export async function compareBackends(run: () => Tensor[]): Promise<string | undefined> {
  const expected = await compute('cpu', run)
  return findDifference(await compute('wasm', run), expected)
}
