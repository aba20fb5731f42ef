/**
 * The bytes of our WebAssembly module. This is the version for Node, which reads what
 * `scripts/assembly.ts` compiled; bundles get the bytes inside, by the plugins of that file.
 */
/// <reference types="node" />
import { readFileSync } from 'node:fs'

export type Variant = 'simd' | 'relaxed' | 'simd-shared' | 'relaxed-shared'

/** @throws if `dist/assembly` has not been built. */
export function readBinary(variant: Variant): Uint8Array<ArrayBuffer> {
  const url = new URL(`../../dist/assembly/${variant}.wasm`, import.meta.url)
  try {
    return new Uint8Array(readFileSync(url))
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    throw new Error('The WASM kernels are not compiled. Run: node scripts/run.mjs scripts/assembly.ts', {
      cause: error,
    })
  }
}
