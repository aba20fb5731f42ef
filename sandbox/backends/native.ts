import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core'
import { readBinary } from './binary'
import type { Variant } from './binary'
import type { Exports } from './exports'

/** Our module beside TF.js's, on the same memory: addresses of tensors, outputs and scratch. */
export interface Native {
  readonly backend: BackendWasm
  readonly exports: Exports
  /** Byte address of a tensor on the heap. */
  address(tensor: TensorInfo): number
  /** A new tensor with undefined contents. */
  make(shape: readonly number[], dtype: DataType): TensorInfo
  /** The working area of `gemm`; its contents do not survive a call. */
  scratch(): number
  /** An area of at least `bytes` bytes for a kernel's own use, valid until the next call. */
  area(bytes: number): number
}

/** The parts of Emscripten's module that TF.js's types leave out. */
interface Heap {
  _malloc(bytes: number): number
  _free(address: number): void
}

const OUT_OF_MEMORY = 'The WASM backend is out of memory: use a smaller batch or model.'

const guarded = new WeakSet<object>()
const attached = new WeakMap<BackendWasm, Native>()

/**
 * Asks for memory that can be refused: stock kernels write at address 0 when there is none, and the module is dead.
 * The first call of Emscripten's `_malloc` puts another in its own place, which is kept behind ours.
 */
export function guardMemory(backend: BackendWasm): void {
  const heap = backend.wasm as unknown as Heap
  if (guarded.has(heap)) return
  guarded.add(heap)
  let allocate = heap._malloc
  const checked = (bytes: number): number => {
    // A size past 32 bits would be cut to what is left of it.
    const address = bytes > 2 ** 32 - 1 ? 0 : allocate(bytes) >>> 0
    if (address === 0 && bytes > 0) throw new Error(OUT_OF_MEMORY)
    return address
  }
  Object.defineProperty(heap, '_malloc', {
    get: () => checked,
    set: (next: typeof allocate) => {
      allocate = next
    },
  })
}

/** The companion of a backend; made on first use, because kernels may be registered before the backend is. */
export function nativeOf(backend: BackendWasm): Native {
  let native = attached.get(backend)
  if (native === undefined) {
    native = attach(backend)
    attached.set(backend, native)
  }
  return native
}

function attach(backend: BackendWasm): Native {
  guardMemory(backend)
  const memory = findMemory(backend)
  const shared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer
  const instance = new WebAssembly.Instance(compile(shared), { env: { memory } })
  const exports = instance.exports as unknown as Exports
  const heap = backend.wasm as unknown as Heap
  // Both areas live as long as the backend; they are freed with the whole heap.
  let scratch = 0
  let area = 0
  let areaBytes = 0
  return {
    backend,
    exports,
    address: (tensor) => addressOf(backend, tensor),
    make: (shape, dtype) => backend.makeOutput([...shape], dtype),
    scratch() {
      if (scratch === 0) scratch = heap._malloc(exports.gemmScratch())
      return scratch
    },
    area(bytes) {
      if (bytes > areaBytes) {
        if (area !== 0) heap._free(area)
        // Forgotten first: if the larger area cannot be had, the old address must not be used again.
        area = 0
        areaBytes = 0
        area = heap._malloc(bytes)
        areaBytes = bytes
      }
      return area
    },
  }
}

function addressOf(backend: BackendWasm, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset
}

/** Emscripten keeps the exports of the module in `asm`; a threaded module is given its memory instead. */
function findMemory(backend: BackendWasm): WebAssembly.Memory {
  const emscripten = backend.wasm as unknown as { asm?: object; wasmMemory?: unknown }
  for (const value of [emscripten.wasmMemory, ...Object.values(emscripten.asm ?? {})]) {
    if (value instanceof WebAssembly.Memory) return value
  }
  throw new Error('The memory of the TF.js WASM backend was not found; was it updated past 4.22?')
}

function compile(shared: boolean): WebAssembly.Module {
  const suffix = shared ? '-shared' : ''
  for (const kind of ['relaxed', 'simd'] as const) {
    const bytes = readBinary(`${kind}${suffix}` satisfies Variant)
    if (WebAssembly.validate(bytes)) return new WebAssembly.Module(bytes)
  }
  throw new Error('This engine has no WebAssembly SIMD; use a current Chromium, Firefox or Safari.')
}
