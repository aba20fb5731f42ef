/** The IDX format: magic number (0, 0, element type, rank), one big-endian uint32 a dimension, then the elements. */

export type Idx = {
  /** Sizes of the dimensions, the number of examples first. */
  shape: number[]
  /** The elements in row-major order: a view into the given bytes. */
  values: Uint8Array
}

const UNSIGNED_BYTE = 0x08

/** Reads an IDX file of unsigned bytes. Throws an error that says what is wrong with the file. */
export function parseIdx(bytes: Uint8Array): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4) throw new Error(`IDX: ${bytes.length} bytes are too few for a magic number`)
  const magic = view.getUint32(0)
  const rank = magic & 0xff
  if (magic >>> 8 !== UNSIGNED_BYTE || rank === 0) {
    throw new Error(`IDX: magic number ${magic} is not that of a file of unsigned bytes`)
  }
  const head = 4 + 4 * rank
  if (bytes.length < head) throw new Error(`IDX: the header of rank ${rank} is cut off`)
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis))
  const size = shape.reduce((product, length) => product * length, 1)
  if (bytes.length !== head + size) {
    throw new Error(`IDX: the header announces ${size} values, the file holds ${bytes.length - head}`)
  }
  return { shape, values: bytes.subarray(head) }
}
