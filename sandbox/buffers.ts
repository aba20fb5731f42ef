/**
 * Bytes that cells keep in buffers of their own, so that they can be bounded: an engine gives a worker as many as the
 * machine has. What is let go of is counted off when the engine tells. Buffers that the runtime makes are not a cell's.
 */
const NAMES = [
  'ArrayBuffer',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
] as const

/** Smaller ones live among the engine's other objects, which it bounds itself. */
const SMALL = 4096

/** Also one of another realm, or shared: asked of the value itself. */
function isBuffer(value: unknown): boolean {
  const kind = Object.prototype.toString.call(value)
  return kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]'
}

type Maker = (new (...given: unknown[]) => ArrayBuffer | ArrayBufferView) & { BYTES_PER_ELEMENT?: number }

export type Buffers = { held(): number }

/**
 * @param target the global object, whose constructors are replaced by ones that count
 * @param admit throws when there is no room for so many bytes more
 */
export function countBuffers(target: Record<string, unknown>, admit: (bytes: number) => void): Buffers {
  let held = 0
  const counted = new WeakSet<object>()
  const { construct } = Reflect
  const gone = new FinalizationRegistry<number>((bytes) => {
    held -= bytes
  })
  const count = (made: ArrayBuffer | ArrayBufferView) => {
    const buffer = ArrayBuffer.isView(made) ? made.buffer : made
    const { byteLength } = buffer
    if (byteLength < SMALL || counted.has(buffer)) return
    counted.add(buffer)
    held += byteLength
    gone.register(buffer, byteLength)
  }
  for (const name of NAMES) {
    const original = target[name] as Maker | undefined
    if (original === undefined) continue
    const unit = original.BYTES_PER_ELEMENT ?? 1
    const counting: Maker = new Proxy(original, {
      construct(of, given: unknown[], asked) {
        const [length] = given
        if (typeof length === 'number') admit(length * unit)
        const made = construct(of, given, asked === counting ? of : asked)
        // A view of what is there, such as all of WebAssembly's memory, takes nothing.
        if (!isBuffer(length)) count(made)
        if (typeof length !== 'number') admit(0)
        return made
      },
    })
    target[name] = counting
    // Copies (`slice`, `map`) are made by the constructor that an array names.
    Object.defineProperty(original.prototype, 'constructor', {
      value: counting,
      writable: true,
      configurable: true,
    })
  }
  return { held: () => held }
}
