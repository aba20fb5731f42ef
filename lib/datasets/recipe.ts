/** What a recipe makes of a data set's sources. */
import type { Alteration } from './alter'

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

/** Served examples by the names of `Prepared.served`, in the form of hidden ones. */
export type ServedPart = (read: (file: string) => Promise<Uint8Array>) => Promise<Hidden>

/**
 * How an installation asks hidden examples, so that whoever knows the originals gains nothing: see
 * `examination.server.ts`. `learned` are the served examples that a model is to have learned from.
 */
export type Examination =
  /** They are made: anew, by a secret, and as many. No original is asked. */
  | { kind: 'drawn'; draw: (random: () => number) => Hidden }
  /** They are pictures, and asked a little altered. */
  | { kind: 'altered'; how: Alteration; learned: readonly ServedPart[] }
  /** Whatever changed them might change their class: they are asked as they are. */
  | { kind: 'unaltered'; learned: readonly ServedPart[] }

export type Recipe = {
  /** Raised when the recipe's output changes, so that the files move to a new path. */
  revision: number
  /** `read` gives a source file's bytes by its path in the card. */
  prepare: (read: (path: string) => Uint8Array) => Prepared
} & (
  | { hidden?: never; examination?: never }
  /** How hidden examples are stored, and how they are asked: one is not to be had without the other. */
  | { hidden: Dtype; examination: Examination }
)

/** Pictures and labels of one part. */
export const picturesOf =
  (images: string, labels: string): ServedPart =>
  async (read) => ({ examples: await read(images), labels: await read(labels) })

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const toText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Little-endian bytes of numbers, as typed arrays hold them on every machine this runs on. */
export const bytesOf = (values: Examples): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
