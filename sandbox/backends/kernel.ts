import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core'
import { nativeOf } from './native'
import type { Native } from './native'
import { computeOnCpu } from './reference'

/** TF.js's input types are picked from an index signature; the named tensors are always there. */
export type Given<Inputs> = { [Name in keyof Inputs]: Exclude<Inputs[Name], undefined> }

/** What a kernel is called with; `stock` is the kernel it replaces. */
export interface Call<Inputs, Attributes> {
  inputs: Given<Inputs>
  attrs: Attributes
  native: Native
  /** Runs the replaced kernel on the same arguments: for dtypes and options ours leaves to it. */
  stock(): TensorInfo
  /** The same by the CPU's kernel: for what neither ours nor stock takes. */
  reference(): TensorInfo | TensorInfo[]
}

export type Implementation = (stock: KernelFunc | undefined) => KernelFunc

/**
 * Fits an implementation to the signature of TF.js. Inputs and attributes are TF.js's own types for the
 * kernel's name; the registry gives them untyped.
 */
export function implement<Inputs, Attributes = NamedAttrMap>(
  name: string,
  compute: (call: Call<Inputs, Attributes>) => TensorInfo | TensorInfo[],
): Implementation {
  return (stock) => (args) =>
    compute({
      inputs: args.inputs as unknown as Given<Inputs>,
      attrs: args.attrs as unknown as Attributes,
      native: nativeOf(args.backend as BackendWasm),
      stock() {
        if (stock === undefined) throw new Error(`${name} on WASM does not take these arguments.`)
        return stock(args) as TensorInfo
      },
      reference: () => computeOnCpu(name, args),
    })
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
