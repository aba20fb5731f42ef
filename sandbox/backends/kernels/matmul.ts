import { broadcast_util } from '@tensorflow/tfjs-core'
import type {
  BatchMatMulAttrs,
  BatchMatMulInputs,
  TensorInfo,
  _FusedMatMulAttrs,
} from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'
import type { Native } from '../native'

/**
 * Products of the last two axes, the leading ones broadcast; either operand may be transposed. `bias` has
 * one value per column.
 * @throws when the inner sizes differ, naming both shapes.
 */
export function multiply(
  native: Native,
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
  bias?: TensorInfo,
): TensorInfo {
  const [aRows = 1, aColumns = 1] = a.shape.slice(-2)
  const [bRows = 1, bColumns = 1] = b.shape.slice(-2)
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns]
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns]
  if (k !== inner) {
    throw new Error(
      `Error in matMul: inner shapes (${k}) and (${inner}) of Tensors with shapes ${a.shape} and ${b.shape} ` +
        `and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
    )
  }
  const batchA = a.shape.slice(0, -2)
  const batchB = b.shape.slice(0, -2)
  const batch = broadcast_util.assertAndGetBroadcastShape(batchA, batchB)
  const out = native.make([...batch, m, n], 'float32')
  if (k === 0 || sizeOf(out.shape) === 0) {
    native.exports.clear(native.address(out), sizeOf(out.shape))
    return out
  }
  const [aStart, bStart, start] = [native.address(a), native.address(b), native.address(out)]
  const biasAddress = bias === undefined ? 0 : native.address(bias)
  const scratch = native.scratch()
  const [aRow, aColumn] = transposeA ? [1, aColumns] : [aColumns, 1]
  const [bRow, bColumn] = transposeB ? [1, bColumns] : [bColumns, 1]
  const aOffsets = broadcastOffsets(batchA, batch)
  const bOffsets = broadcastOffsets(batchB, batch)
  for (let i = 0; i < sizeOf(batch); i++) {
    const from = aStart + (aOffsets[i] ?? 0) * aRows * aColumns * 4
    const by = bStart + (bOffsets[i] ?? 0) * bRows * bColumns * 4
    const to = start + i * m * n * 4
    native.exports.gemm(from, aRow, aColumn, by, bRow, bColumn, to, m, n, k, 0, biasAddress, scratch)
  }
  return out
}

/** For each matrix of the broadcast batch, which matrix of an operand with batch axes `own` it reads. */
function broadcastOffsets(own: readonly number[], batch: readonly number[]): number[] {
  let offsets = [0]
  const missing = batch.length - own.length
  batch.forEach((length, axis) => {
    const mine = axis < missing ? 1 : (own[axis - missing] ?? 1)
    const next: number[] = []
    for (const offset of offsets) {
      for (let i = 0; i < length; i++) next.push(offset * mine + (mine === 1 ? 0 : i))
    }
    offsets = next
  })
  return offsets
}

/** A missing axis would be taken for one of length 1, and a vector for a row. */
function assertMatrices(a: TensorInfo, b: TensorInfo): void {
  for (const { shape } of [a, b]) {
    if (shape.length >= 2) continue
    throw new Error(
      `Error in matMul: inputs must have rank 2 or more, but one has the shape [${shape}]. ` +
        'Give a vector a second axis by expandDims, or use dot.',
    )
  }
}

export const batchMatMul = implement<BatchMatMulInputs, BatchMatMulAttrs>('BatchMatMul', (call) => {
  const { a, b } = call.inputs
  assertMatrices(a, b)
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return call.reference()
  return multiply(call.native, a, b, call.attrs.transposeA, call.attrs.transposeB)
})

interface FusedInputs extends BatchMatMulInputs {
  bias?: TensorInfo
}

/** Other activations are left to stock, and unusual biases to the CPU; layers fuse neither in training. */
export const fusedMatMul = implement<FusedInputs, _FusedMatMulAttrs>('_FusedMatMul', (call) => {
  const { a, b, bias } = call.inputs
  const { activation, transposeA, transposeB } = call.attrs
  assertMatrices(a, b)
  const columns = b.shape[transposeB ? b.shape.length - 2 : b.shape.length - 1]
  const isRow = bias == null || (bias.shape.length === 1 && bias.shape[0] === columns)
  const isEmpty = sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || !isRow || isEmpty) return call.reference()
  if (activation !== 'linear' && activation !== 'relu') return call.stock()
  const out = multiply(call.native, a, b, transposeA, transposeB, bias ?? undefined)
  if (activation === 'relu') call.native.exports.relu(call.native.address(out), sizeOf(out.shape))
  return out
})
