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

/** Shape and dtype agree, and values within `tolerance`, relative where they are large. */
export function expectClose(actual: Computed[], expected: Computed[], tolerance = 1e-4): void {
  expect(actual.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  )
  actual.forEach(({ values }, k) => {
    const wanted = expected[k]?.values ?? []
    const wrong = values.findIndex((value, i) => {
      const want = wanted[i] ?? Number.NaN
      // Also false for NaN, which is never close.
      return !(Math.abs(value - want) <= tolerance * (1 + Math.abs(want)))
    })
    if (wrong >= 0) expect({ at: wrong, value: values[wrong] }).toEqual({ at: wrong, value: wanted[wrong] })
  })
}

export async function expectAgreement(run: () => Tensor[], tolerance?: number): Promise<void> {
  const expected = await compute('cpu', run)
  expectClose(await compute('wasm', run), expected, tolerance)
}
