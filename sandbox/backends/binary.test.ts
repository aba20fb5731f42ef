import { describe, expect, it } from 'vitest'
import { readBinary } from './binary'
import type { Variant } from './binary'
import type { Exports } from './exports'

const variants: Variant[] = ['simd', 'relaxed', 'simd-shared', 'relaxed-shared']

/** The ids of a module's sections, in order. */
function sectionsOf(bytes: Uint8Array): number[] {
  const ids: number[] = []
  let at = 8
  while (at < bytes.length) {
    ids.push(bytes[at++] ?? 0)
    let length = 0
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = bytes[at++] ?? 0
      length += (byte & 0x7f) << shift
    }
    at += length
  }
  return ids
}

describe('the module', () => {
  // Static data would be written over TF.js's own, since the memory is shared with it.
  it.each(variants)('%s has imports and no memory, start or data of its own', (variant) => {
    const sections = sectionsOf(readBinary(variant))
    const [imports, ownMemory, start, data] = [2, 5, 8, 11]
    expect(sections).toContain(imports)
    for (const section of [ownMemory, start, data]) expect(sections).not.toContain(section)
  })

  it('runs on a shared memory, as TF.js with threads has', () => {
    const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true })
    const compiled = new WebAssembly.Module(readBinary('simd-shared'))
    const { gemm } = new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Exports
    const floats = new Float32Array(memory.buffer)
    floats.set([1, 2, 3, 4], 0)
    floats.set([5, 6, 7, 8], 4)
    gemm(0, 2, 1, 16, 2, 1, 64, 2, 2, 2, 0, 0, 1024)
    expect([...floats.subarray(16, 20)]).toEqual([19, 22, 43, 50])
  })
})
