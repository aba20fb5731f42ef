import { describe, expect, test } from 'vitest'
import { countBuffers } from './buffers'

const MANY = 1_000_000
/** Constructors of its own, so that nobody else counts. */
function world(most = Infinity) {
  class Uint8 extends Uint8Array {}
  class Float32 extends Float32Array {}
  const target: Record<string, unknown> = {
    ArrayBuffer: class extends ArrayBuffer {},
    Uint8Array: Uint8,
    Float32Array: Float32,
  }
  const buffers = countBuffers(target, (bytes) => {
    if (buffers.held() + bytes > most) throw new RangeError('full')
  })
  return {
    buffers,
    Buffer: target['ArrayBuffer'] as ArrayBufferConstructor,
    Bytes: target['Uint8Array'] as Uint8ArrayConstructor,
    Floats: target['Float32Array'] as Float32ArrayConstructor,
  }
}

describe('bytes that cells keep', () => {
  test('are counted by length, by contents, from lists and for copies, once a buffer', () => {
    const { buffers, Buffer, Bytes, Floats } = world()
    const buffer = new Buffer(MANY)
    const view = new Bytes(buffer)
    expect(buffers.held()).toBe(MANY)
    const floats = new Floats(MANY)
    const copy = floats.slice()
    const listed = Floats.from({ length: 2000 }, (_, at) => at)
    expect(buffers.held()).toBe(MANY + 8 * MANY + 8000)
    expect([view.length, copy.length, listed[1999]]).toEqual([MANY, MANY, 1999])
  })

  test('a view of a buffer that is none of theirs takes nothing, nor does a part of one', () => {
    const { buffers, Bytes } = world()
    const { buffer } = new WebAssembly.Memory({ initial: 100 })
    const heap = new Bytes(buffer)
    expect(heap.subarray(0, 10).length + new Bytes(buffer, 8, 8).length).toBe(18)
    expect(buffers.held()).toBe(0)
    expect(heap.slice(0, MANY).length).toBe(MANY)
    expect(buffers.held()).toBe(MANY)
  })

  test('do not change what an array is', () => {
    const { Floats } = world()
    const array = new Floats([1, 2, 3])
    expect(array).toBeInstanceOf(Floats)
    expect(array).toBeInstanceOf(Float32Array)
    expect(array.constructor).toBe(Floats)
    class Own extends Floats {}
    expect(new Own(2)).toBeInstanceOf(Own)
    expect(Floats.BYTES_PER_ELEMENT).toBe(4)
    expect(() => (Floats as unknown as () => void)()).toThrow(TypeError)
  })

  test('are refused before they are taken', () => {
    const { buffers, Bytes, Floats } = world(2 * MANY)
    const kept = [new Bytes(MANY)]
    expect(() => new Floats(MANY)).toThrow('full')
    expect(buffers.held()).toBe(MANY)
    kept.push(new Bytes(MANY))
    expect(() => kept[0]!.slice()).toThrow('full')
  })

  test('small ones are left to the engine', () => {
    const { buffers, Bytes } = world()
    const kept = Array.from({ length: 10 }, () => new Bytes(100))
    expect(buffers.held()).toBe(0)
    expect(kept).toHaveLength(10)
  })
})
