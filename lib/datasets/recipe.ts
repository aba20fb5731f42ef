/** What a recipe makes of a data set's sources. */

/** As the scorer takes examples: uint8 are pixels and divided by 255, the others are given to a model as they are. */
export type Examples = Uint8Array | Float32Array | Int32Array

export const DTYPES = { uint8: Uint8Array, float32: Float32Array, int32: Int32Array } as const
export type Dtype = keyof typeof DTYPES

export type Hidden = {
  /** One example after another. */
  examples: Examples
  /** The class of each example. */
  labels: Uint8Array
}

export type Prepared = {
  /** Raw bytes by file name, for the browser. A name `part/file` belongs to a part that may be loaded alone. */
  served: Record<string, Uint8Array>
  /** For the server alone. */
  hidden?: Hidden
  /** Examples in each split, by its name in the card. */
  counts: Record<string, number>
}

export type Recipe = {
  /** Raised when the recipe's output changes, so that the files move to a new path. */
  revision: number
  /** How hidden examples are stored; left out where nothing is hidden. */
  hidden?: Dtype
  /** `read` gives a source file's bytes by its path in the card. */
  prepare: (read: (path: string) => Uint8Array) => Prepared
}

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const toText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Little-endian bytes of numbers, as typed arrays hold them on every machine this runs on. */
export const bytesOf = (values: Examples): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
